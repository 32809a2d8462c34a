"""`autograder run-gradescope`: what Gradescope's container runs for each submission."""

from pathlib import Path

import click

from autograder.cli import OURS
from autograder.container.places import places
from autograder.container.running import run
from autograder.container.watchdog import Ending

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.option("--root", type=FOLDER, default="/autograder", show_default=True, help="The platform's folder.")
@click.option("--source", type=FOLDER, help="The unpacked pack.  [default: source in the platform's folder]")
@click.pass_context
def run_gradescope(context: click.Context, root: Path, source: Path | None) -> None:
    """Grade the submission that Gradescope put into its folder and write results/results.json there.

    What goes wrong is written there too, for a person to look at, and to standard output for staff.
    Exit status 3 says that it cannot be written there; then standard output has the results.
    """
    ending = run(places(root, source))
    context.exit(OURS if ending is Ending.UNWRITTEN else 0)
