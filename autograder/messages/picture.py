"""Where along time an answer is wrong: one column for each step, from left to right in every language."""

import math
from dataclasses import dataclass

from autograder.messages.phrase import Phrase
from autograder.model.finding import Finding, Param

MOST_STEPS = 24
"""Columns of a picture; of a longer sequence the middle is one column."""
DECADES = 6
"""An error that many powers of ten below the largest has no height."""

_BETWEEN = "…"
_GAP = 2


@dataclass(frozen=True)
class Step:
    """One column: a step's number, whether it is wrong, its error in short or "", and its height, 0 to 1."""

    number: str
    wrong: bool
    error: str = ""
    share: float = 0.0

    @property
    def sign(self) -> str:
        """Right or wrong without colour."""
        return "✗" if self.wrong else "✓"


@dataclass(frozen=True)
class Picture:
    """The columns and what they show, in words."""

    steps: tuple[Step, ...]
    caption: Phrase

    def rows(self, width: int) -> tuple[str, ...]:
        """Write the columns as lines of text, at most `width` wide: numbers, signs and errors in turn."""
        cells = [[cell for cell in (step.number, step.sign, step.error) if cell] for step in self.steps]
        cell = max(len(text) for column in cells for text in column) + _GAP
        fit = max(1, (width + _GAP) // cell)
        blocks = (cells[start : start + fit] for start in range(0, len(cells), fit))
        return tuple(
            "".join(text.ljust(cell) for text in line).rstrip()
            for block in blocks
            for line in zip(*block, strict=True)
        )


def steps(finding: Finding) -> tuple[Step, ...]:
    """Return the columns of a finding that knows which steps are wrong; of any other none."""
    wrong = finding.params.get("wrong")
    if not isinstance(wrong, tuple) or not wrong:
        return ()
    signs = [bool(one) for one in wrong]
    errors = _errors(finding.params.get("errors"), len(signs))
    if len(signs) <= MOST_STEPS:
        return _columns([str(t) for t in range(len(signs))], signs, errors)
    return _columns(*_shortened(signs, errors))


def _errors(value: Param, count: int) -> list[float]:
    """Return the error of each step, or nothing when they are withheld."""
    known = [error for error in value if isinstance(error, float)] if isinstance(value, tuple) else []
    return known if len(known) == count else []


def _shortened(signs: list[bool], errors: list[float]) -> tuple[list[str], list[bool], list[float]]:
    """Put the steps in the middle into one column, which is wrong when one of them is."""
    head, tail = MOST_STEPS // 2, len(signs) - (MOST_STEPS - MOST_STEPS // 2 - 1)
    numbers = [str(t) for t in range(len(signs))]
    return (
        [*numbers[:head], _BETWEEN, *numbers[tail:]],
        [*signs[:head], any(signs[head:tail]), *signs[tail:]],
        [*errors[:head], max(errors[head:tail]), *errors[tail:]] if errors else [],
    )


def _columns(numbers: list[str], signs: list[bool], errors: list[float]) -> tuple[Step, ...]:
    if not errors:
        return tuple(Step(number, wrong) for number, wrong in zip(numbers, signs, strict=True))
    largest = max(errors)
    return tuple(
        Step(number, wrong, _short(error), _height(error, largest))
        for number, wrong, error in zip(numbers, signs, errors, strict=True)
    )


def _short(error: float) -> str:
    return f"{error:.1e}" if error else "0"


def _height(error: float, largest: float) -> float:
    if not error > 0:
        return 0.0
    if error >= largest:
        return 1.0
    return max(0.0, 1 + (math.log10(error) - math.log10(largest)) / DECADES)
