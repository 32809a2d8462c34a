"""`autograder validate`: does a suite catch what it must, and nothing else?"""

import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder import loading
from autograder.analysis import data, html, text
from autograder.analysis.specimen import Specimen, left_out, specimens
from autograder.analysis.trial import Trial, settings
from autograder.analysis.validation import How, OnTrial, Validation, validate_as
from autograder.analysis.validation import sample as sampled
from autograder.authoring.solution import made
from autograder.cli import options
from autograder.cli.stdout import print_data
from autograder.errors import UsageError, writing
from autograder.loading.conditional import wrong_settings
from autograder.model.assignment import Assignment
from autograder.processes import cpus

if TYPE_CHECKING:
    from rich.console import Console


@click.command()
@click.argument("ids", nargs=-1, metavar="ID...")
@click.option("--all", "everything", is_flag=True, help="Every assignment.")
@click.option(
    "--seeds", type=click.IntRange(min=1), default=5, show_default=True, help="Draw inputs this many times."
)
@click.option("--sample", is_flag=True, help="Only an even choice of mistakes and variants.")
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Only mistakes and variants of this name, in which * stands for anything. May be given again.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Grade in this many processes. [default: one for each CPU]"
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for kill_matrix.html and validation.json; of several assignments, in one folder each.",
)
@click.option(
    "--convention",
    "settings_",
    multiple=True,
    metavar="NAME=VALUE",
    help="Validate under another setting of a convention.",
)
@options.as_json
@options.course
@options.weak
@click.pass_context
def validate(  # noqa: PLR0913, PLR0917 (one parameter for each option)
    context: click.Context,
    ids: tuple[str, ...],
    everything: bool,  # noqa: FBT001
    seeds: int,
    sample: bool,  # noqa: FBT001
    only: tuple[str, ...],
    jobs: int | None,
    out: Path | None,
    settings_: tuple[str, ...],
    as_json: bool,  # noqa: FBT001
    course: Path | None,
    allow_weak: bool,  # noqa: FBT001
) -> None:
    """Grade the solution, starter, variants and mistakes; report what contradicts their headers.

    The kill matrix goes to standard error. Exit status 1 says that there is a contradiction.
    """
    if bool(ids) == everything:
        message = "name one assignment or more, or say --all"
        raise UsageError(message)
    how = How(seeds, jobs or cpus(), allow_weak)
    chosen = loading.load_all(course=course) if everything else [loading.load(i, course=course) for i in ids]
    results = []
    for assignment in [under(settings_, one) for one in chosen]:
        results.append(result(assignment, how, only, sample=sample))
        text.show(results[-1], console())
        for file in left_out(assignment):
            console().print(f"{assignment.id}: left out {file}", soft_wrap=True)
    if as_json:
        print_data(json.dumps([data.as_data(one) for one in results]))
    if out:
        for one in results:
            write(one, out / one.assignment.id if len(results) > 1 else out)
    if any(one.problems for one in results):
        context.exit(1)


def under(settings_: tuple[str, ...], assignment: Assignment) -> Assignment:
    """Return an assignment under other settings of its conventions.

    Raises:
        UsageError: one is no setting of a convention that it declares.
    """
    asked = dict(setting.partition("=")[::2] for setting in settings_)
    wrong = wrong_settings(asked, assignment.conventions)
    if wrong:
        message = f"--convention: {assignment.id}: {wrong}"
        raise UsageError(message)
    return replace(assignment, conventions={**assignment.conventions, **asked})


def result(assignment: Assignment, how: How, only: Sequence[str], *, sample: bool) -> Validation:
    """Validate one assignment, with a bar where somebody is looking."""
    found = named(only, specimens(assignment, made(assignment)))
    chosen = sampled(found) if sample else found
    with bar(assignment.id, len(chosen) * len(settings(how.seeds))) as on_trial:
        return validate_as(how, assignment, chosen, on_trial)


def named(only: Sequence[str], found: Sequence[Specimen]) -> Sequence[Specimen]:
    """Return the specimens of some names, and the solution, which all are measured by.

    Raises:
        UsageError: a name is that of none.
    """
    for name in only:
        if not any(fnmatchcase(one.name, name) for one in found):
            message = f"--only: there is no mistake and no variant {name}"
            raise UsageError(message)
    return [
        one
        for one in found
        if not only or one.kind == "solution" or any(fnmatchcase(one.name, n) for n in only)
    ]


@contextlib.contextmanager
def bar(title: str, trials: int) -> Iterator[OnTrial]:
    """Yield what tells of contradictions, and advances a progress bar where somebody is looking."""
    if not sys.stderr.isatty():
        yield partial(tell, console())
        return
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(), transient=True) as shown:
        task = shown.add_task(title, total=trials)

        def on_trial(trial: Trial) -> None:
            shown.update(task, advance=1, description=f"{title}: {trial.specimen.name}")
            tell(shown.console, trial)

        yield on_trial


def tell(console: "Console", trial: Trial) -> None:
    """Say at once what contradicts a header: a validation may take hours, and be stopped."""
    if trial.problems:
        first, more = trial.problems[0], len(trial.problems) - 1
        others = f" (and {more} more)" if more else ""
        console.print(
            f"{trial.specimen.file} ({trial.setting}): {first}{others}", style="bold red", soft_wrap=True
        )


def console() -> "Console":
    """Return what writes to standard error; a log gets long lines."""
    from rich.console import Console

    width = None if sys.stderr.isatty() else text.WIDTH
    return Console(stderr=True, width=width, highlight=False, markup=False)


def write(validation: Validation, folder: Path) -> None:
    """Write the kill matrix as a page and the validation as data.

    Raises:
        OutputError: they cannot be written.
    """
    page = folder / "kill_matrix.html"
    as_json = json.dumps(data.as_data(validation), indent=1) + "\n"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        page.write_text(html.render(validation), encoding="utf-8")
        (folder / "validation.json").write_text(as_json, encoding="utf-8")
    click.echo(f"{page}", err=True)
