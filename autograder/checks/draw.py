"""Random arguments in which no wrong formula looks right: no zeros, no ones, no symmetry."""

import numpy as np

from autograder.checks.sizes import Sizes, shape_of
from autograder.errors import GraderError
from autograder.model.assignment import ArrayType, MappingType, ScalarType, Signature, ValueType


def generic(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Return float64 entries of either sign, 0.2 to 1 in size: none vanishes, tanh does not saturate."""
    return np.asarray(rng.uniform(0.2, 1.0, shape) * rng.choice([-1.0, 1.0], shape))


def arguments(signature: Signature, rng: np.random.Generator, sizes: Sizes) -> tuple[object, ...]:
    """Return generic arguments for a function, in order, as its signature declares them.

    A str is a setting with a default, and what a dict need not hold is special: neither is drawn.

    Raises:
        GraderError: an argument is neither array, mapping nor int, or a size is not given.
    """
    return tuple(
        _draw(name, declared, rng, sizes)
        for name, declared in signature.args
        if declared != ScalarType("str")
    )


def _draw(name: str, declared: ValueType, rng: np.random.Generator, sizes: Sizes) -> object:
    if isinstance(declared, ArrayType):
        return generic(rng, *shape_of(declared.dims, sizes))
    if isinstance(declared, MappingType):
        needed = ((key, entry) for key, entry in declared.entries if key not in declared.optional)
        return {key: _draw(key, entry, rng, sizes) for key, entry in needed}
    if isinstance(declared, ScalarType) and declared.kind == "int":
        return shape_of((name,), sizes)[0]
    message = f"{name} cannot be drawn"
    raise GraderError(message)
