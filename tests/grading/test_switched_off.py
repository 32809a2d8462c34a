"""A check that a course switches off is gone, and the outcomes of the others are what they were."""

from pathlib import Path

import pytest
from support.graded import CHECKOUT, EXAMPLES, SECRET, Graded

from autograder import intake, loading
from autograder.feedback import student_view
from autograder.grading import grade
from autograder.model.assignment import Assignment
from autograder.model.outcome import Outcome
from autograder.model.report import GradeReport
from autograder.reports import html
from autograder.worker.host import Host

OFF = ("a1.cell_forward.example", "a1.cell_forward.state", "a1.forward.states")
SAME = ("status", "fraction", "findings", "carried")


@pytest.fixture(scope="module")
def shorter(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    course = tmp_path_factory.mktemp("course") / "course.yaml"
    course.write_text(f"assignments: {{a1_rnn: {{off: [{', '.join(OFF)}]}}}}\n", encoding="utf-8")
    return loading.load(CHECKOUT / "assignments" / "a1_rnn", course=Path(course))


def graded_shorter(
    name: str, shorter: Assignment, a1_host: Host, heard: list[Outcome] | None = None
) -> GradeReport:
    submission = intake.read(EXAMPLES / name, shorter)
    return grade(shorter, submission, a1_host, SECRET, on_outcome=(heard if heard is not None else []).append)


@pytest.mark.parametrize("name", ["right", "wrong_cell_activation", "wrong_missing_carry"])
def test_the_others_end_as_they_did(graded: Graded, shorter: Assignment, a1_host: Host, name: str) -> None:
    before = {g.check.id: g.outcome for g in graded(name).checks if g.check.id not in OFF}
    heard: list[Outcome] = []
    after = {g.check.id: g.outcome for g in graded_shorter(name, shorter, a1_host, heard).checks}
    assert list(after) == list(before)
    for check, outcome in after.items():
        assert [getattr(outcome, fact) for fact in SAME] == [getattr(before[check], fact) for fact in SAME]
    assert [outcome.check for outcome in heard] == list(after)


def test_an_error_is_carried_forward_from_a_check_that_is_off_and_no_student_reads_its_name(
    shorter: Assignment, a1_host: Host
) -> None:
    report = graded_shorter("wrong_cell_activation", shorter, a1_host)
    carried = {name for grade in report.checks for name in grade.outcome.carried}
    assert "a1.cell_forward.state" in carried
    page = html.render(student_view(report), "en")
    assert [check for check in OFF if check in page] == []
