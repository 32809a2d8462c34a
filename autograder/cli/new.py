"""`autograder new`: the beginning of another assignment."""

import os
from pathlib import Path

import click

from autograder.authoring.new_assignment import TITLE, create
from autograder.errors import UsageError
from autograder.loading.find import find_root
from autograder.model.text import Text


@click.command()
@click.argument("name", metavar="ID")
@click.option("--title-en", default=TITLE.en, show_default=True, help="Its title in English.")
@click.option("--title-ar", default=TITLE.ar, show_default=True, help="Its title in Arabic.")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write assignments/ID and student_template/ID into (default: where the assignments are).",
)
def new(name: str, title_en: str, title_ar: str, root: Path | None) -> None:
    """Write a small complete assignment that you change into yours; ID is a name such as a9_smoothing."""
    assignments = root / "assignments" if root else found_or_here()
    for done in create(name, assignments, Text(title_en, title_ar)):
        click.echo(done, err=True)
    click.echo(f"\n{name} is ready to be graded. Next:\n", err=True)
    for command in next_commands(name, assignments.parent):
        click.echo(f"    {command}", err=True)


def found_or_here() -> Path:
    """Return the folder of the assignments there are, else one in the current folder."""
    try:
        return find_root(None)
    except UsageError:
        return Path.cwd() / "assignments"


def next_commands(name: str, root: Path) -> tuple[str, ...]:
    """Return what to try first, from the current folder."""
    place = Path(os.path.relpath(root))
    return (
        f"autograder validate {place / 'assignments' / name} --seeds 1",
        f"autograder preview {place / 'assignments' / name}",
        f"autograder check {place / 'student_template' / name}",
    )
