"""`autograder validate`: does a suite catch what it must, and nothing else?"""

import json
import sys

import click

from autograder import loading
from autograder.analysis.specimen import specimens
from autograder.analysis.validation import Trial, Validation
from autograder.analysis.validation import sample as sampled
from autograder.analysis.validation import validate as run
from autograder.cli import options
from autograder.errors import UsageError
from autograder.worker.host import hosting


@click.command()
@click.argument("ids", nargs=-1, metavar="ID...")
@click.option("--all", "everything", is_flag=True, help="Every assignment.")
@click.option(
    "--seeds", type=click.IntRange(min=1), default=5, show_default=True, help="Draw inputs this many times."
)
@click.option("--sample", is_flag=True, help="Only an even choice of mistakes and variants.")
@options.as_json
@options.weak
@click.pass_context
def validate(  # noqa: PLR0913, PLR0917 (one parameter for each option)
    context: click.Context,
    ids: tuple[str, ...],
    everything: bool,  # noqa: FBT001
    seeds: int,
    sample: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
    allow_weak: bool,  # noqa: FBT001
) -> None:
    """Grade the solution, starter, variants and mistakes; report what contradicts their headers."""
    if bool(ids) == everything:
        message = "name one assignment or more, or say --all"
        raise UsageError(message)
    results = []
    chosen = loading.load_all() if everything else tuple(loading.load(name) for name in ids)
    for assignment in chosen:
        found = specimens(assignment)
        with hosting(allow_weak=allow_weak) as workers:
            workers.configure(assignment.limits, assignment.imports)
            results.append(run(assignment, sampled(found) if sample else found, workers, seeds, tell))
    for result in results:
        summary(result)
    if as_json:
        click.echo(json.dumps([as_data(result) for result in results]))
    if any(result.problems for result in results):
        context.exit(1)


def tell(trial: Trial) -> None:
    """Show a trial as it ends."""
    if sys.stderr.isatty():
        mark = "!" if trial.problems else "."
        click.echo(mark, err=True, nl=False)


def summary(result: Validation) -> None:
    """Print how many of each kind hold, and every contradiction."""
    trials = result.trials
    for kind in ("solution", "starter", "variant", "mistake"):
        names = {t.specimen.name for t in trials if t.specimen.kind == kind}
        wrong = {t.specimen.name for t in trials if t.specimen.kind == kind and t.problems}
        click.echo(
            f"{result.assignment.id}: {kind}: {len(names) - len(wrong)} of {len(names)} as stated", err=True
        )
    for problem in result.problems:
        click.echo(f"  {problem}", err=True)


def as_data(result: Validation) -> dict[str, object]:
    """Return what a program reads."""
    specimens_ = {t.specimen.name: t.specimen for t in result.trials}
    return {
        "assignment": result.assignment.id,
        "clean": not result.problems,
        "problems": list(result.problems),
        "mistakes": {
            name: {
                "row": specimens_[name].row,
                "fails": list(specimens_[name].fails),
                "killed_by": list(killed),
            }
            for name, killed in result.kills.items()
        },
        "variants": sorted(s.name for s in specimens_.values() if s.kind == "variant"),
    }
