"""What running one test gave, whoever ran it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from autograder.adopting.declared import Declared, declared, exact

Errors = tuple[tuple[str, BaseException], ...]


def text_of(error: BaseException) -> str:
    """Return what an exception says; it may hold objects of a worker that is gone."""
    try:
        return str(error)
    except BaseException:  # noqa: BLE001 (whatever asking for it raises)
        return ""


class Ending(str, Enum):
    """How a test ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERRORED = "errored"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Result:
    """How a test ended, and what it raised: a label ("" but for a subtest) and the exception each.

    `score` is what the test set, None when it set nothing; `invalid` says that it was no number. `value` is
    for the leaderboard. `reason` is why it was skipped.
    """

    ending: Ending
    errors: Errors = ()
    reason: str = ""
    title: str = ""
    declared: Declared = field(default_factory=Declared)
    score: Fraction | None = None
    invalid: bool = False
    value: Fraction | None = None

    @property
    def share(self) -> Fraction:
        """The share of the points that is earned, from 0 to 1: as the library counts, but capped."""
        if self.invalid or self.ending is Ending.SKIPPED:
            return Fraction(0)
        weight = self.declared.weight
        if self.score is None or not weight:
            return Fraction(self.ending is Ending.PASSED)
        return min(max(self.score / weight, Fraction(0)), Fraction(1))


def result(
    ending: Ending, function: Callable[..., object], title: str, *, errors: Errors = (), reason: str = ""
) -> Result:
    """Put a result together with what the test's function was told and has set."""
    score = getattr(function, "__score__", None)
    return Result(
        ending=ending,
        errors=errors,
        reason=reason,
        title=title,
        declared=declared(function),
        score=exact(score),
        invalid=score is not None and exact(score) is None,
        value=exact(getattr(function, "__leaderboard_value__", None)),
    )
