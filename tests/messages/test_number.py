from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.messages.number import number, points, tuple_of


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0", "0"),
        ("14", "14"),
        ("100", "100"),
        ("17/2", "8.5"),
        ("1/4", "0.25"),
        ("1/3", "0.33"),
        ("-1/2", "-0.5"),
    ],
)
def test_points_have_at_most_two_decimals(value: str, written: str) -> None:
    assert points(Fraction(value)) == written


@given(st.integers(0, 10_000))
def test_hundredths_are_written_exactly(hundredths: int) -> None:
    assert Fraction(points(Fraction(hundredths, 100))) == Fraction(hundredths, 100)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3, "3"),
        (0.123456789, "0.123457"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (Fraction(1, 2), "0.5"),
    ],
)
def test_numbers_have_six_digits(value: float, written: str) -> None:
    assert number(value) == written


def test_a_huge_integer_is_written_short() -> None:
    assert number(-(2**20_000)) == "about -2**20000"


def test_a_tuple_is_written_as_python_does_with_bare_names() -> None:
    assert [tuple_of(t) for t in ((), (4,), ("m", "n_a"))] == ["()", "(4,)", "(m, n_a)"]
