"""Points as doubles: sums are exact in any order, totals are the nearest double."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.packagers.nbgrader.points import earned, possible

POINTS = st.lists(st.fractions(Fraction(1, 1000), 20, max_denominator=1000), max_size=50).map(tuple)
QUARTERS = st.lists(st.integers(1, 80).map(lambda n: Fraction(n, 4)), max_size=50).map(tuple)


@st.composite
def graded(draw):
    """Draw the points of checks and what was earned of them: often all or nothing."""
    points = draw(POINTS)
    shares = st.sampled_from([Fraction(0), Fraction(1), Fraction(1, 3), Fraction(7, 10)])
    return tuple(point * draw(shares) for point in points), points


def naive(values):
    total = 0.0
    for value in values:
        total += value
    return total


def sums(values):
    """Return the sums that databases come to: in order, backwards, shuffled, compensated."""
    shuffled = sorted(values, key=lambda value: math.sin(1e6 * value))
    return {naive(values), naive(values[::-1]), naive(shuffled), math.fsum(values)}


@given(POINTS)
def test_what_is_possible_adds_up_to_the_total_in_any_order(points):
    assert sums(possible(points)) == {float(sum(points))}


@given(graded())
def test_what_was_earned_adds_up_to_the_total_in_any_order(drawn):
    scores, points = drawn
    assert sums(earned(scores, points)) == {float(sum(scores))}


@given(graded())
def test_a_check_differs_from_its_exact_points_in_the_last_digits_alone(drawn):
    scores, points = drawn
    assert earned(scores, points) == pytest.approx([float(score) for score in scores], abs=1e-10)
    assert possible(points) == pytest.approx([float(point) for point in points], abs=1e-10)


@given(graded())
def test_nothing_stays_nothing_and_everything_is_what_is_possible(drawn):
    scores, points = drawn
    pairs = list(zip(earned(scores, points), possible(points), scores, points, strict=True))
    assert all(value == 0.0 for value, _, score, _ in pairs if score == 0)
    others = [value != most for value, most, score, point in pairs if score == point]
    assert sum(others) <= 1


@given(QUARTERS)
def test_quarters_are_exact(points):
    assert possible(points) == tuple(map(float, points)) == earned(points, points)


def test_plain_doubles_would_not_add_up():
    points = [Fraction(3, 10)] * 3
    assert naive(map(float, points)) != float(sum(points)) == naive(possible(points))
