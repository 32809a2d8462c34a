"""`autograder grade`: one submission, every check, every report."""

from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import options
from autograder.errors import OutputError, UsageError
from autograder.model.assignment import Assignment
from autograder.worker.host import hosting

if TYPE_CHECKING:
    from autograder.reports.folder import ReportFolder

SAMPLE_NOTE = (
    "Note for staff: private inputs were drawn from the repository's sample secret, which everybody knows. "
    "Name a secret of your own with --secret-file."
)


@click.command()
@options.assignment
@options.submission
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the reports.")
@options.languages
@click.option("--seed", help="Draw private inputs from this text instead of the secret.")
@options.as_json
@click.option(
    "--only", multiple=True, metavar="CHECK", help="Run only this check; may be given several times."
)
@click.option("--staff", is_flag=True, help="Show what staff may see: private values, notes, the sandbox.")
@click.option(
    "--student-id",
    "ids",
    multiple=True,
    metavar="ID",
    help="Whose work it is, to compare with the id of the concept questions; several for a group.",
)
@click.option("--secret-file", help="File with the secret that private inputs are drawn from.")
@options.course
@options.weak
def grade(  # noqa: PLR0913, PLR0917 (one parameter for each option)
    assignment: str,
    submission: Path,
    out: Path | None,
    lang: str | None,
    seed: str | None,
    as_json: bool,  # noqa: FBT001
    only: tuple[str, ...],
    staff: bool,  # noqa: FBT001
    ids: tuple[str, ...],
    secret_file: str | None,
    course: Path | None,
    allow_weak: bool,  # noqa: FBT001
) -> None:
    """Grade SUBMISSION (a .py file, a notebook, a folder or an archive) of ASSIGNMENT (an id or a folder)."""
    with hosting(allow_weak=allow_weak) as workers:
        from autograder import grading, intake, loading
        from autograder import secret as secrets
        from autograder.cli.progress import progress
        from autograder.cli.show import show
        from autograder.reports.folder import ReportFolder

        loaded = loading.load(assignment, course=course)
        workers.configure(loaded.limits, loaded.imports)
        known(loaded, only)
        secret = secrets.read(secret_file, loaded) if seed is None else secrets.Secret(seed.encode())
        read = intake.read(submission, loaded)
        language, shown = lang or loaded.language, loaded.dates.shown(datetime.now(timezone.utc))
        folder = ReportFolder(out, loaded, read, language, shown) if out else None
        if folder:
            begin(folder)
        with progress(loaded, folder) as listeners:
            chosen = grading.Options(only=only, sample_secret=secret.sample, ids=ids)
            report = grading.grade(loaded, read, workers, secret.value, chosen, *listeners)
    try:
        if folder:
            folder.finish(report)
    finally:
        show(report, language, as_json=as_json, staff=staff, shown=shown)
        if secret.sample:
            click.echo(SAMPLE_NOTE, err=True)


def begin(folder: "ReportFolder") -> None:
    """Say that grading has not finished; where that cannot be written, warn in time and go on."""
    try:
        folder.start()
    except OutputError as error:
        click.echo(f"autograder: {error} (the grading goes on)", err=True)


def known(assignment: Assignment, only: tuple[str, ...]) -> None:
    """Make sure that `--only` names checks.

    Raises:
        UsageError: it does not.
    """
    unknown = set(only) - {check.id for check in assignment.checks}
    if unknown:
        message = f"--only: {assignment.id} has no check {', '.join(sorted(unknown))}"
        raise UsageError(message)
