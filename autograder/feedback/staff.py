"""The staff's view: every check, every parameter, and the facts of the grading."""

from autograder.feedback.view import PartView, StaffCheck, StaffReport
from autograder.model.report import CheckGrade, GradeReport, PartGrade


def staff_view(report: GradeReport) -> StaffReport:
    """Return everything staff may ask about `report`; never to be shown to a student."""
    return StaffReport(
        assignment=report.assignment,
        title=report.title,
        submission=report.submission,
        parts=tuple(_part(str(i), part) for i, part in enumerate(report.parts, 1)),
        notes=report.notes,
        hints=report.hints,
        sections=report.sections,
        handout=report.handout,
        sha256=report.sha256,
        engine=report.engine,
        sandbox=report.sandbox,
        needs_review=report.needs_review,
        sample_secret=report.sample_secret,
        seconds=report.seconds,
    )


def _part(number: str, part: PartGrade) -> PartView:
    checks = tuple(_check(f"{number}.{i}", grade) for i, grade in enumerate(part.checks, 1))
    return PartView(number=number, title=part.title, checks=checks)


def _check(number: str, grade: CheckGrade) -> StaffCheck:
    check, outcome = grade.check, grade.outcome
    return StaffCheck(
        id=check.id,
        number=number,
        title=check.title,
        suite=check.suite,
        visibility=check.visibility,
        status=outcome.status,
        bonus=check.bonus,
        points=check.points,
        earned=grade.score,
        pending=grade.pending,
        findings=outcome.findings,
        carried=outcome.carried,
        stdout=outcome.stdout,
        section=check.section,
        charts=outcome.charts,
        seconds=outcome.seconds,
        staff_note=outcome.staff_note,
    )
