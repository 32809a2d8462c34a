"""One named value that a student's function returned, and the ladder it climbs when it is read.

The rungs: type, shape, kind of dtype, finite. The first that breaks is the one that is reported.
An answer is not looked at before a test reads it, so a bad y_hat does not hurt a check of a_next.
"""

from dataclasses import dataclass
from typing import NoReturn

import numpy as np

from autograder.checks.room import room
from autograder.checks.shapes import how_wrong
from autograder.checks.sizes import TIME, Sizes, axis_names, shape_of
from autograder.model.finding import Param, finding
from autograder.model.verdict import CheckFailed

NUMBERS = "biuf"
MOST_ROOM = 64
"""MiB that a list may need as an array: as much as an array may have on its way here."""


@dataclass(frozen=True)
class Answer:
    """What `function` returned as `name`: declared as `dims`, (m, n_a) for example; () is a number."""

    function: str
    name: str
    raw: object
    dims: tuple[str, ...]
    sizes: Sizes

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape it must have."""
        return shape_of(self.dims, self.sizes)

    @property
    def axes(self) -> tuple[str, ...]:
        """The symbol of each axis."""
        return axis_names(self.dims, self.sizes)

    @property
    def array(self) -> np.ndarray:
        """The value as an array of its declared shape and its own precision, all finite.

        Raises:
            CheckFailed: too_much_data, wrong_type, wrong_shape, wrong_dtype or not_finite.
        """
        return self.climb()

    def climb(self, expected: np.ndarray | None = None) -> np.ndarray:
        """Return the value, like `array`; `expected` lets a wrong shape tell whether the values are right."""
        array = self._typed()
        if array.shape != self.shape:
            self._fail_shape(array, expected)
        if array.dtype.kind not in NUMBERS:
            self.fail("wrong_dtype", got=array.dtype.name)
        if not np.all(np.isfinite(array)):
            self._fail_finite(array)
        return array if array.dtype.kind == "f" else array.astype(np.float64)

    def fail(self, code: str, **params: Param) -> NoReturn:
        """Raise CheckFailed with a finding about this answer."""
        raise CheckFailed(finding(code, function=self.function, name=self.name, **params))

    def _typed(self) -> np.ndarray:
        if not isinstance(self.raw, (np.ndarray, np.generic, list, tuple, bool, int, float)):
            self._fail_type()
        if isinstance(self.raw, (list, tuple)) and room(self.raw) > MOST_ROOM * 2**20:
            raise CheckFailed(finding("too_much_data", function=self.function, limit=MOST_ROOM))
        try:
            array = np.asarray(self.raw)
        except (ValueError, TypeError, OverflowError):  # ragged, or not numbers
            self._fail_type()
        if array.dtype.kind == "O":
            self._fail_type()
        return array

    def _fail_type(self) -> NoReturn:
        self.fail("wrong_type", expected="array" if self.dims else "number", got=class_name(self.raw))

    def _fail_shape(self, array: np.ndarray, expected: np.ndarray | None) -> NoReturn:
        values_right = expected is not None and _same_entries(array, expected)
        how = how_wrong(array.shape, self.shape, values_right=values_right)
        self.fail("wrong_shape", got=array.shape, expected=self.shape, dims=self.dims, how=how)

    def _fail_finite(self, array: np.ndarray) -> NoReturn:
        what = "nan" if np.any(np.isnan(array)) else "inf"
        times = [axis for axis, name in enumerate(self.axes) if name.startswith(TIME)]
        if not times:
            self.fail("not_finite", what=what)
        self.fail("not_finite", what=what, step=int(np.argwhere(~np.isfinite(array))[:, times[0]].min()))


def class_name(value: object) -> str:
    """Return the class of what a student returned; a handle knows that of the object it stands for."""
    return str(getattr(value, "_label", type(value).__name__))


def _same_entries(array: np.ndarray, expected: np.ndarray) -> bool:
    """Tell whether the entries agree in order, to the precision of a glance."""
    if array.size != expected.size or array.dtype.kind not in NUMBERS:
        return False
    return bool(np.allclose(array.ravel(), expected.ravel(), rtol=1e-4, atol=1e-6))
