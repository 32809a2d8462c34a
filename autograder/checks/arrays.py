"""Comparing an answer with what is expected, and saying what kind of wrong it is."""

from collections.abc import Callable, Mapping
from typing import NoReturn

import numpy as np

from autograder.checks.answer import Answer
from autograder.checks.diagnosis import Comparison, Params, diagnose, over_time
from autograder.checks.tolerances import VALUES, Tolerance, Tolerances, precision

Expected = Answer | np.ndarray | float
Suspects = Mapping[str, Callable[[], Expected | list[Expected]]]
"""For the code of a known mistake, what an answer with that mistake would be; a list for several ways."""

Credit = Callable[[Answer], bool]
"""Tells whether an answer that differs from the expected one still earns its points."""


def expect(
    got: Answer,
    expected: Expected,
    *,
    within: Tolerances = VALUES,
    carried: Credit | None = None,
    suspects: Suspects | None = None,
) -> None:
    """Require that an answer equals what is expected, within the tolerance of its precision.

    `carried` may give credit to an answer that follows from an error charged elsewhere.
    `suspects` are computed only when the answer is wrong.

    Raises:
        CheckFailed: with one finding, the most telling about what kind of wrong the answer is.
    """
    right = values_of(expected)
    array = got.climb(right)
    if _agrees(array, right, tolerance_for(within, array, expected)) or (carried and carried(got)):
        return
    fail(got, right, tolerance_for(within, array, expected), suspects or {})


def fail(got: Answer, expected: np.ndarray, tolerance: Tolerance, suspects: Suspects) -> NoReturn:
    """Raise CheckFailed about a wrong answer: what kind of wrong it is, and where along time."""
    comparison = Comparison(got.array.astype(np.float64), expected, got.axes, got.sizes, tolerance)
    where = over_time(comparison)
    for hint, suspect in suspects.items():
        wrong = suspect()
        ways = wrong if isinstance(wrong, list) else [wrong]
        if any(_agrees(comparison.got, values_of(one), tolerance) for one in ways):
            got.fail("suspect", hint=hint, **where)
    code, params = diagnose(comparison) or ("values_differ", _worst(comparison))
    got.fail(code, **params, **where)


def _worst(c: Comparison) -> Params:
    worst = np.unravel_index(np.argmax(np.abs(c.got - c.expected)), c.got.shape)
    index = tuple(int(i) for i in worst)
    return {"got": float(c.got[worst]), "expected": float(c.expected[worst]), "index": index}


def close(got: Expected, expected: Expected, *, within: Tolerances = VALUES) -> bool:
    """Tell whether two values agree in shape and entries.

    Raises:
        CheckFailed: one of them is an answer that breaks a rung of the ladder.
    """
    array, right = _array(got), _array(expected)
    return _agrees(array, values_of(right), within.at(precision(array, right)))


def expect_property(holds: bool, got: Answer, name: str) -> None:  # noqa: FBT001 (reads as a sentence)
    """Require a property of an answer, `name` being a word of the catalogue's property_broken.

    Raises:
        CheckFailed: it does not hold.
    """
    if not holds:
        got.fail("property_broken", property=name)


def tolerance_for(within: Tolerances, array: np.ndarray, expected: Expected) -> Tolerance:
    """Return the tolerance for the lower precision of the two sides."""
    return within.at(precision(array, _array(expected)))


def values_of(value: Expected) -> np.ndarray:
    """Return a value as a float64 array."""
    return _array(value).astype(np.float64)


def _array(value: Expected) -> np.ndarray:
    return value.array if isinstance(value, Answer) else np.asarray(value)


def _agrees(got: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> bool:
    """Tell whether two arrays agree; arrays of different shapes never do, nothing broadcasts."""
    return got.shape == expected.shape and bool(np.all(tolerance.allows(got.astype(np.float64), expected)))
