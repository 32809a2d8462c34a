"""Many submissions, graded in several processes; one that goes wrong costs the others nothing."""

import contextlib
import csv
import io
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder import intake
from autograder.errors import AutograderError, OutputError, UsageError
from autograder.grading import Options, grade
from autograder.model.assignment import Assignment, Visibility
from autograder.model.report import GradeReport
from autograder.model.submission import UNREAD
from autograder.processes import Crew, Ended
from autograder.reports.folder import ReportFolder
from autograder.secret import Secret
from autograder.worker.host import Host

GRADES = "grades.csv"
ENDED = "the process that graded it ended (exit code {code}); was it killed? Fewer --jobs need less memory"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the start of a formula."""


@dataclass(frozen=True)
class How:
    """Where the reports go, in which languages and for whom, and what inputs are drawn from."""

    out: Path
    secret: Secret
    language: str
    shown: frozenset[Visibility]
    options: Options = field(default_factory=Options)


@dataclass(frozen=True)
class Job:
    """One submission: its name, where it is, how to grade it."""

    name: str
    path: Path
    how: How


@dataclass(frozen=True)
class Graded:
    """What came of a submission: its report, and why there is none or it could not be written."""

    name: str
    report: GradeReport | None
    error: str = ""


def jobs(paths: Iterable[Path], how: How) -> tuple[Job, ...]:
    """Return a job for each path; it is called after the file or folder.

    Raises:
        UsageError: two would have the same name.
    """
    found = tuple(Job(name(path), path, how) for path in paths)
    twice = [one for one, count in Counter(job.name for job in found).items() if count > 1]
    if twice:
        message = f"two submissions are called {', '.join(sorted(twice))}: their reports would be one"
        raise UsageError(message)
    return found


def name(path: Path) -> str:
    """Name a submission after its folder or file, without the suffix."""
    whole = path.resolve()
    return whole.stem if path.is_file() else whole.name


def grade_all(
    assignment: Assignment, submissions: Sequence[Job], processes: int, *, allow_weak: bool
) -> Iterator[Graded]:
    """Yield what came of each submission, as they end.

    Raises:
        SandboxError: there is no strong sandbox and a weak one is not allowed.
    """
    yield from told(submissions, Crew(grade_one, assignment, allow_weak).results(submissions, processes))


def told(submissions: Sequence[Job], results: Iterable[tuple[int, Graded | Ended]]) -> Iterator[Graded]:
    """Say of a submission whose process ended that it did."""
    for place, result in results:
        if isinstance(result, Ended):
            yield Graded(submissions[place].name, None, ENDED.format(code=result.code))
        else:
            yield result


def grade_one(assignment: Assignment, job: Job, workers: Host) -> Graded:
    """Grade one submission and write its reports."""
    how = job.how
    folder = ReportFolder(how.out / job.name, assignment, UNREAD, how.language, how.shown)
    with contextlib.suppress(OutputError):  # the end of the grading tells
        folder.start()
    try:
        submission = intake.read(job.path, assignment)
        report = grade(assignment, submission, workers, how.secret.value, how.options, folder.note)
    except AutograderError as error:
        return Graded(job.name, None, str(error))
    except Exception as error:  # noqa: BLE001 (whatever it is, the others are graded)
        return Graded(job.name, None, "".join(traceback.format_exception_only(error)).strip())
    try:
        folder.finish(report)
    except OutputError as error:
        return Graded(job.name, report, str(error))
    return Graded(job.name, report)


def table(assignment: Assignment, graded: Iterable[Graded]) -> str:
    """Return grades.csv: a line for each submission by name, with the points of every check."""
    checks = [check.id for check in assignment.checks]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["submission", "score", "max_score", "pending", "needs_review", "error", *checks])
    for one in sorted(graded, key=lambda one: one.name):
        writer.writerow([harmless(cell) for cell in row(one, assignment)])
    return text.getvalue()


def row(graded: Graded, assignment: Assignment) -> list[str]:
    """Return the cells of a submission; where there is no report there are no points, not even 0."""
    report = graded.report
    if report is None:
        return [graded.name, "", str(float(assignment.points)), "", "yes", graded.error]
    numbers = [report.score, report.max_score, report.pending]
    review = "yes" if report.needs_review or report.pending else ""
    points = [str(float(check.score)) for check in report.checks]
    return [graded.name, *(str(float(number)) for number in numbers), review, graded.error, *points]


def harmless(cell: str) -> str:
    """Keep a spreadsheet from running what a student may have named a file."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
