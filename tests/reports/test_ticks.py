"""Ticks are round numbers, few, evenly spaced, and around or within what they are for."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model.chart import LARGEST
from autograder.reports.ticks import around, widened, within

NUMBERS = st.floats(-LARGEST, LARGEST)


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0.1, 1.9, ["0.0", "0.5", "1.0", "1.5", "2.0"]),
        (-3, 22, ["-5", "0", "5", "10", "15", "20", "25"]),
        (0.001, 0.0042, ["0.001", "0.002", "0.003", "0.004", "0.005"]),
        (0, 3e7, ["0", "1e+07", "2e+07", "3e+07"]),
        (0.5, 0.5, ["0.44", "0.46", "0.48", "0.50", "0.52", "0.54", "0.56"]),
        (1e-300, 2e-300, ["-0.10", "-0.05", "0.00", "0.05", "0.10"]),
        (0, 0, ["-0.10", "-0.05", "0.00", "0.05", "0.10"]),
    ],
)
def test_ticks_are_round(low: float, high: float, texts: list[str]) -> None:
    assert [tick.text for tick in around(low, high, 6)] == texts


@given(NUMBERS, NUMBERS)
def test_ticks_are_around_a_range_and_few(one: float, other: float) -> None:
    low, high = sorted((one, other))
    ticks = around(low, high, 6)
    wide_low, wide_high = widened(low, high)
    room = 1e-6 * (wide_high - wide_low)
    assert ticks[0].value <= wide_low + room
    assert ticks[-1].value >= wide_high - room
    assert 2 <= len(ticks) <= 7
    step = ticks[1].value - ticks[0].value
    assert all(math.isclose(b.value - a.value, step, rel_tol=1e-3) for a, b in pairwise(ticks))


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_ticks_within_a_range_are_whole_numbers_of_it(low: float, length: float) -> None:
    ticks = within(*widened(low, low + length), 8)
    assert len(ticks) <= 9
    assert all(tick.value == round(tick.value) for tick in ticks)
    wide_low, wide_high = widened(low, low + length)
    assert all(wide_low - 1e-3 <= tick.value <= wide_high + 1e-3 for tick in ticks)


def test_what_has_a_length_stays_as_it_is() -> None:
    assert widened(1.0, 1.0 + 1e-6) == (1.0, 1.0 + 1e-6)


def test_a_range_far_shorter_than_a_step_holds_no_number_beside_it() -> None:
    assert within(9e-12, 1.1e-11, 8) == ()
