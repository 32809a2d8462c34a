"""The student's view, built from an allow-list: each field is copied because it is named here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.feedback.privacy import private_finding
from autograder.feedback.view import CheckView, PartView, StudentReport
from autograder.model.assignment import Suite, Visibility
from autograder.model.finding import Finding
from autograder.model.report import CheckGrade, GradeReport, PartGrade
from autograder.model.text import Text

NOTE_CODES = frozenset(
    {
        "file_missing",
        "file_taken_instead",
        "notebook_taken",
        "notebook_ignored",
        "file_is_html",
        "file_broken_notebook",
        "file_encoding",
        "file_ignored",
        "file_too_large",
    }
    | {"files_too_many", "archive_refused", "definition_broken", "code_broken", "code_too_complex"}
    | {"code_not_run", "notebook_magic", "tabs_mixed", "free_name", "import_not_allowed", "forbidden_name"}
    | {"answers_missing", "answers_broken", "answer_to_no_question", "answer_missing", "answer_unreadable"}
    | {"id_mismatch"}
    | {"redefined", "statement_failed", "function_missing", "function_failed_to_load", "timed_out_loading"}
)
"""The notes that concern the student's own files; the others are for staff."""


def student_view(
    report: GradeReport, *, shown: Iterable[Visibility] = (Visibility.VISIBLE,)
) -> StudentReport:
    """Return what a student may see of `report`.

    `shown` are the visibilities to include. A platform that keeps the other checks back by itself
    is given all of them; what they say is no less careful.
    """
    allowed = _Allowed(
        frozenset(shown), report.files, frozenset(c.check.id for c in report.checks if _is_visible(c))
    )
    parts = tuple(_part(str(i), part, allowed) for i, part in enumerate(report.parts, 1))
    return StudentReport(
        assignment=report.assignment,
        title=report.title,
        submission=report.submission,
        parts=tuple(part for part in parts if part.checks),
        hidden=sum(c.check.visibility not in allowed.shown for c in report.checks),
        notes=tuple(note for note in report.notes if note.code in NOTE_CODES),
        hints=_hints(report.hints, parts),
        sections=report.sections,
        handout=report.handout,
    )


@dataclass(frozen=True)
class _Allowed:
    """What may be shown: visibilities, file names, ids of checks that a finding may name."""

    shown: frozenset[Visibility]
    files: tuple[str, ...]
    named: frozenset[str]


def _is_visible(grade: CheckGrade) -> bool:
    return grade.check.visibility is Visibility.VISIBLE


def _part(number: str, part: PartGrade, allowed: _Allowed) -> PartView:
    checks = tuple(
        _check(f"{number}.{i}", grade, allowed)
        for i, grade in enumerate(part.checks, 1)
        if grade.check.visibility in allowed.shown
    )
    return PartView(number=number, title=part.title, checks=checks)


def _check(number: str, grade: CheckGrade, allowed: _Allowed) -> CheckView:
    check, outcome = grade.check, grade.outcome
    return CheckView(
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
        findings=tuple(_finding(f, check.suite, allowed) for f in outcome.findings),
        carried=tuple(i for i in outcome.carried if i in allowed.named),
        stdout=outcome.stdout if check.suite is Suite.PUBLIC or check.output else "",
        section=check.section,
        charts=outcome.charts if check.suite is Suite.PUBLIC else (),
    )


def _finding(finding: Finding, suite: Suite, allowed: _Allowed) -> Finding:
    seen = finding if suite is Suite.PUBLIC else private_finding(finding, allowed.files)
    return _naming_only_visible_checks(seen, allowed.named)


def _naming_only_visible_checks(finding: Finding, named: frozenset[str]) -> Finding:
    params = dict(finding.params)
    if "check" in params and params["check"] not in named:
        del params["check"]
    if isinstance(checks := params.get("checks"), tuple):
        params["checks"] = tuple(i for i in checks if i in named)
    return Finding(finding.code, params)


def _hints(hints: Mapping[str, Text], parts: Iterable[PartView]) -> dict[str, Text]:
    named = {f.params.get("hint") for part in parts for check in part.checks for f in check.findings}
    return {code: text for code, text in hints.items() if code in named}
