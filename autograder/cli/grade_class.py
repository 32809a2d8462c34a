"""`autograder grade-class`: many submissions at a time, every report, one table of grades."""

import json
from datetime import datetime, timezone
from pathlib import Path

import click

from autograder import batch, loading
from autograder import secret as secrets
from autograder.cli import OURS, options
from autograder.cli.grade import SAMPLE_NOTE, known
from autograder.cli.progress import bar
from autograder.cli.stdout import print_data
from autograder.errors import UsageError, writing
from autograder.grading import Options
from autograder.model.assignment import Assignment
from autograder.processes import cpus
from autograder.reports import json_report
from autograder.reports.file import replace


@click.command()
@options.assignment
@click.argument(
    "submissions", metavar="SUBMISSION...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for grades.csv, and for the reports: a folder for each submission, called after it.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Grade as many at a time. [default: one for each CPU]"
)
@options.languages
@click.option("--seed", help="Draw private inputs from this text instead of the secret.")
@options.as_json
@click.option(
    "--only", multiple=True, metavar="CHECK", help="Run only this check; may be given several times."
)
@click.option("--secret-file", help="File with the secret that private inputs are drawn from.")
@options.course
@options.weak
@click.pass_context
def grade_class(  # noqa: PLR0913, PLR0917 (one parameter for each option)
    context: click.Context,
    assignment: str,
    submissions: tuple[Path, ...],
    out: Path,
    jobs: int | None,
    lang: str | None,
    seed: str | None,
    as_json: bool,  # noqa: FBT001
    only: tuple[str, ...],
    secret_file: str | None,
    course: Path | None,
    allow_weak: bool,  # noqa: FBT001
) -> None:
    """Grade every SUBMISSION (.py files, notebooks, folders, archives) of ASSIGNMENT (an id or a folder).

    What goes wrong with one costs the others nothing. Exit status 3 says that one has no grade, or that
    its reports could not be written; grades.csv says which, and why.
    """
    loaded = loading.load(assignment, course=course)
    known(loaded, only)
    secret = secrets.read(secret_file, loaded) if seed is None else secrets.Secret(seed.encode())
    how = batch.How(
        out=out,
        secret=secret,
        language=lang or loaded.language,
        shown=loaded.dates.shown(datetime.now(timezone.utc)),
        options=Options(only=only, sample_secret=secret.sample),
    )
    found = batch.jobs(existing(submissions), how)
    graded = []
    with bar(len(found)) as shown:
        for one in batch.grade_all(loaded, found, jobs or cpus(), allow_weak=allow_weak):
            graded.append(one)
            shown.advance(one.name)
    graded.sort(key=lambda one: one.name)
    try:
        write(loaded, graded, out)
    finally:
        say(loaded, graded, as_json=as_json)
        if secret.sample:
            click.echo(SAMPLE_NOTE, err=True)
    if any(one.error for one in graded):
        context.exit(OURS)


def existing(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Make sure, before anything is graded, that all submissions are there.

    Raises:
        UsageError: one is not.
    """
    absent = [str(path) for path in paths if not path.exists()]
    if absent:
        message = f"there is no {', '.join(absent)}"
        raise UsageError(message)
    return paths


def write(assignment: Assignment, graded: list[batch.Graded], out: Path) -> None:
    """Write grades.csv.

    Raises:
        OutputError: it cannot be written.
    """
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        replace(out / batch.GRADES, batch.table(assignment, graded))


def say(assignment: Assignment, graded: list[batch.Graded], *, as_json: bool) -> None:
    """Print a line for each submission, or all reports as JSON."""
    if as_json:
        print_data(json.dumps([as_data(one) for one in graded]))
        return
    width = max(len(one.name) for one in graded)
    for one in graded:
        click.echo(f"{one.name:{width}}  {words(one, assignment)}", err=True)


def as_data(graded: batch.Graded) -> dict[str, object]:
    """Return what came of a submission as JSON has it."""
    report = json.loads(json_report.dump(graded.report)) if graded.report else None
    return {"submission": graded.name, "error": graded.error, "report": report}


def words(graded: batch.Graded, assignment: Assignment) -> str:
    """Say the grade of a submission, and what a person must look at."""
    report = graded.report
    if report is None:
        return f"   -  no grade: {graded.error}"
    remarks = [f"{float(report.pending):g} points wait for you"] if report.pending else []
    remarks += [found.code.replace("_", " ") for found in report.needs_review]
    remarks += [graded.error] if graded.error else []
    return f"{float(report.score):>6g} of {float(assignment.points):g}  {', '.join(remarks)}".rstrip()
