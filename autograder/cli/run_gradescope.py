"""`autograder run-gradescope`: what Gradescope's container runs for each submission."""

from pathlib import Path

import click

from autograder.container.places import places
from autograder.container.running import run

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.option("--root", type=FOLDER, default="/autograder", show_default=True, help="The platform's folder.")
@click.option("--source", type=FOLDER, help="The unpacked pack.  [default: source in the platform's folder]")
def run_gradescope(root: Path, source: Path | None) -> None:
    """Grade the submission that Gradescope put into its folder and write results/results.json there.

    What goes wrong is written there too, for a person to look at, and to standard output for staff.
    """
    run(places(root, source))
