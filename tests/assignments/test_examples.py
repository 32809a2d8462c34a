"""The examples of the demo: right is full marks, wrong loses what it is wrong in, and nothing leaks."""

import ast
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from support.graded import CHECKOUT, SECRET, Graded

from autograder.feedback.student import student_view
from autograder.messages.catalogue import LANGUAGES
from autograder.model.assignment import Assignment, Suite
from autograder.model.outcome import Status
from autograder.model.report import GradeReport
from autograder.reports import gradescope, html, text

WRONG = {
    "wrong_cell_activation": ("R10", {"a1.cell_forward.example", "a1.cell_forward.state"}),
    "wrong_prediction_from_old_state": ("R04", {"a1.cell_forward.example", "a1.cell_forward.prediction"}),
    "wrong_missing_carry": (
        "B03",
        {
            "a1.backward.numerical",
            "a1.backward.dx",
            "a1.backward.da0",
            "a1.backward.dWaa",
            "a1.backward.dWax",
            "a1.backward.dba",
            "a1.backward.edges",
        },
    ),
}
"""The known mistake that each wrong example makes, and the checks that it loses."""
EVERYONE = ["right", *WRONG, "hostile"]


def lost(report: GradeReport) -> set[str]:
    return {grade.check.id for grade in report.checks if grade.score < grade.check.points}


def student_outputs(report: GradeReport) -> str:
    """Return all that a student is given, in one text; Gradescope shows `extra_data` to staff alone."""
    view = student_view(report)
    pages = [render(view, language) for language in LANGUAGES for render in (html.render, text.render)]
    shown = {key: value for key, value in gradescope.results(report).items() if key != "extra_data"}
    return "\n".join([*pages, json.dumps(shown, ensure_ascii=False)])


def test_the_right_example_earns_everything_and_carries_nothing(graded: Graded) -> None:
    report = graded("right")
    assert report.score == report.max_score == 16
    assert {grade.outcome.status for grade in report.checks} == {Status.PASSED}
    assert not any(grade.outcome.carried for grade in report.checks)


@pytest.mark.parametrize("example", WRONG)
def test_a_wrong_example_loses_its_own_checks_only(graded: Graded, a1: Assignment, example: str) -> None:
    report = graded(example)
    points = sum((check.points for check in a1.checks if check.id in WRONG[example][1]), Fraction(0))
    assert lost(report) == WRONG[example][1]
    assert report.score == 16 - points


@pytest.mark.parametrize("example", WRONG)
def test_a_wrong_example_gets_the_hint_of_its_mistake_in_both_languages(
    graded: Graded, a1: Assignment, example: str
) -> None:
    report, hint = graded(example), WRONG[example][0]
    private = [g for g in report.checks if g.check.id in lost(report) and g.check.suite is Suite.PRIVATE]
    named = [f.params["hint"] for g in private for f in g.outcome.findings if f.code == "suspect"]
    assert named == [hint] * len(private)
    view = student_view(report)
    for language in LANGUAGES:
        words = re.split(r"`[^`]*`", a1.hints[hint].get(language))[0].strip()
        assert words
        assert words in re.sub(r"<[^>]*>|[\u2066-\u2069]", "", html.render(view, language))


def test_an_error_carried_forward_is_told_where_it_was_carried(graded: Graded) -> None:
    carried = {
        g.check.id: g.outcome.carried for g in graded("wrong_cell_activation").checks if g.outcome.carried
    }
    assert carried["a1.backward.dWaa"] == ("a1.cell_forward.state",)
    assert "a1.cell_forward.state" not in carried


def test_the_hostile_example_earns_nothing_and_every_check_is_decided(graded: Graded, a1: Assignment) -> None:
    report = graded("hostile")
    assert report.score == 0
    assert [grade.check.id for grade in report.checks] == [check.id for check in a1.checks]
    assert Status.GRADER_ERROR not in {grade.outcome.status for grade in report.checks}
    assert (report.pending, report.needs_review) == (0, ())


@pytest.mark.parametrize("example", ["right", *WRONG])
def test_no_grade_depends_on_the_secret(graded: Graded, example: str) -> None:
    assert lost(graded(example, b"another secret")) == lost(graded(example))


# ------------------------------------------------------------------------------- nothing leaks


def private_source() -> set[str]:
    """Return every line of the reference and the private suites that says something by itself."""
    paths = [
        *(CHECKOUT / "reference").glob("*.py"),
        *(CHECKOUT / "assignments/a1_rnn/tests/private").glob("*.py"),
    ]
    lines = {line.strip() for path in paths for line in code_lines(path)}
    return {line for line in lines if len(line) > 25}


def code_lines(path: Path) -> list[str]:
    """Return a file's code without docstrings and comments, which students may well be told."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree).splitlines()


@pytest.mark.parametrize("example", EVERYONE)
def test_a_student_sees_no_line_of_the_reference_or_of_a_private_test(graded: Graded, example: str) -> None:
    shown = student_outputs(graded(example))
    lines = private_source()
    assert len(lines) > 100
    assert not [line for line in lines if line in shown]


@pytest.mark.parametrize("example", EVERYONE)
def test_a_student_sees_no_value_of_a_private_check(graded: Graded, example: str) -> None:
    report = graded(example)
    shown = student_outputs(report)
    for grade in report.checks:
        if grade.check.suite is Suite.PRIVATE:
            values = [f.params.get(key) for f in grade.outcome.findings for key in ("got", "expected")]
            digits = [f"{abs(value):.4g}" for value in values if isinstance(value, float) and value]
            assert not [number for number in digits if len(number) > 4 and number in shown]


@pytest.mark.parametrize("example", EVERYONE)
def test_a_student_sees_no_note_for_staff_no_secret_and_no_place_of_the_grader(
    graded: Graded, example: str
) -> None:
    report = graded(example)
    shown = student_outputs(report)
    notes = {line.strip() for g in report.checks for line in g.outcome.staff_note.splitlines()}
    assert not [note for note in notes if len(note) > 8 and note in shown]
    assert SECRET.decode() not in shown
    assert str(CHECKOUT) not in shown
    assert report.sha256 not in shown
    assert "Traceback" not in shown


def test_the_hostile_example_s_words_do_not_reach_a_private_check_s_feedback(graded: Graded) -> None:
    tests = gradescope.results(graded("hostile"))["tests"]
    private = {g.check.id for g in graded("hostile").checks if g.check.suite is Suite.PRIVATE}
    shown = [test["output"] for test in tests if test["extra_data"]["check"] in private]
    assert len(shown) == len(private)
    assert not [
        word for word in ("getcwd", "get_objects", "_exit", "all tests passed") for o in shown if word in o
    ]


def test_every_example_is_tried_here(a1: Assignment) -> None:
    names = {path.name for path in (CHECKOUT / "examples" / a1.id).iterdir() if path.is_dir()}
    assert names == set(EVERYONE)
