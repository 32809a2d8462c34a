"""Whose fault it is follows from what a test raised."""

from fractions import Fraction

import pytest

from autograder.errors import AssignmentError, GraderError, SandboxError
from autograder.model.finding import finding
from autograder.model.outcome import Outcome, Status
from autograder.model.verdict import CheckFailed, StudentFault
from autograder.runner.verdicts import MAX_NOTE, absent_function, is_environment, judge


def test_a_test_that_raises_nothing_passes() -> None:
    assert judge("t", None) == Outcome("t", Status.PASSED, Fraction(1))


def test_a_verdict_decides_status_findings_and_partial_credit() -> None:
    half = CheckFailed(finding("check_failed"), fraction=Fraction(1, 2), staff_note="a private value")
    assert judge("t", half) == Outcome(
        "t", Status.FAILED, Fraction(1, 2), (finding("check_failed"),), staff_note="a private value"
    )
    assert judge("t", StudentFault(status=Status.TIMED_OUT)).status is Status.TIMED_OUT


@pytest.mark.parametrize("error", [TypeError("x"), GraderError("x"), MemoryError(), RecursionError()])
def test_any_other_exception_is_ours(error: Exception) -> None:
    found = judge("t", error)
    assert (found.status, found.fraction) == (Status.GRADER_ERROR, 0)
    assert type(error).__name__ in found.staff_note


@pytest.mark.parametrize("kind", [CheckFailed, AssertionError, TypeError])
def test_a_note_has_an_end(kind: type[Exception]) -> None:
    error = CheckFailed(staff_note="x" * 10**6) if kind is CheckFailed else kind("x" * 10**6)
    assert len(judge("t", error).staff_note) == MAX_NOTE


def test_only_what_concerns_the_whole_run_stops_it() -> None:
    assert is_environment(SandboxError())
    assert is_environment(AssignmentError())
    assert not is_environment(GraderError())
    assert not is_environment(StudentFault())


@pytest.mark.parametrize(
    ("code", "absent"),
    [("function_missing", "f"), ("not_implemented", "f"), ("raised", None), ("timed_out", None)],
)
def test_a_function_is_absent_when_it_cannot_be_called_at_all(code: str, absent: str | None) -> None:
    assert absent_function(Outcome("t", Status.FAILED, findings=(finding(code, function="f"),))) == absent
