"""`autograder preview`: the pages an instructor looks at before release."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.stdout import print_data
from autograder.worker.host import hosting

PRIVATE = "The pages for staff hold private inputs and expected values: keep the folder to yourself."


@click.command()
@options.assignment
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the pages. [default: out/preview/ID]",
)
@click.option("--mistake", default="", metavar="NAME", help="Show the reports of this mistake.")
@options.course
@options.weak
def preview(
    assignment: str,
    out: Path | None,
    mistake: str,
    course: Path | None,
    allow_weak: bool,  # noqa: FBT001
) -> None:
    """Write what students and staff of ASSIGNMENT (an id or a folder) will see, in both languages.

    Reports of the solution, the starter and a mistake, the handouts, the questions, and a list of the checks.
    """
    with hosting(allow_weak=allow_weak) as workers:
        from autograder import loading
        from autograder.authoring.preview import preview as write

        loaded = loading.load(assignment, course=course)
        workers.configure(loaded.limits, loaded.imports)
        index = write(loaded, workers, out or Path("out", "preview", loaded.id), mistake)
    click.echo(PRIVATE, err=True)
    print_data(str(index))
