"""How close an answer must be, by the precision of the answer.

Source of the numbers: the worst right answer among 136 public solutions was off by 1.7e-14 in
float64 and by 6e-7 in float32; the gaps to these tolerances are room for other machines.
"""

from dataclasses import dataclass

import numpy as np

FLOAT64 = "float64"
FLOAT32 = "float32"


@dataclass(frozen=True)
class Tolerance:
    """What |got - expected| may be: atol + rtol * |expected|, or rtol times the largest |expected|."""

    rtol: float
    atol: float
    of_largest: bool = False

    def allows(self, got: np.ndarray, expected: np.ndarray) -> np.ndarray:
        """Tell for each entry whether it is close enough."""
        size = np.abs(expected)
        scale = np.max(size, initial=0.0) if self.of_largest else size
        return np.asarray(np.abs(got - expected) <= self.atol + self.rtol * scale)


@dataclass(frozen=True)
class Tolerances:
    """The tolerance for each precision of an answer."""

    float64: Tolerance
    float32: Tolerance

    def at(self, precision: str) -> Tolerance:
        """Return the one for FLOAT64 or FLOAT32."""
        return self.float32 if precision == FLOAT32 else self.float64


VALUES = Tolerances(Tolerance(1e-7, 1e-9), Tolerance(1e-4, 1e-5))
GRADIENTS = Tolerances(Tolerance(1e-6, 1e-9, of_largest=True), Tolerance(1e-4, 1e-5, of_largest=True))
DIFFERENCES = Tolerances(Tolerance(1e-5, 1e-8, of_largest=True), Tolerance(3e-2, 1e-4, of_largest=True))

ALIVE = Tolerances(Tolerance(1e-2, 1e-8, of_largest=True), Tolerance(1e-2, 1e-4, of_largest=True))
"""How much a result must change to depend on an input: far more than the tolerance of any answer, or a
constant with a trace of the right function in it would be both constant and alive."""

MOVED = Tolerances(Tolerance(1e-5, 1e-7, of_largest=True), Tolerance(1e-3, 1e-4, of_largest=True))
"""How much it must change where it may change little, as near saturation: more than an answer may be off."""

CURVED = 3e-2
"""How far a result must be from linear, in units of its change: what differences in float32 cannot tell."""

EPS = {FLOAT64: 1e-5, FLOAT32: 1e-2}
"""How far central differences go to each side."""

REPEATED = Tolerance(1e-12, 1e-12)
"""Between two calls with the same arguments: threads may add up in another order."""

IMPRECISE = Tolerance(1e-3, 1e-9, of_largest=True)
"""Beyond the tolerance and yet so close that the formula must be right."""


def precision(*arrays: np.ndarray) -> str:
    """Return the lowest precision among the arrays; integers and booleans are exact."""
    coarse = any(a.dtype.kind == "f" and a.dtype.itemsize < np.dtype(FLOAT64).itemsize for a in arrays)
    return FLOAT32 if coarse else FLOAT64
