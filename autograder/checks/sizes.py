"""The symbols of a contract (m, T_x, n_a ...) and the sizes that arguments give them."""

from collections.abc import Mapping, Sequence

import numpy as np

from autograder.errors import GraderError
from autograder.model import dimension
from autograder.model.assignment import ArrayType, MappingType, ScalarType, ValueType

ANY = "..."
"""The symbol that stands for any number of axes; only the first of an array's may be it."""

EXAMPLES = "m"
TIME = "T_"

Sizes = dict[str, tuple[int, ...]]
"""The lengths of the axes that each symbol stands for: one, but for "..."."""


def bind(declared: ValueType, name: str, value: object) -> Sizes:
    """Return the sizes that an argument of the suite gives to the symbols of its declared type.

    Raises:
        GraderError: the suite passes an argument that does not fit its own contract.
    """
    if isinstance(declared, ArrayType):
        return _bind_axes(declared.dims, name, np.asarray(value).shape)
    if isinstance(declared, MappingType) and isinstance(value, Mapping):
        here = (
            (key, entry) for key, entry in declared.entries if key in value or key not in declared.optional
        )
        return merge(*(bind(entry, key, value[key]) for key, entry in here))
    if isinstance(declared, ScalarType) and declared.kind == "int" and isinstance(value, int):
        return {name: (value,)}
    return {}


def _bind_axes(dims: Sequence[str], name: str, shape: tuple[int, ...]) -> Sizes:
    any_axes = len(shape) - len(dims) + 1 if ANY in dims else 0
    if any_axes < 0 or (ANY not in dims and len(shape) != len(dims)):
        message = f"the suite passes {name} of shape {shape}; its contract says {tuple(dims)}"
        raise GraderError(message)
    head: Sizes = {ANY: shape[:any_axes]} if ANY in dims else {}
    named = (dim for dim in dims if dim != ANY)
    return merge(head, *({dim: (length,)} for dim, length in zip(named, shape[any_axes:], strict=True)))


def merge(*parts: Mapping[str, tuple[int, ...]]) -> Sizes:
    """Return all sizes together.

    Raises:
        GraderError: a symbol has two sizes.
    """
    together: Sizes = {}
    for symbol, size in (item for part in parts for item in part.items()):
        if together.setdefault(symbol, size) != size:
            message = f"the suite gives {symbol} two sizes, {together[symbol]} and {size}"
            raise GraderError(message)
    return together


def solved(bound: Mapping[str, tuple[int, ...]]) -> Sizes:
    """Return the sizes of the symbols alone, after those that only a sum tells: n_a + n_x = 7, n_a = 4.

    Raises:
        GraderError: a sum contradicts the sizes of its symbols.
    """
    sizes = {dim: size for dim, size in bound.items() if not dimension.is_sum(dim)}
    for dim, (length,) in ((dim, size) for dim, size in bound.items() if dimension.is_sum(dim)):
        unknown = [symbol for symbol in dimension.terms(dim) if symbol and symbol not in sizes]
        if len(unknown) == 1:
            sizes |= {unknown[0]: (_missing(dim, unknown[0], length, sizes),)}
        if len(unknown) <= 1 and _lengths(dim, sizes) != (length,):
            message = (
                f"the suite gives {dim} the size {length}; by its symbols it is {_lengths(dim, sizes)[0]}"
            )
            raise GraderError(message)
    return sizes


def _missing(dim: str, symbol: str, length: int, sizes: Mapping[str, tuple[int, ...]]) -> int:
    """Return the size of the one symbol of a sum that is not known."""
    rest = _lengths(dim, {**sizes, symbol: (0,)})[0]
    return (length - rest) // dimension.terms(dim)[symbol]


def shape_of(dims: Sequence[str], sizes: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the shape that `dims` stand for.

    Raises:
        GraderError: no argument gave a symbol its size.
    """
    return tuple(length for dim in dims for length in _lengths(dim, sizes))


def _lengths(dim: str, sizes: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    if dimension.is_sum(dim):
        return (sum(count * _size(symbol, sizes) for symbol, count in dimension.terms(dim).items()),)
    if dim.isdigit():
        return (int(dim),)
    if dim not in sizes:
        message = f"no argument tells the size of {dim}"
        raise GraderError(message)
    return sizes[dim]


def _size(symbol: str, sizes: Mapping[str, tuple[int, ...]]) -> int:
    """Return the length that a term of a sum takes once; that of a whole number is 1."""
    return _lengths(symbol, sizes)[0] if symbol else 1


def axis_names(dims: Sequence[str], sizes: Mapping[str, tuple[int, ...]]) -> tuple[str, ...]:
    """Return one symbol for each axis: "..." as often as it stands for an axis."""
    return tuple(dim for dim in dims for _ in _lengths(dim, sizes))
