"""How a test stops early: exceptions that carry findings, not text."""

from fractions import Fraction

from autograder.model.finding import Finding
from autograder.model.outcome import Rank, Status


class Verdict(Exception):  # noqa: N818 (it is a result, not an error of the code that raises it)
    """A check is decided: `status`, what was found, the share of points that is earned."""

    status = Status.FAILED

    def __init__(
        self,
        *findings: Finding,
        status: Status | None = None,
        fraction: Fraction = Fraction(0),
        staff_note: str = "",
        ranks: tuple[Rank, ...] = (),
    ) -> None:
        super().__init__(", ".join(f.code for f in findings))
        self.findings = findings
        self.status = status or type(self).status
        self.fraction = fraction
        self.staff_note = staff_note
        self.ranks = ranks


class CheckFailed(Verdict):
    """The student's answer is wrong."""


class StudentFault(Verdict):
    """The student's code raised, hung, died, or is not there."""

    status = Status.ERRORED
