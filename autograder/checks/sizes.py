"""The symbols of a contract (m, T_x, n_a ...) and the sizes that arguments give them."""

from collections.abc import Mapping, Sequence

import numpy as np

from autograder.errors import GraderError
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
        return merge(*(bind(entry, key, value[key]) for key, entry in declared.entries))
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


def shape_of(dims: Sequence[str], sizes: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the shape that `dims` stand for.

    Raises:
        GraderError: no argument gave a symbol its size.
    """
    return tuple(length for dim in dims for length in _lengths(dim, sizes))


def _lengths(dim: str, sizes: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    if dim.isdigit():
        return (int(dim),)
    if dim not in sizes:
        message = f"no argument tells the size of {dim}"
        raise GraderError(message)
    return sizes[dim]


def axis_names(dims: Sequence[str], sizes: Mapping[str, tuple[int, ...]]) -> tuple[str, ...]:
    """Return one symbol for each axis: "..." as often as it stands for an axis."""
    return tuple(dim for dim in dims for _ in _lengths(dim, sizes))
