"""`autograder check`: the public suite, for students."""

from pathlib import Path

import click

from autograder import grading, intake, loading
from autograder.cli import options
from autograder.cli.show import show
from autograder.model.assignment import Suite
from autograder.model.outcome import Status
from autograder.worker.host import hosting


@click.command()
@options.assignment
@click.argument("path", required=False, type=click.Path(path_type=Path))
@options.languages("both")
@options.as_json
@click.pass_context
def check(context: click.Context, assignment: str, path: Path | None, lang: str, as_json: bool) -> None:  # noqa: FBT001
    """Run the public checks of ASSIGNMENT on PATH (default: the assignment's own folder)."""
    with hosting(allow_weak=True) as workers:
        loaded = loading.load(assignment)
        workers.configure(loaded.limits, loaded.imports)
        submission = intake.read(path or loaded.folder, loaded)
        chosen = grading.Options(suites=(Suite.PUBLIC,))
        report = grading.grade(loaded, submission, workers, b"public", chosen)
    show(report, lang, as_json=as_json)
    if any(grade.outcome.status is not Status.PASSED for grade in report.checks):
        context.exit(1)
