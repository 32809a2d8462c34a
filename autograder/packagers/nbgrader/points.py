"""Points as a database adds them up: binary numbers whose sums are never rounded.

nbgrader keeps a double for each test cell, lets the database add them, and publishes the sum. 0.3 and 1/3 are
no doubles, and what their sum is depends on the order and on the database. So each number here is a whole
multiple of what the last digit of the total is worth: no sum is rounded, and the total is the double next to
the exact one. For that a single check may differ from its exact points in the 15th digit.
"""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction


def possible(points: Sequence[Fraction]) -> tuple[float, ...]:
    """Return the points that each check can earn; they add up to the float of their exact sum."""
    total = sum(points, Fraction(0))
    return _adding_up_to(total, list(_rounded(points, _unit(total))))


def earned(scores: Sequence[Fraction], points: Sequence[Fraction]) -> tuple[float, ...]:
    """Return the points that each check earned of `points`; they add up to the float of their exact sum.

    A check that earned nothing has 0, one that earned all of it what `possible` gives. Only the largest score
    takes up what is left of the rounding: it may be above what is possible in the 15th digit.
    """
    total = sum(scores, Fraction(0))
    most = map(Fraction, possible(points))
    rounded = zip(_rounded(scores, _unit(total)), scores, points, most, strict=True)
    return _adding_up_to(total, [top if score == full else value for value, score, full, top in rounded])


def _unit(total: Fraction) -> Fraction:
    """Return what the last digit of a total's float is worth."""
    return Fraction(math.ulp(float(total)))


def _rounded(shares: Sequence[Fraction], unit: Fraction) -> Iterator[Fraction]:
    """Yield multiples of a unit; what one lacks, the next gets that is no multiple either."""
    owed = Fraction(0)
    for share in shares:
        value = round((share + owed) / unit) * unit if share % unit else share
        owed += share - value
        yield value


def _adding_up_to(total: Fraction, values: Sequence[Fraction]) -> tuple[float, ...]:
    """Let the largest value take up what the values lack of the float of a total."""
    moved = list(values)
    if moved:
        moved[moved.index(max(moved))] += Fraction(float(total)) - sum(values)
    return tuple(map(float, moved))
