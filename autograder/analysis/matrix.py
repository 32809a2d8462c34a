"""The kill matrix: which check kills which mistake, in how many trials, and what the student is told."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from autograder.analysis.specimen import Specimen
from autograder.analysis.telling import Telling, telling
from autograder.analysis.trial import Result, Trial
from autograder.analysis.validation import Contradiction, Validation
from autograder.model.assignment import Check, Suite


class Mark(str, Enum):
    """What a check does to a mistake, beside what the mistake's header says."""

    KILLED = "killed"
    MAY = "may"
    MISSED = "missed"
    EXTRA = "extra"
    CARRIED = "carried"
    PASSED = "passed"
    UNJUDGED = "unjudged"


CONTRADICTIONS = frozenset({Mark.MISSED, Mark.EXTRA})


@dataclass(frozen=True)
class Cell:
    """One mistake in one check: in how many trials it lost points, or earned them by a carried error.

    `told` are the codes of the findings, the most frequent first, each with the row of the known mistake
    that it names, or "".
    """

    mark: Mark
    lost: int = 0
    carried: int = 0
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Row:
    """One mistake: its cells in the order of the checks, and how much its student is told.

    `told` is about the first check that loses points, `told_private` about the first private one (or
    that same one, where no private check does).
    """

    specimen: Specimen
    trials: int
    cells: tuple[Cell, ...]
    told: Telling
    told_private: Telling
    problems: tuple[Contradiction, ...]


@dataclass(frozen=True)
class Matrix:
    """Mistakes by checks."""

    checks: tuple[Check, ...]
    rows: tuple[Row, ...]

    def killers(self, row: Row) -> tuple[str, ...]:
        """Return the checks that kill a mistake in every trial."""
        return tuple(
            check.id for check, cell in zip(self.checks, row.cells, strict=True) if cell.lost == row.trials
        )

    def killed_alone(self, check: str) -> tuple[str, ...]:
        """Return the mistakes that no other check kills."""
        return tuple(row.specimen.name for row in self.rows if self.killers(row) == (check,))

    def killed(self, check: str) -> int:
        """Return how many mistakes a check kills."""
        return sum(check in self.killers(row) for row in self.rows)

    @property
    def weak(self) -> tuple[str, ...]:
        """Return the checks that kill nothing: no mistake shows what they are for."""
        return tuple(check.id for check in self.checks if not self.killed(check.id))

    @property
    def told(self) -> Counter[Telling]:
        """Count the mistakes by what the first failing check tells."""
        return Counter(row.told for row in self.rows)

    @property
    def told_private(self) -> Counter[Telling]:
        """Count the mistakes by what the first failing private check tells."""
        return Counter(row.told_private for row in self.rows)


def matrix(validation: Validation) -> Matrix:
    """Return the kill matrix of a validation."""
    mistakes = validation.of_kind("mistake")
    return Matrix(validation.assignment.checks, tuple(row(validation, mistake) for mistake in mistakes))


def row(validation: Validation, mistake: Specimen) -> Row:
    """Return the row of a mistake."""
    trials = validation.of(mistake)
    private = {check.id for check in validation.assignment.checks if check.suite is Suite.PRIVATE}
    first = first_lost(trials, lambda _check: True)
    return Row(
        specimen=mistake,
        trials=len(trials),
        cells=tuple(cell(mistake, results) for results in zip(*(t.results for t in trials), strict=True)),
        told=telling(first, mistake.row),
        told_private=telling(first_lost(trials, private.__contains__) or first, mistake.row),
        problems=tuple(p for p in validation.problems if p.specimen.file == mistake.file),
    )


def first_lost(trials: Iterable[Trial], among: Callable[[str], bool]) -> list[Result]:
    """Return the first result of each trial that lost points, of the checks that `among` accepts."""
    lost = ([one for one in trial.results if one.lost and among(one.check)] for trial in trials)
    return [results[0] for results in lost if results]


def cell(mistake: Specimen, results: tuple[Result, ...]) -> Cell:
    """Return what one check does to a mistake, from its result in every trial."""
    lost = sum(result.lost for result in results)
    carried = sum(result.carried and not result.lost for result in results)
    found = (finding for result in results if result.lost for finding in result.findings)
    told = Counter((finding.code, str(finding.params.get("hint", ""))) for finding in found)
    codes = tuple(code for code, _count in told.most_common())
    judged = all(result.judged for result in results)
    found_mark = mark(mistake, results[0].check, lost, len(results), carried) if judged else Mark.UNJUDGED
    return Cell(found_mark, lost, carried, codes)


def mark(mistake: Specimen, check: str, lost: int, trials: int, carried: int) -> Mark:
    """Compare what a check does to a mistake with the mistake's header."""
    if check in mistake.fails:
        return Mark.KILLED if lost == trials else Mark.MISSED
    if check in mistake.may_fail:
        return Mark.MAY
    if lost:
        return Mark.EXTRA
    return Mark.CARRIED if carried else Mark.PASSED
