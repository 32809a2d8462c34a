"""The kill matrix as a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder import __version__
from autograder.analysis import text
from autograder.analysis.matrix import Cell, Mark, Matrix, Row, matrix
from autograder.analysis.telling import WORDS, Telling
from autograder.analysis.validation import Validation
from autograder.messages.number import points
from autograder.reports.environment import environment

TEMPLATES = Path(__file__).with_name("templates")
SAYS = {
    Mark.KILLED: "killed in {lost} of {trials} trials",
    Mark.MAY: "may fail: lost points in {lost} of {trials} trials",
    Mark.MISSED: "must fail: lost points in {lost} of {trials} trials only",
    Mark.EXTRA: "not in the header: lost points in {lost} of {trials} trials",
    Mark.CARRIED: "full points, in {carried} of {trials} trials by an error carried forward",
    Mark.PASSED: "",
    Mark.UNJUDGED: "not judged: it needs a training, which this mistake does not change",
}
SIGNS = {
    Mark.KILLED: "{lost}",
    Mark.MAY: "{lost}",
    Mark.MISSED: "−{lost}",
    Mark.EXTRA: "+{lost}",
    Mark.CARRIED: "c",
    Mark.PASSED: "",
    Mark.UNJUDGED: "·",
}


@dataclass(frozen=True)
class CellWords:
    """A cell as the page shows it; `first` is that of the first check of a part."""

    mark: Mark
    sign: str
    words: str
    first: bool


@dataclass(frozen=True)
class RowWords:
    """A mistake as the page shows it."""

    row: str
    name: str
    title: str
    told: str
    told_private: str
    cells: tuple[CellWords, ...]


@dataclass(frozen=True)
class CheckWords:
    """A check as the page shows it."""

    id: str
    short: str
    title: str
    points: str
    suite: str
    first: bool
    killed: int
    alone: tuple[str, ...]


def render(validation: Validation) -> str:
    """Write the kill matrix of a validation, and what follows from it, as an HTML document."""
    kills, assignment = matrix(validation), validation.assignment
    firsts = {part.checks[0].id for part in assignment.parts}
    values: dict[str, object] = {
        "assignment": assignment,
        "engine": __version__,
        "trials": len(validation.settings),
        "parts": assignment.parts,
        "checks": [*checks(kills, firsts)],
        "rows": [row(kills, one, firsts) for one in kills.rows],
        "summary": [*text.summary(validation, kills)],
        "contradictions": text.contradictions(validation),
        "right": [*text.right(validation)],
        "untrained": any(cell.mark is Mark.UNJUDGED for one in kills.rows for cell in one.cells),
        "plain": WORDS[Telling.PLAIN],
    }
    return environment(TEMPLATES).get_template("kill_matrix.html.j2").render(values)


def checks(kills: Matrix, firsts: set[str]) -> Iterator[CheckWords]:
    """Yield what is shown of each check."""
    for check in kills.checks:
        yield CheckWords(
            id=check.id,
            short=text.short(check.id),
            title=check.title.en,
            points=points(check.points),
            suite=check.suite.value,
            first=check.id in firsts,
            killed=kills.killed(check.id),
            alone=kills.killed_alone(check.id),
        )


def row(kills: Matrix, one: Row, firsts: set[str]) -> RowWords:
    """Return what is shown of a mistake."""
    cells = zip(kills.checks, one.cells, strict=True)
    return RowWords(
        row=one.specimen.row,
        name=one.specimen.name,
        title=one.specimen.title,
        told=WORDS[one.told],
        told_private=WORDS[one.told_private],
        cells=tuple(cell_words(cell, one.trials, first=check.id in firsts) for check, cell in cells),
    )


def cell_words(cell: Cell, trials: int, *, first: bool) -> CellWords:
    """Return what is shown of one mistake in one check."""
    counts = {"lost": cell.lost, "carried": cell.carried, "trials": trials}
    said = SAYS[cell.mark].format(**counts)
    words = f"{said}; told: {text.codes(cell)}" if cell.told else said
    return CellWords(cell.mark, SIGNS[cell.mark].format(**counts), words, first)
