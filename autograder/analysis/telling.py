"""How much a student is told: does feedback name the mistake, or only that values differ?"""

from collections.abc import Iterable
from enum import Enum

from autograder.analysis.trial import Result
from autograder.model.finding import Finding

PLAIN = frozenset(
    {
        "answer_wrong",
        "carried_forward",
        "cell_not_alive",
        "check_failed",
        "gradient_differs",
        "gradient_not_of_own_forward",
        "values_differ",
    }
)
"""Codes that say no more than that an answer is wrong."""


class Telling(str, Enum):
    """What a finding tells of a mistake, the most helpful first."""

    OWN_HINT = "own_hint"
    OTHER_HINT = "other_hint"
    PATTERN = "pattern"
    PLAIN = "plain"


WORDS = {
    Telling.OWN_HINT: "named by its own hint",
    Telling.OTHER_HINT: "named by the hint of another row",
    Telling.PATTERN: "shown by a pattern or a fact (a shape, an exception)",
    Telling.PLAIN: "told only that values differ",
}
"""As in "of 51 mistakes: 37 named by its own hint"."""

_ORDER = list(Telling)


def telling(results: Iterable[Result], row: str) -> Telling:
    """Return what is told of the mistake of a row in the trial whose result tells least."""
    return max((of_result(one, row) for one in results), key=_ORDER.index, default=Telling.PLAIN)


def of_result(result: Result, row: str) -> Telling:
    """Return the most that one check's findings tell of the mistake of a row."""
    return min((of_finding(f, row) for f in result.findings), key=_ORDER.index, default=Telling.PLAIN)


def of_finding(finding: Finding, row: str) -> Telling:
    """Return what one finding tells of the mistake of a row."""
    if "hint" in finding.params:
        return Telling.OWN_HINT if finding.params["hint"] == row else Telling.OTHER_HINT
    return Telling.PLAIN if finding.code in PLAIN else Telling.PATTERN
