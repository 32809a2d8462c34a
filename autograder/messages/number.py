"""How numbers are written, in every language with western digits."""

import math
from fractions import Fraction

_LONGEST_EXACT = 10**15


def points(value: Fraction) -> str:
    """Write points exactly when two decimals can, else rounded to two."""
    return f"{float(round(value, 2)):.2f}".rstrip("0").rstrip(".")


def number(value: float | Fraction) -> str:
    """Write a number that code produced, to six digits; whole numbers in full while they are short."""
    if isinstance(value, Fraction):
        return points(value)
    if isinstance(value, int) and abs(value) < _LONGEST_EXACT:
        return str(value)
    return _rounded(value)


def _rounded(value: float) -> str:
    try:
        return f"{value:.6g}"
    except OverflowError:
        sign = "-" if value < 0 else ""
        return f"about {sign}2**{math.floor(math.log2(abs(value)))}"


def tuple_of(values: tuple[object, ...]) -> str:
    """Write a tuple as Python does, but its strings bare: (m, n_a), (4,)."""
    inner = ", ".join(str(v) for v in values)
    return f"({inner},)" if len(values) == 1 else f"({inner})"
