"""A chart that can be made can be drawn."""

import pytest

from autograder.model.chart import LABELS, LARGEST, Chart, Level, Line

ONE = (Line("loss", (1.0,)),)


def test_a_line_knows_where_it_ends() -> None:
    assert Line("loss", (1.0, 2.0, 3.0), 10.0, 0.5).end == 11.0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((), "1 to 300 values, not 0"),
        ((0.0,) * 301, "1 to 300 values, not 301"),
        ((float("nan"),), "no chart can show"),
        ((0.0, float("inf")), "no chart can show"),
        ((-2 * LARGEST,), "no chart can show"),
    ],
)
def test_a_line_holds_numbers(values: tuple[float, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Line("loss", values)


@pytest.mark.parametrize("label", ["", "x" * 25])
def test_a_label_is_short(label: str) -> None:
    with pytest.raises(ValueError, match="1 to 24 letters"):
        Line(label, (1.0,))
    with pytest.raises(ValueError, match="1 to 24 letters"):
        Level(label, 1.0)


def test_a_level_is_a_number() -> None:
    with pytest.raises(ValueError, match="'mean' is a number that no chart can show"):
        Level("mean", float("nan"))


@pytest.mark.parametrize(
    "codes", [("lost", "epoch", "loss"), ("losses", "epok", "loss"), ("losses", "epoch", "l")]
)
def test_titles_and_axes_are_codes(codes: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match=r"no (title|axis) of a chart is called '(lost|epok|l)'; there are "):
        Chart(*codes, ONE)


@pytest.mark.parametrize("count", [0, 7])
def test_a_chart_has_a_few_lines(count: int) -> None:
    with pytest.raises(ValueError, match=f"1 to 6 lines, not {count}"):
        Chart("losses", "epoch", "loss", ONE * count)


def test_the_place_of_the_shade_is_a_number() -> None:
    with pytest.raises(ValueError, match="the place from which a chart is shaded"):
        Chart("losses", "epoch", "loss", ONE, since=float("inf"))


def test_every_code_of_a_label_is_short_enough() -> None:
    assert all(Line(label, (1.0,)) for label in LABELS)
