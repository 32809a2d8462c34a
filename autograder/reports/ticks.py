"""Round numbers along an axis."""

import math
from dataclasses import dataclass

_STEPS = (1, 2, 5, 10)
_MARGIN = 1e-9
"""Ticks are allowed to miss an end of their range by so much of a step: decimals are not exact."""
_NOTHING = 1e-30
"""What is smaller is drawn as 0."""
_FEWEST_DIGITS, _MOST_DIGITS = -6, 4
"""Powers of ten of a step: with larger and smaller ones numbers are written with an exponent."""


@dataclass(frozen=True)
class Tick:
    """A number on an axis, and how it is written."""

    value: float
    text: str


def around(low: float, high: float, most: int) -> tuple[Tick, ...]:
    """Return at most `most` ticks, or one more, from one at or below `low` to one at or above `high`."""
    low, high = widened(low, high)
    step = _step((high - low) / (most - 1))
    return _written(math.floor(low / step + _MARGIN), math.ceil(high / step - _MARGIN), step)


def within(low: float, high: float, most: int) -> tuple[Tick, ...]:
    """Return at most `most` whole numbers from `low` to `high`."""
    step = max(1.0, _step((high - low) / most))
    missed = _MARGIN * min(1.0, (high - low) / step)  # a range far shorter than a step holds no other number
    return _written(math.ceil(low / step - missed), math.floor(high / step + missed), step)


def widened(low: float, high: float) -> tuple[float, float]:
    """Return a range that has a length, although both ends may be the same."""
    largest = max(abs(low), abs(high))
    if high - low > max(_MARGIN * largest, _NOTHING):
        return low, high
    room = largest / 10 if largest > _NOTHING else 0.1
    return low - room, high + room


def _step(least: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20, 50, ... that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    return next((n * power for n in _STEPS if n * power >= least * (1 - _MARGIN)), 10 * power)


def _written(first: int, last: int, step: float) -> tuple[Tick, ...]:
    digits = -math.floor(math.log10(step) + _MARGIN)
    form = f".{max(0, digits)}f" if _FEWEST_DIGITS <= digits <= _MOST_DIGITS else ".3g"
    return tuple(Tick(i * step, format(i * step + 0.0, form)) for i in range(first, last + 1))
