"""`autograder adopt`: a suite for Gradescope becomes an assignment that is graded in the sandbox."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.cli import options
from autograder.cli.stdout import print_data
from autograder.worker.host import hosting

if TYPE_CHECKING:
    from autograder.adopting.adopt import Adoption, Request
    from autograder.adopting.comparison import Row

NOT_WRITTEN = "Nothing was written. Change these tests, or say --skip-refused to leave them out."


@click.command()
@click.argument("suite", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--solution",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="Your own solution, named as students name theirs.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder to write the assignment's folder into. [default: the current one]",
)
@click.option("--id", "identity", metavar="ID", help="The assignment's id. [default: the solution's name]")
@click.option("--skip-refused", is_flag=True, help="Leave out the tests that cannot run in the sandbox.")
@click.option(
    "--messages",
    type=click.Choice(["shown", "hidden"]),
    default="shown",
    show_default=True,
    help="Whether students see what a failing test says, which may reveal what it expects.",
)
@options.as_json
@options.weak
@click.pass_context
def adopt(  # noqa: PLR0913, PLR0917 (one parameter for each option)
    context: click.Context,
    suite: Path,
    solution: Path,
    out: Path,
    identity: str | None,
    skip_refused: bool,  # noqa: FBT001
    messages: str,
    as_json: bool,  # noqa: FBT001
    allow_weak: bool,  # noqa: FBT001
) -> None:
    """Make an assignment of SUITE, a unittest or pytest file (or folder) written for Gradescope.

    Every test runs on your solution, plainly and in the sandbox; those that differ are refused and named.
    """
    with hosting(allow_weak=allow_weak) as workers:
        from autograder.adopting.adopt import Request
        from autograder.adopting.adopt import adopt as run

        name = identity or solution.stem.lower()
        request = Request(suite, solution, out, name, skip_refused, messages == "shown")
        adoption = run(request, workers)
    if as_json:
        print_data(json.dumps(as_data(request, adoption), indent=1))
    else:
        show(request, adoption)
    if refused_all(adoption):
        context.exit(1)


def refused_all(adoption: "Adoption") -> bool:
    """Tell whether nothing was written."""
    return adoption.report is None


def show(request: "Request", adoption: "Adoption") -> None:
    """Print the table, and what to do next."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    width = max(len(row.test.name) for row in adoption.rows) if adoption.rows else 0
    for row in adoption.rows:
        console.print(line(row, width), style={"refused": "red", "skipped": "yellow"}.get(row.fate.value))
        for text in explanation(row):
            console.print(f"          {text}", style="dim")
    console.print(summary(adoption))
    report = adoption.report
    if report is None:
        console.print(NOT_WRITTEN)
        return
    console.print(
        f"\nwrote {request.folder}; your solution gets {float(report.score):g} of "
        f"{float(report.max_score):g} points. Next:\n"
    )
    console.print(f"    autograder grade {request.folder}/ path/to/submission")


def line(row: "Row", width: int) -> str:
    """Return what the table says of a test."""
    return f"{row.fate.value:8}  {row.test.name:{width}}  {weight(row)}".rstrip()


def weight(row: "Row") -> str:
    """Return the points of a test in words."""
    points = row.plain.declared.weight
    return "no points of its own" if points is None else f"{float(points):g} point{'s' * (points != 1)}"


def explanation(row: "Row") -> list[str]:
    """Return why a test is refused, or what to know about one that is not."""
    from autograder.adopting.comparison import WORDS

    said = [WORDS[row.why]] if row.why else []
    said += [" ".join(row.detail.split())[:300]] if row.detail else []
    if row.operators and not row.why:
        said.append(f"asks the student's own classes for: {', '.join(row.operators)}")
    return said


def summary(adoption: "Adoption") -> str:
    """Return the counts."""
    from autograder.adopting.comparison import Fate

    counts = ", ".join(f"{len(adoption.of(fate))} {fate.value}" for fate in Fate)
    return f"\n{len(adoption.rows)} tests: {counts}"


def as_data(request: "Request", adoption: "Adoption") -> dict[str, Any]:
    """Return the table as JSON's values."""
    return {
        "folder": str(request.folder) if adoption.report else None,
        "score": str(adoption.report.score) if adoption.report else None,
        "tests": [
            {
                "file": row.test.file,
                "name": row.test.name,
                "points": None if row.plain.declared.weight is None else str(row.plain.declared.weight),
                "fate": row.fate.value,
                "why": row.why,
                "detail": row.detail,
                "operators": list(row.operators),
            }
            for row in adoption.rows
        ],
    }
