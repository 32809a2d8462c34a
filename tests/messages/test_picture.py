"""A picture over time: one column a step, the middle of a long sequence in one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.messages.phrase import plain
from autograder.messages.picture import MOST_STEPS, Picture, Step, steps
from autograder.messages.wording import wording
from autograder.model.finding import Finding, Param, finding

PATTERNS = st.lists(st.integers(0, 1), min_size=1, max_size=60).map(tuple)
ERRORS = st.floats(0, allow_nan=False)


def over(wrong: Param, errors: Param = None) -> Finding:
    return finding("values_differ", function="rnn_forward", name="a", wrong=wrong, errors=errors)


def test_each_step_is_a_column() -> None:
    assert steps(over((0, 1, 0))) == (Step("0", wrong=False), Step("1", wrong=True), Step("2", wrong=False))


def test_a_finding_without_a_pattern_has_no_columns() -> None:
    assert steps(finding("values_zero", function="f", name="a")) == ()
    assert steps(finding("tabs_mixed", line=3)) == ()
    assert steps(over("110")) == steps(over(())) == ()


def test_an_error_is_written_in_short_and_as_high_as_its_power_of_ten() -> None:
    columns = steps(over((0, 1, 1, 1), (0.0, 1e-9, 1e-4, 1e-1)))
    assert [step.error for step in columns] == ["0", "1.0e-09", "1.0e-04", "1.0e-01"]
    assert [step.share for step in columns] == pytest.approx([0, 0, 0.5, 1])


@pytest.mark.parametrize("errors", [None, (0.1,), (0.1, "x"), "ab", (0.1, 0.2, 0.3)])
def test_errors_that_are_withheld_or_of_another_length_are_not_drawn(errors: Param) -> None:
    assert [step.error for step in steps(over((0, 1), errors))] == ["", ""]


@given(PATTERNS, st.data())
def test_a_picture_is_never_too_wide_and_hides_no_wrong_step(
    wrong: tuple[int, ...], data: st.DataObject
) -> None:
    errors = data.draw(st.lists(ERRORS, min_size=len(wrong), max_size=len(wrong)))
    columns = steps(over(wrong, tuple(errors)))
    assert len(columns) == min(len(wrong), MOST_STEPS)
    assert any(step.wrong for step in columns) == any(wrong)
    assert max(step.share for step in columns) == (1.0 if max(errors) > 0 else 0.0)
    assert all(0 <= step.share <= 1 for step in columns)


def test_the_middle_of_a_long_sequence_is_one_column() -> None:
    wrong, errors = [0] * 50, [0.0] * 50
    wrong[20], errors[20] = 1, 0.5
    columns = steps(over(tuple(wrong), tuple(errors)))
    between = next(i for i, step in enumerate(columns) if step.number == "…")
    assert [step.number for step in columns[between - 1 : between + 2]] == ["11", "…", "39"]
    assert (columns[between].wrong, columns[between].error) == (True, "5.0e-01")
    assert columns[-1].number == "49"


def test_an_error_that_is_not_finite_is_drawn() -> None:
    columns = steps(over((1, 1, 1), (math.inf, 1.0, math.nan)))
    assert [step.error for step in columns] == ["inf", "1.0e+00", "nan"]
    assert [step.share for step in columns] == [1.0, 0.0, 0.0]


def test_rows_are_aligned() -> None:
    picture = Picture(steps(over((0, 1, 1), (0.0, 0.002, 0.1))), ("",))
    assert picture.rows(80) == (
        "0        1        2",
        "✓        ✗        ✗",
        "0        2.0e-03  1.0e-01",
    )


@given(PATTERNS, st.integers(1, 100), st.sampled_from([2, 3]))
def test_rows_keep_to_the_width_and_show_every_column(
    wrong: tuple[int, ...], width: int, height: int
) -> None:
    errors = tuple(0.1 * w for w in wrong) if height == 3 else None
    columns = steps(over(wrong, errors))
    rows = Picture(columns, ()).rows(width)
    assert max(map(len, rows)) <= max(width, len("1.0e-01"))
    assert [sign for row in rows[1::height] for sign in row.split()] == [step.sign for step in columns]
    assert [number for row in rows[::height] for number in row.split()] == [step.number for step in columns]


@pytest.mark.parametrize(
    ("errors", "caption"), [(None, "counted from 0)"), ((0.0, 0.1, 0.1), "largest error of each step")]
)
def test_a_message_about_time_has_a_picture_with_a_caption(errors: Param, caption: str) -> None:
    picture = wording("en").message(over((0, 1, 1), errors)).picture
    assert picture is not None
    assert plain(picture.caption, isolate=False).endswith(caption)
    assert wording("en").message(finding("values_zero", function="f", name="a")).picture is None
