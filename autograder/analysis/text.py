"""A validation for a person at a terminal: the kill matrix, the right ones, contradictions, a summary."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from autograder.analysis.matrix import CONTRADICTIONS, Cell, Mark, Matrix, Row, matrix
from autograder.analysis.telling import WORDS, Telling
from autograder.analysis.trial import Setting
from autograder.analysis.validation import KINDS, Validation

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

STYLES = {Mark.KILLED: "", Mark.MAY: "dim", Mark.MISSED: "bold red", Mark.EXTRA: "bold red"}
NOTES = {
    Mark.KILLED: "",
    Mark.MAY: " (may)",
    Mark.MISSED: " (must, did not)",
    Mark.EXTRA: " (not in the header)",
}
TOLD = {
    Telling.OWN_HINT: ("own hint", "green"),
    Telling.OTHER_HINT: ("other hint", "yellow"),
    Telling.PATTERN: ("pattern", "cyan"),
    Telling.PLAIN: ("plain", "magenta"),
}
WIDTH = 120
"""Columns of a log, which nobody looks at in a window."""


def show(validation: Validation, console: "Console") -> None:
    """Print a validation: the matrix first, and last what a hurried reader needs."""
    kills = matrix(validation)
    if kills.rows:
        console.print(table(validation.assignment.id, kills))
    for line in lines(validation, kills):
        console.print(line, soft_wrap=True)


def lines(validation: Validation, kills: Matrix) -> Iterator["Text"]:
    """Yield what follows the matrix."""
    from rich.text import Text

    yield from (Text(line) for line in right(validation))
    yield from (Text(line) for line in checks(kills))
    yield from (Text(line) for line in trainings(validation))
    for file, found in contradictions(validation).items():
        yield Text(f"{file} contradicts its header:", "bold red")
        yield from (Text(f"  {line}", "red") for line in found)
    yield from (Text(f"{validation.assignment.id}: {line}") for line in summary(validation, kills))


def table(title: str, kills: Matrix) -> "Table":
    """Return the matrix with one row a mistake: what killed it, in how many trials, with which code."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(
        title=f"{title}: kill matrix",
        caption="in all trials, where no number stands; told: by the first check that fails",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    made.add_column("row", no_wrap=True)
    made.add_column("mistake", ratio=2, overflow="fold")
    made.add_column("told", no_wrap=True)
    made.add_column("killed by: what the student is told", ratio=4, overflow="fold")
    for one in kills.rows:
        word, style = TOLD[one.told]
        made.add_row(one.specimen.row, named(one), Text(word, style), killed(kills, one))
    return made


def short(check: str) -> str:
    """Return the id of a check without what all ids of an assignment begin with."""
    return check.partition(".")[2]


def named(row: Row) -> "Text":
    """Return a mistake's name and title."""
    from rich.text import Text

    return Text.assemble(row.specimen.name, "\n", (row.specimen.title, "dim"))


def killed(kills: Matrix, row: Row) -> "Text":
    """Return what checks gave, those together that gave the same."""
    from rich.text import Text

    groups: dict[tuple[Mark, int, str], list[str]] = {}
    for check, cell in zip(kills.checks, row.cells, strict=True):
        if cell.lost or cell.mark in CONTRADICTIONS:
            key = (cell.mark, cell.lost, codes(cell))
            groups.setdefault(key, []).append(short(check.id))
    return Text("\n").join(
        Text(f"{', '.join(names)}: {told}{times(lost, row.trials)}{NOTES[mark]}", STYLES[mark])
        for (mark, lost, told), names in groups.items()
    )


def times(lost: int, trials: int) -> str:
    """Say in how many trials, if not in all."""
    return f" in {lost} of {trials}" if lost < trials else ""


def codes(cell: Cell) -> str:
    """Return the codes that a student is shown, a known mistake with its row."""
    return ", ".join(f"{code} {hint}".strip() for code, hint in cell.told)


def right(validation: Validation) -> Iterator[str]:
    """Yield what the solution, the starter and the variants earned."""
    for kind in KINDS[:-1]:
        for specimen in validation.of_kind(kind):
            scores = sorted({trial.score for trial in validation.of(specimen)})
            earned = f"{' or '.join(map(str, scores))} of {validation.points_of(specimen)}"
            named = f"variant {specimen.row} {specimen.name}" if kind == "variant" else kind
            yield f"{named}: {earned}" + (f"  {specimen.title}" if kind == "variant" else "")


def checks(kills: Matrix) -> Iterator[str]:
    """Yield the mistakes that only one check kills, and the checks that kill none."""
    if not kills.rows:
        return
    for check in kills.checks:
        alone = kills.killed_alone(check.id)
        if alone:
            yield f"only {check.id} kills {', '.join(alone)}"
    if kills.weak:
        yield f"checks that kill no mistake: {', '.join(kills.weak)}"


def trainings(validation: Validation) -> Iterator[str]:
    """Yield which checks did not judge every file, and for which files the trainings were run."""
    if validation.training:
        files = ", ".join(specimen.name for specimen in validation.trained) or "none"
        left = len(validation.specimens) - len(validation.trained)
        yield f"trained for {files}"
        yield f"not judged in the other {left}, which change no training: {', '.join(validation.training)}"


def contradictions(validation: Validation) -> dict[str, list[str]]:
    """Return for each file what contradicts its header, once, with the settings it showed in."""
    settings: dict[tuple[str, str], list[Setting]] = {}
    for one in validation.problems:
        settings.setdefault((one.specimen.file, one.what), []).append(one.setting)
    by_file: dict[str, list[str]] = {}
    for (file, what), shown in settings.items():
        by_file.setdefault(file, []).append(f"{what} ({where(shown, len(validation.settings))})")
    return by_file


def where(shown: list[Setting], trials: int) -> str:
    """Write the settings something showed in."""
    return f"in all {trials} trials" if len(shown) == trials else "; ".join(map(str, shown))


def summary(validation: Validation, kills: Matrix) -> Iterator[str]:
    """Yield how many of each kind hold, how much students are told, and the verdict."""
    wrong = {one.specimen.file for one in validation.problems}
    for kind in KINDS:
        files = [specimen.file for specimen in validation.of_kind(kind)]
        yield f"{kind}: {sum(file not in wrong for file in files)} of {len(files)} as stated"
    if kills.rows:
        yield f"at the first failing check, {told(kills.told)}"
        yield f"at the first failing private check, {told(kills.told_private)}"
    trials, found = len(validation.trials), len(validation.problems)
    yield f"{trials} trial{'s' * (trials != 1)}, {found or 'no'} contradiction{'s' * (found != 1)}"


def told(counts: dict[Telling, int]) -> str:
    """Write how many mistakes are told of in which way."""
    named = [f"{counts[way]} {words}" for way, words in WORDS.items() if counts[way]]
    return f"of {sum(counts.values())} mistakes: {', '.join(named)}"
