"""From outcomes to points: exact fractions, nothing hidden."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import PurePosixPath

from autograder import __version__
from autograder.model.assignment import Assignment, Check, Part, Visibility
from autograder.model.finding import Finding, finding
from autograder.model.outcome import Outcome, Status
from autograder.model.report import CheckGrade, GradeReport, PartGrade, SandboxFacts
from autograder.model.submission import Submission


def score(check: Check, outcome: Outcome) -> CheckGrade:
    """Return the points of one check; those of a check that failed by our fault are pending."""
    if outcome.status is Status.GRADER_ERROR:
        return CheckGrade(check, outcome, Fraction(0), pending=check.points)
    return CheckGrade(check, outcome, check.points * outcome.fraction)


def part_grade(part: Part, outcomes: dict[str, Outcome]) -> PartGrade:
    """Return the grades of those checks of a part that have an outcome."""
    checks = tuple(score(c, outcomes[c.id]) for c in part.checks if c.id in outcomes)
    return PartGrade(part.id, part.title, checks)


def report(  # noqa: PLR0913 (everything a report is made of)
    assignment: Assignment,
    submission: Submission,
    outcomes: Iterable[Outcome],
    sandbox: SandboxFacts,
    *,
    owner: tuple[Finding, ...] = (),
    sample_secret: bool = False,
    seconds: float = 0.0,
) -> GradeReport:
    """Put one submission's grade together; `owner` is what is doubtful about whose it is."""
    by_check = {outcome.check: outcome for outcome in outcomes}
    parts = tuple(part_grade(part, by_check) for part in assignment.parts)
    named = {str(f.params.get("hint")) for o in by_check.values() for f in o.findings if "hint" in f.params}
    return GradeReport(
        assignment=assignment.id,
        title=assignment.title,
        submission=submission.id,
        sha256=submission.sha256,
        engine=__version__,
        parts=tuple(part for part in parts if part.checks),
        sandbox=sandbox,
        notes=(*unsaid(submission.notes, parts), *owner),
        needs_review=(*reviews(by_check.values(), sandbox), *owner),
        hints={code: text for code, text in assignment.hints.items() if code in named},
        sample_secret=sample_secret,
        seconds=seconds,
        files=tuple(name for file in assignment.files for name in (file, as_notebook(file))),
        sections=assignment.sections,
        handout=assignment.handout,
    )


def as_notebook(file: str) -> str:
    """Return the name under which a required file may be handed in as a notebook."""
    return str(PurePosixPath(file).with_suffix(".ipynb"))


def unsaid(notes: Iterable[Finding], parts: Iterable[PartGrade]) -> tuple[Finding, ...]:
    """Return the notes that no check says as well, where everybody sees it."""
    shown = [g for part in parts for g in part.checks if g.check.visibility is Visibility.VISIBLE]
    said = {found for grade in shown for found in grade.outcome.findings}
    return tuple(note for note in notes if note not in said)


def reviews(outcomes: Iterable[Outcome], sandbox: SandboxFacts) -> tuple[Finding, ...]:
    """Return why a person should look at a grade."""
    reasons = []
    if any(outcome.status is Status.GRADER_ERROR for outcome in outcomes):
        reasons.append(finding("grader_error"))
    if not sandbox.strong:
        reasons.append(finding("weak_sandbox"))
    return tuple(reasons)
