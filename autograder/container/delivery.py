"""From the platform's files to results.json: the story of a grading in the container."""

from collections.abc import Iterable
from dataclasses import replace

from autograder import grading, intake, loading, manifest, secret
from autograder.container import metadata as platform_says
from autograder.container.carried import carried_forward
from autograder.container.limits import refusal
from autograder.container.metadata import Metadata
from autograder.container.places import RESULTS, Places
from autograder.container.remarks import dates
from autograder.container.telling import tell
from autograder.container.watchdog import Allow, usable
from autograder.errors import GraderError, OutputError
from autograder.model.assignment import Assignment, Limits
from autograder.model.report import GradeReport
from autograder.model.submission import UNREAD
from autograder.reports import gradescope
from autograder.reports.folder import ReportFolder, as_json
from autograder.worker.host import Host

STUDENTS_SHARE = 0.8
"""Of the time that there is; the rest is ours, for starting and for what cannot be foreseen."""


def deliver(places: Places, workers: Host, allow: Allow) -> None:
    """Write results.json: first that nothing is decided, then check by check, then the whole.

    `allow` hears how many seconds that may take.

    Raises:
        AutograderError: the pack is damaged, the assignment wrong, there is no sandbox, or no place to write.
    """
    folder = opened(places)
    assignment = folder.assignment
    allow(usable(assignment.platform.time_limit))
    workers.configure(assignment.limits, assignment.imports)
    begin(folder)
    refuse_damage(places)
    metadata = platform_says.read(places.metadata)
    for note in metadata.notes:
        tell(note)
    over = refusal(assignment.platform.resubmissions, metadata)
    results = carried_forward(assignment, over) if over else graded(places, workers, folder, metadata)
    finish(folder, results)


def opened(places: Places) -> ReportFolder:
    """Return the folder for the results of the pack's assignment.

    Raises:
        AutograderError: the pack has no manifest, or the assignment is wrong.
        OSError: the same.
    """
    name = manifest.read(places.source / manifest.NAME).assignment
    assignment = loading.load(places.source / "assignments" / name)
    limits = shortened(assignment.limits, usable(assignment.platform.time_limit))
    return ReportFolder(places.results, replace(assignment, limits=limits), UNREAD, assignment.language)


def begin(folder: ReportFolder) -> None:
    """Say that nothing is decided; where that cannot be written staff are told, and the grading goes on."""
    try:
        folder.start()
    except OutputError as error:
        tell(str(error))


def finish(folder: ReportFolder, results: gradescope.Results) -> None:
    """Write what was decided, and leave it to staff when it cannot be written.

    Raises:
        OutputError: it cannot.
    """
    try:
        folder.write(RESULTS, as_json(results))
    except OutputError:
        tell(f"{RESULTS} would be:\n{as_json(results)}")
        raise


def shortened(limits: Limits, seconds: float) -> Limits:
    """Let a student's code use up its own time before all of it is."""
    return replace(limits, total_wall=min(limits.total_wall, STUDENTS_SHARE * seconds))


def refuse_damage(places: Places) -> None:
    """Make sure that the pack is as it was made; the scripts, which have run, do not matter any more.

    Raises:
        GraderError: it is not.
    """
    scripts = manifest.read(places.source / manifest.NAME).scripts
    damages = [str(damage) for damage in manifest.verify(places.source) if damage.file not in scripts]
    if damages:
        raise GraderError("the pack is damaged, upload it again: " + "; ".join(damages))


def graded(places: Places, workers: Host, folder: ReportFolder, metadata: Metadata) -> gradescope.Results:
    """Grade what was handed in, and write each outcome as it comes."""
    assignment = folder.assignment
    report = grading.grade(
        assignment,
        intake.read(places.submission, assignment),
        workers,
        secret.content(places.source / "secret"),
        grading.Options(ids=metadata.ids),
        folder.note,
    )
    for line in for_staff(report, assignment):
        tell(line)
    return gradescope.results(report, assignment.language, assignment.platform, dates(metadata))


def for_staff(report: GradeReport, assignment: Assignment) -> Iterable[str]:
    """Yield what staff need to know of a grading that they must look at."""
    if report.needs_review:
        yield f"{assignment.id} needs review: {', '.join(found.code for found in report.needs_review)}"
    for grade in report.checks:
        if grade.pending:
            yield f"{grade.check.id}: {grade.outcome.staff_note}"
