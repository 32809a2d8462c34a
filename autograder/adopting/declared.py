"""What a suite's decorators say of a test."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from numbers import Real

from autograder.model.assignment import Visibility

LONGEST_DENOMINATOR = 10**6


@dataclass(frozen=True)
class Declared:
    """The decorations of one test; `weight` is None without any, `hide` is "" where errors are shown.

    `column` and `order` are those of the leaderboard.
    """

    weight: Fraction | None = None
    number: str = ""
    visibility: str = "visible"
    tags: tuple[str, ...] = ()
    hide: str = ""
    column: str = ""
    order: str = "desc"


def declared(function: Callable[..., object]) -> Declared:
    """Return what the attributes of a test function say.

    Raises:
        ValueError: the weight is not a number from 0 on, or there is no such visibility.
    """
    _known_visibility(getattr(function, "__visibility__", "visible"))
    given = {name.strip("_"): value for name, value in vars(function).items() if name.startswith("__")}
    return Declared(
        weight=_weight(given.get("weight")),
        number=str(given.get("number", "")),
        visibility=str(given.get("visibility", "visible")),
        tags=tuple(map(str, given.get("tags", ()))),
        hide=str(given.get("hide_errors", "")),
        column=str(given.get("leaderboard_column", "")),
        order=str(given.get("leaderboard_sort_order", "desc")),
    )


def _weight(value: object) -> Fraction | None:
    if value is None:
        return None
    points = exact(value)
    if points is None or points < 0:
        message = f"the weight {value!r} is not a number from 0 on"
        raise ValueError(message)
    return points


def _known_visibility(value: object) -> None:
    known = [one.value for one in Visibility]
    if value not in known:
        message = f"the visibility {value!r} is none of {', '.join(known)}"
        raise ValueError(message)


def exact(value: object) -> Fraction | None:
    """Return the number that somebody wrote, 0.1 as a tenth; None for what is no finite number."""
    if not isinstance(value, (Real, Decimal)) or not math.isfinite(value):
        return None
    return Fraction(repr(float(value))).limit_denominator(LONGEST_DENOMINATOR)
