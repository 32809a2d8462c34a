"""What kind of wrong an array is: the most telling of many patterns, as one finding's code.

Each pattern looks at a Comparison of two arrays of the same shape that are known to differ, and
returns the parameters of its finding, or None. `PATTERNS` holds them, most specific first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from autograder.checks.sizes import ANY, EXAMPLES, TIME, Sizes
from autograder.checks.tolerances import IMPRECISE, Tolerance
from autograder.model.finding import Param

Params = dict[str, Param]

ENOUGH_STEPS = 3
"""Below this many steps "one step late", "from step 1 on" and a picture over time say nothing."""


@dataclass(frozen=True)
class Comparison:
    """A wrong answer beside the right one, both float64; `axes` names each axis by its symbol."""

    got: np.ndarray
    expected: np.ndarray
    axes: tuple[str, ...]
    sizes: Sizes
    tolerance: Tolerance

    def same(self, got: np.ndarray, expected: np.ndarray) -> bool:
        """Tell whether two arrays agree within the tolerance of the answer."""
        return got.shape == expected.shape and bool(np.all(self.tolerance.allows(got, expected)))

    def is_expected(self, got: np.ndarray) -> bool:
        """Tell whether an array made from the answer is the expected one."""
        return self.same(got, self.expected)

    @property
    def right(self) -> np.ndarray:
        """Which entries are right."""
        return self.tolerance.allows(self.got, self.expected)

    def axis(self, start: str) -> int | None:
        """Return the first axis whose symbol begins with `start`."""
        return next((i for i, name in enumerate(self.axes) if name.startswith(start)), None)

    def along(self, axis: int) -> tuple[np.ndarray, np.ndarray]:
        """Return both arrays with `axis` first."""
        return np.moveaxis(self.got, axis, 0), np.moveaxis(self.expected, axis, 0)

    def right_along(self, axis: int) -> np.ndarray:
        """Tell for each place along `axis` whether everything there is right."""
        return np.asarray(_rows(self.right, axis).all(axis=1))

    def error_along(self, axis: int) -> np.ndarray:
        """Return for each place along `axis` the largest error there."""
        return np.asarray(_rows(np.abs(self.got - self.expected), axis).max(axis=1, initial=0.0))

    @property
    def time(self) -> int | None:
        """The axis that is time, when it has enough steps to speak of."""
        axis = self.axis(TIME)
        return None if axis is None or self.got.shape[axis] < ENOUGH_STEPS else axis


def _rows(array: np.ndarray, axis: int) -> np.ndarray:
    """Return a matrix with a row for each place along `axis`."""
    rows = np.moveaxis(array, axis, 0)
    return rows.reshape(len(rows), -1)


def over_time(comparison: Comparison) -> Params:
    """Return which steps are wrong and the largest error in each, or nothing without enough steps."""
    if comparison.time is None:
        return {}
    wrong, errors = ~comparison.right_along(comparison.time), comparison.error_along(comparison.time)
    return {"wrong": tuple(int(w) for w in wrong), "errors": tuple(float(e) for e in errors)}


def diagnose(comparison: Comparison) -> tuple[str, Params] | None:
    """Return the code and parameters of the first pattern that the answer shows, if any."""
    for code, pattern in PATTERNS:
        params = pattern(comparison)
        if params is not None:
            return code, params
    return None


def _zero(c: Comparison) -> Params | None:
    return None if np.any(c.got) else {}


def _imprecise(c: Comparison) -> Params | None:
    return {} if np.all(IMPRECISE.allows(c.got, c.expected)) else None


def _transposed(c: Comparison) -> Params | None:
    return {} if c.got.ndim > 1 and c.is_expected(np.swapaxes(c.got, -1, -2)) else None


def _sign(c: Comparison) -> Params | None:
    return {} if c.is_expected(-c.got) else None


def _factor(c: Comparison) -> Params | None:
    for name, factor in _factors(c.sizes):
        if c.same(c.got, factor * c.expected):
            return {"factor": name}
    return None


def _factors(sizes: Sizes) -> Iterator[tuple[str, float]]:
    """Yield factors that an average, or a forgotten one, brings in: 2, m, T_x, m*T_x ... and 1/each."""
    single = {symbol: size[0] for symbol, size in sizes.items() if symbol != ANY and size[0] > 1}
    pairs = {f"{a}*{b}": single[a] * single[b] for a, b in combinations(single, 2)}
    for name, factor in {"2": 2, **single, **pairs}.items():
        yield name, float(factor)
        yield f"1/({name})" if "*" in name else f"1/{name}", 1 / factor


def _reversed(c: Comparison) -> Params | None:
    time = c.axis(TIME)
    return {} if time is not None and c.is_expected(np.flip(c.got, time)) else None


def _permuted(c: Comparison) -> Params | None:
    for axis, name in enumerate(c.axes):
        got, expected = c.along(axis)
        places = [_place(c, row, expected) for row in got]
        if len(set(places)) == len(expected) and None not in places:
            return {"axis": name}
    return None


def _place(c: Comparison, row: np.ndarray, rows: np.ndarray) -> int | None:
    return next((i for i, other in enumerate(rows) if c.same(row, other)), None)


def _late(c: Comparison) -> Params | None:
    if c.time is None:
        return None
    got, expected = c.along(c.time)
    return {} if c.same(got[1:], expected[:-1]) else None


def _early(c: Comparison) -> Params | None:
    if c.time is None:
        return None
    got, expected = c.along(c.time)
    return {} if c.same(got[:-1], expected[1:]) else None


def _wrong_steps(c: Comparison) -> np.ndarray | None:
    """Return the wrong steps in order, None when all are wrong or there is no time to look at."""
    if c.time is None:
        return None
    right = c.right_along(c.time)
    return np.flatnonzero(~right) if right.any() else None


def _only_step(c: Comparison) -> Params | None:
    wrong = _wrong_steps(c)
    return {"step": int(wrong[0])} if wrong is not None and wrong.size == 1 else None


def _from_step(c: Comparison) -> Params | None:
    wrong = _wrong_steps(c)
    fits = wrong is not None and wrong[-1] == _last_step(c) and wrong.size == wrong[-1] - wrong[0] + 1
    return {"step": int(wrong[0])} if wrong is not None and fits else None


def _until_step(c: Comparison) -> Params | None:
    wrong = _wrong_steps(c)
    fits = wrong is not None and wrong[0] == 0 and wrong.size == wrong[-1] + 1
    return {"step": int(wrong[-1])} if wrong is not None and fits else None


def _last_step(c: Comparison) -> int:
    return int(c.got.shape[c.axis(TIME) or 0]) - 1


def _some_examples(c: Comparison) -> Params | None:
    axis = next((i for i, name in enumerate(c.axes) if name == EXAMPLES), None)
    if axis is None:
        return None
    right = c.right_along(axis)
    return {"count": int((~right).sum()), "of": int(right.size)} if right.any() else None


def _constant(c: Comparison) -> Params | None:
    return {} if c.got.size > 1 and np.ptp(c.got) == 0 else None


PATTERNS: tuple[tuple[str, Callable[[Comparison], Params | None]], ...] = (
    ("values_zero", _zero),
    ("values_imprecise", _imprecise),
    ("values_transposed", _transposed),
    ("values_sign", _sign),
    ("values_factor", _factor),
    ("values_reversed", _reversed),
    ("values_permuted", _permuted),
    ("values_step_late", _late),
    ("values_step_early", _early),
    ("values_only_step", _only_step),
    ("values_from_step", _from_step),
    ("values_until_step", _until_step),
    ("values_some_examples", _some_examples),
    ("values_constant", _constant),
)
