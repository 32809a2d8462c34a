"""Grade the same submissions with `autograder grade`, plain pytest, gradescope-utils, Otter and nbgrader.

Prints what each took, and what it made of wrong, hanging and hostile submissions; with `--write` puts the
figures and what students read into docs/comparison.md.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table as Printed

from benchmarks.side_by_side import tables, trial, words
from benchmarks.side_by_side.submissions import CHECKOUT, SUBMISSIONS

PAGE = CHECKOUT / "docs" / "comparison.md"


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--write", action="store_true", help="write docs/comparison.md")
    chosen = parser.parse_args()
    console, where = Console(width=None if sys.stdout.isatty() else 120), tables.machine()
    console.print(where)
    with tempfile.TemporaryDirectory() as folder, console.status("setting up") as status:
        tools = trial.prepared(Path(folder) / "one", SUBMISSIONS)
        cold = trial.cold(tools, chosen.pairs, status.update)
        ended = trial.each(tools, status.update)
        batch = trial.batch(Path(folder) / "class", chosen.students, status.update)
        said = words.markdown(tools)
    found = [tables.cold(cold, chosen.pairs), tables.batch(batch, chosen.students), tables.points(ended)]
    for table in found:
        console.print(printed(table))
    if chosen.write:
        figures = "\n".join([f"{where}\n", *(table.markdown() for table in found)])
        tables.write(PAGE, "figures", figures)
        tables.write(PAGE, "words", said)


def printed(table: tables.Table) -> Printed:
    """Return a table for the terminal."""
    made = Printed(*table.heads, title=table.title, title_justify="left")
    for row in table.rows:
        made.add_row(*row)
    return made


if __name__ == "__main__":
    main()
