"""The views of a grade report: what a student may know, and what staff know besides.

A view holds no words: reports/ puts it into words, in a language and a format.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from autograder.model.assignment import Suite, Visibility
from autograder.model.chart import Chart
from autograder.model.finding import Finding
from autograder.model.outcome import Status
from autograder.model.report import SandboxFacts
from autograder.model.text import Text


@dataclass(frozen=True, kw_only=True)
class CheckView:
    """One check as its reader may see it; `number` is its place in the assignment, such as 2.3.

    `section` is the id of its place in the handout, or "".
    """

    id: str
    number: str
    title: Text
    suite: Suite
    visibility: Visibility
    status: Status
    bonus: bool
    points: Fraction
    earned: Fraction
    pending: Fraction
    findings: tuple[Finding, ...] = ()
    carried: tuple[str, ...] = ()
    stdout: str = ""
    section: str = ""
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StaffCheck(CheckView):
    """A check with what only staff may see."""

    seconds: float
    staff_note: str


@dataclass(frozen=True, kw_only=True)
class PartView:
    """The checks of a part that the reader may see, in declared order."""

    number: str
    title: Text
    checks: tuple[CheckView, ...]


@dataclass(frozen=True, kw_only=True)
class ReportView:
    """What every reader of a report sees; `hidden` counts the checks that are not shown yet.

    `sections` maps the id of each heading of the handout to its words; `handout` is where it is read.
    """

    assignment: str
    title: Text
    submission: str
    parts: tuple[PartView, ...]
    hidden: int = 0
    notes: tuple[Finding, ...] = ()
    hints: Mapping[str, Text] = field(default_factory=dict)
    sections: Mapping[str, Text] = field(default_factory=dict)
    handout: Text | None = None

    @property
    def checks(self) -> tuple[CheckView, ...]:
        """All checks of the view in declared order."""
        return tuple(check for part in self.parts for check in part.checks)

    @property
    def score(self) -> Fraction:
        """Points earned in the checks of the view."""
        return sum((c.earned for c in self.checks), Fraction(0))

    @property
    def max_score(self) -> Fraction:
        """Points of the checks of the view, without bonus."""
        return sum((c.points for c in self.checks if not c.bonus), Fraction(0))

    @property
    def pending(self) -> Fraction:
        """Points of the view that wait for a person."""
        return sum((c.pending for c in self.checks), Fraction(0))


@dataclass(frozen=True, kw_only=True)
class StudentReport(ReportView):
    """A report as a student may see it."""


@dataclass(frozen=True, kw_only=True)
class StaffReport(ReportView):
    """A report as staff see it: every check, every parameter, and the facts of the grading."""

    sha256: str
    engine: str
    sandbox: SandboxFacts
    needs_review: tuple[Finding, ...]
    sample_secret: bool
    seconds: float
