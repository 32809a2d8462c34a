from autograder.feedback import staff_view
from autograder.feedback.view import StaffCheck
from autograder.model.report import GradeReport


def test_staff_see_every_check_with_every_parameter(report: GradeReport) -> None:
    view = staff_view(report)
    assert [check.id for check in view.checks] == [grade.check.id for grade in report.checks]
    assert [check.findings for check in view.checks] == [grade.outcome.findings for grade in report.checks]
    assert view.hidden == 0


def test_staff_see_places_in_the_handout(report: GradeReport) -> None:
    view = staff_view(report)
    assert (view.sections, view.handout) == (report.sections, report.handout)
    assert [c.section for c in view.checks] == [grade.check.section for grade in report.checks]


def test_totals_are_those_of_the_report(report: GradeReport) -> None:
    view = staff_view(report)
    assert (view.score, view.max_score, view.pending) == (report.score, report.max_score, report.pending)


def test_staff_see_what_a_private_check_printed_and_noted(report: GradeReport) -> None:
    check = next(c for c in staff_view(report).checks if c.id == "a1.softmax.values")
    assert isinstance(check, StaffCheck)
    assert (check.stdout, check.staff_note, check.seconds) == ("the input is 0.123", "seed 12345", 0.125)


def test_staff_see_the_facts_of_the_grading(report: GradeReport) -> None:
    view = staff_view(report)
    assert (view.sha256, view.sandbox, view.sample_secret) == (report.sha256, report.sandbox, True)
    assert (view.needs_review, view.notes, view.seconds) == (report.needs_review, report.notes, 1.25)
