"""The result of grading one submission: plain frozen data that every view is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from autograder.model.assignment import Check
from autograder.model.finding import Finding
from autograder.model.outcome import Outcome
from autograder.model.text import Text


@dataclass(frozen=True)
class SandboxFacts:
    """In which situation the student's code ran, and what the self-test saw of each layer."""

    situation: str
    strong: bool
    layers: tuple[str, ...] = ()
    self_test: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckGrade:
    """A check, its outcome, and the points that follow: earned, and pending on a person."""

    check: Check
    outcome: Outcome
    score: Fraction
    pending: Fraction = Fraction(0)


@dataclass(frozen=True)
class PartGrade:
    """The grades of a part's checks, in declared order."""

    id: str
    title: Text
    checks: tuple[CheckGrade, ...]

    @property
    def score(self) -> Fraction:
        """Points earned in this part."""
        return sum((c.score for c in self.checks), Fraction(0))

    @property
    def max_score(self) -> Fraction:
        """Points of this part without bonus checks."""
        return sum((c.check.points for c in self.checks if not c.check.bonus), Fraction(0))


@dataclass(frozen=True)
class GradeReport:
    """The grade of one submission and everything a reader may ask about it.

    `needs_review` holds findings that ask a person to look. `hints` are the texts of the known
    mistakes that findings name. `seconds` is the wall time of the whole grading. `files` are the
    file names that the assignment declares, also as notebooks: a student may be shown these, whoever
    mentions them. `sections` and `handout` are those of the assignment.
    """

    assignment: str
    title: Text
    submission: str
    sha256: str
    engine: str
    parts: tuple[PartGrade, ...]
    sandbox: SandboxFacts
    notes: tuple[Finding, ...] = ()
    needs_review: tuple[Finding, ...] = ()
    hints: Mapping[str, Text] = field(default_factory=dict)
    sample_secret: bool = False
    seconds: float = 0.0
    files: tuple[str, ...] = ()
    sections: Mapping[str, Text] = field(default_factory=dict)
    handout: Text | None = None

    @property
    def checks(self) -> tuple[CheckGrade, ...]:
        """All check grades in declared order."""
        return tuple(grade for part in self.parts for grade in part.checks)

    @property
    def score(self) -> Fraction:
        """Points earned."""
        return sum((p.score for p in self.parts), Fraction(0))

    @property
    def max_score(self) -> Fraction:
        """Full marks, without bonus."""
        return sum((p.max_score for p in self.parts), Fraction(0))

    @property
    def pending(self) -> Fraction:
        """Points that wait for a person because our own code failed."""
        return sum((c.pending for c in self.checks), Fraction(0))
