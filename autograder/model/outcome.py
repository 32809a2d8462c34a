"""What running one check gave."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from autograder.model.chart import Chart
from autograder.model.finding import Finding


class Status(str, Enum):
    """How one check ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERRORED = "errored"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    NOT_IMPLEMENTED = "not_implemented"
    BLOCKED = "blocked"
    GRADER_ERROR = "grader_error"


@dataclass(frozen=True)
class Rank:
    """What a test writes into a column of a leaderboard; `order` is "desc" or "asc"."""

    name: str
    value: Fraction
    order: str = "desc"


@dataclass(frozen=True)
class Outcome:
    """The result of one check.

    `fraction` is the share of the check's points that was earned, 0 to 1.
    `carried` names the failed checks whose error was carried forward (credit was given although
    the answer differs from the reference). `stdout` is what the student's code printed, capped.
    `charts` show what came of a training. `ranks` are for the leaderboard of a platform that has one.
    `staff_note` may hold private values and never reaches a student.
    """

    check: str
    status: Status
    fraction: Fraction = Fraction(0)
    findings: tuple[Finding, ...] = ()
    carried: tuple[str, ...] = ()
    seconds: float = 0.0
    stdout: str = ""
    staff_note: str = ""
    ranks: tuple[Rank, ...] = ()
    charts: tuple[Chart, ...] = ()
