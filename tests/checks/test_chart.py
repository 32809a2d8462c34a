"""A test attaches charts; what no chart can show is left out, what is no line is an error of the suite."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.answer import Answer
from autograder.checks.chart import Charts, line
from autograder.errors import GraderError
from autograder.model.chart import LARGEST, MOST_VALUES, Chart, Level, Line


def drawn(**lines: object) -> tuple[Chart, ...]:
    charts = Charts()
    charts("losses", x="epoch", y="loss", lines=lines)
    return tuple(charts.drawn)


def test_a_chart_holds_what_was_given() -> None:
    charts = Charts()
    charts(
        "forecast",
        x="month",
        y="temperature",
        lines={"truth": [1, 2, 3], "forecast": np.array([4.0])},
        start=1,
        starts={"forecast": 3},
        level=("mean", 2),
        since=3,
    )
    lines = (Line("truth", (1.0, 2.0, 3.0), 1.0), Line("forecast", (4.0,), 3.0))
    assert charts.drawn == [Chart("forecast", "month", "temperature", lines, Level("mean", 2.0), 3)]


def test_an_answer_is_a_line() -> None:
    (chart,) = drawn(loss=Answer("f", "losses", [1.0, 0.5], ("n",), {"n": (2,)}))
    assert chart.lines[0].values == (1.0, 0.5)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf, 2 * LARGEST])
def test_a_line_ends_before_what_no_chart_can_show(wrong: float) -> None:
    (chart,) = drawn(loss=[3.0, 2.0, wrong, 1.0])
    assert chart.lines[0].values == (3.0, 2.0)


def test_a_line_without_numbers_is_left_out_and_a_chart_without_lines_too() -> None:
    assert [one.label for one in drawn(loss=[np.nan], truth=[1.0])[0].lines] == ["truth"]
    assert drawn(loss=[], truth=[np.nan]) == ()


@pytest.mark.parametrize(
    ("values", "said"), [("abc", "does not hold numbers"), ([[1.0]], "has 2 axes, not one")]
)
def test_what_is_no_line_is_an_error_of_the_suite(values: object, said: str) -> None:
    with pytest.raises(GraderError, match=f"the line 'loss' of a chart {said}"):
        drawn(loss=values)


def test_a_check_has_few_charts() -> None:
    charts = Charts()
    charts.drawn += drawn(loss=[1.0]) * 4
    with pytest.raises(GraderError, match="at most 4 charts"):
        charts("losses", x="epoch", y="loss", lines={"loss": [1.0]})


@given(st.integers(MOST_VALUES + 1, 5000), st.floats(-100, 100), st.floats(-100, 100))
def test_of_many_numbers_a_line_keeps_its_ends_and_its_slope(count: int, first: float, slope: float) -> None:
    numbers = first + slope * np.arange(count)
    short = line("loss", numbers, 5.0)
    assert len(short.values) == MOST_VALUES
    assert (short.values[0], short.values[-1]) == (numbers[0], numbers[-1])
    assert short.end == pytest.approx(5.0 + count - 1)
    places = (short.start - 5.0) + short.step * np.arange(MOST_VALUES)
    np.testing.assert_allclose(short.values, first + slope * places, atol=1e-6)
