"""A validation on a terminal: one row a mistake, contradictions with their file, a summary at the end."""

import io

import pytest
from rich.console import Console
from support.tiny import DOUBLE, SHAPE, TOTAL
from support.trials import UNJUDGED, specimen
from support.trials import validation as made

from autograder.analysis import text
from autograder.analysis.validation import Validation
from autograder.model.finding import finding


def shown(validation: Validation, width: int = text.WIDTH) -> str:
    written = io.StringIO()
    text.show(validation, Console(file=written, width=width))
    return written.getvalue()


def lines_with(word: str, said: str) -> list[str]:
    return [" ".join(line.split()) for line in said.splitlines() if word in line]


def test_a_row_names_the_mistake_its_killers_and_what_is_told(validation: Validation) -> None:
    said = shown(validation)
    assert lines_with(" three ", said)[0] == "R01 three own hint double.values: suspect R01"
    assert "Title of three" in said


def test_a_count_stands_where_a_check_does_not_lose_in_every_trial(validation: Validation) -> None:
    (lucky, *_rest) = lines_with("lucky ", shown(validation))
    assert lucky == "R02 lucky plain double.values: values_differ in 1 of 2 (must, did not)"
    assert "total.values: values_differ in 1 of 2 (may)" in shown(validation)
    assert "double.shape: values_sign (not in the header)" in shown(validation)


def test_checks_that_gave_the_same_stand_together(validation: Validation) -> None:
    wrong = dict.fromkeys((SHAPE.id, DOUBLE.id, TOTAL.id), finding("values_zero"))
    one = made(validation.assignment, [(specimen("m", fails=tuple(wrong)), [wrong])])
    assert "double.shape, double.values, total.values: values_zero" in shown(one)


def test_a_contradiction_is_said_once_with_its_file_and_settings(validation: Validation) -> None:
    said = shown(validation)
    assert "assignments/tiny/mistakes/rude.py contradicts its header:\n" in said
    assert said.count(f"{SHAPE.id} loses points") == 1
    assert f"  {SHAPE.id} loses points (in all 2 trials)\n" in said
    assert f"  {DOUBLE.id} does not lose points (seed 2)\n" in said


def test_scores_of_right_ones_are_listed(validation: Validation) -> None:
    said = shown(validation)
    assert "\nsolution: 3 of 3\nstarter: 0 of 3\n" in said
    assert "variant V01 slow: 2 or 3 of 3  Title of slow\n" in said


def test_the_end_sums_up(validation: Validation) -> None:
    named = "of 3 mistakes: 1 named by its own hint"
    first = f"{named}, 1 shown by a pattern or a fact (a shape, an exception)"
    assert shown(validation).splitlines()[-7:] == [
        "tiny: solution: 1 of 1 as stated",
        "tiny: starter: 1 of 1 as stated",
        "tiny: variant: 0 of 1 as stated",
        "tiny: mistake: 1 of 3 as stated",
        f"tiny: at the first failing check, {first}, 1 told only that values differ",
        f"tiny: at the first failing private check, {named}, 2 told only that values differ",
        "tiny: 12 trials, 4 contradictions",
    ]


def test_checks_that_alone_kill_and_checks_that_kill_nothing_are_named(validation: Validation) -> None:
    assert f"only {DOUBLE.id} kills three\n" in shown(validation)
    one = made(validation.assignment, [(specimen("m"), [{DOUBLE.id: finding("values_zero")}])])
    assert f"checks that kill no mistake: {SHAPE.id}, {TOTAL.id}\n" in shown(one)


def test_what_was_not_judged_for_want_of_a_training_is_said(validation: Validation) -> None:
    right, plain = specimen("solution", "", kind="solution"), specimen("plain", "V01", kind="variant")
    said = shown(made(validation.assignment, [(right, [{}]), (plain, [{TOTAL.id: UNJUDGED}])]))
    assert "solution: 3 of 3\n" in said
    assert "variant V01 plain: 2 of 2  Title of plain\n" in said
    assert f"trained for solution\nnot judged in the other 1, which change no training: {TOTAL.id}\n" in said
    assert "trained for" not in shown(validation)


def test_without_mistakes_there_is_no_matrix(validation: Validation) -> None:
    said = shown(made(validation.assignment, [(specimen("solution", "", kind="solution"), [{}])]))
    assert "kill" not in said
    assert said.endswith("tiny: 1 trial, no contradictions\n")


@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_line_of_the_matrix_is_longer_than_the_window(validation: Validation, width: int) -> None:
    matrix = shown(validation, width).partition("told: by the first")[0]
    assert max(map(len, matrix.splitlines())) <= width
