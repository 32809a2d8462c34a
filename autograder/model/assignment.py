"""What an assignment is: parts, checks, the functions a student writes, limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from fractions import Fraction
from pathlib import Path

from autograder.model.platform import Platform
from autograder.model.question import Question
from autograder.model.text import Text


class Suite(str, Enum):
    """Who has the file of a check's test."""

    PUBLIC = "public"
    PRIVATE = "private"


class Visibility(str, Enum):
    """Who sees a check's outcome and when (Gradescope's four values)."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    AFTER_DUE_DATE = "after_due_date"
    AFTER_PUBLISHED = "after_published"


@dataclass(frozen=True)
class ArrayType:
    """An array; `dims` are symbols or integers as strings, the first may be "..."."""

    dims: tuple[str, ...]


@dataclass(frozen=True)
class ScalarType:
    """One of "int", "float", "callable", "any"; an int argument also binds its name as a dimension."""

    kind: str


@dataclass(frozen=True)
class OpaqueType:
    """An object of the student's own that only their code reads: it stays in the worker."""


@dataclass(frozen=True)
class MappingType:
    """A dict with at least these keys, in this order of mention."""

    entries: tuple[tuple[str, "ValueType"], ...]


ValueType = ArrayType | ScalarType | OpaqueType | MappingType


@dataclass(frozen=True)
class Signature:
    """The contract of one function: named arguments, named results.

    With one entry in `returns` the function returns that value itself, with several a tuple.
    """

    name: str
    args: tuple[tuple[str, ValueType], ...]
    returns: tuple[tuple[str, ValueType], ...]


@dataclass(frozen=True)
class Limits:
    """Seconds of wall and CPU time per call, for loading and for a whole submission; memory in MiB."""

    call_wall: float = 10.0
    call_cpu: float = 5.0
    load_wall: float = 10.0
    load_cpu: float = 5.0
    total_wall: float = 300.0
    total_cpu: float = 120.0
    memory: int = 512
    stdout: int = 10_000


@dataclass(frozen=True)
class Check:
    """One graded fact, which is one pytest test.

    `section` is the id of its place in the handout, or "". With `output` students see what was printed,
    although the suite is private.
    """

    id: str
    title: Text
    points: Fraction
    suite: Suite
    visibility: Visibility = Visibility.VISIBLE
    depends_on: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    bonus: bool = False
    section: str = ""
    output: bool = False


@dataclass(frozen=True)
class Dates:
    """When an assignment is released, due, and closed to late submissions; with a time zone each."""

    release: datetime | None = None
    due: datetime | None = None
    late_due: datetime | None = None

    @property
    def given(self) -> tuple[tuple[str, datetime], ...]:
        """The dates that are set, with their names, in order."""
        dates = (("release", self.release), ("due", self.due), ("late_due", self.late_due))
        return tuple((name, moment) for name, moment in dates if moment is not None)

    def shown(self, now: datetime) -> frozenset[Visibility]:
        """Return the visibilities of the checks whose outcomes students may see at `now`.

        As Gradescope has it, AFTER_DUE_DATE waits until nothing can be handed in late either.
        """
        closed = self.late_due or self.due
        if closed is not None and now >= closed:
            return frozenset({Visibility.VISIBLE, Visibility.AFTER_DUE_DATE})
        return frozenset({Visibility.VISIBLE})


@dataclass(frozen=True)
class Part:
    """Checks that belong together: one file of the submission, one worker profile."""

    id: str
    title: Text
    file: str
    profile: str
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Adopted:
    """What is special about an assignment whose suite was written for plain Python.

    `names` are what its tests read of a submission besides functions and classes. With `messages` a student
    sees what a failing test says and what was printed, which may reveal what the test expects.
    """

    names: tuple[str, ...] = ()
    messages: bool = True


@dataclass(frozen=True)
class Assignment:
    """A whole assignment as its folder declares it.

    `files` are the file names a submission must hold; `imports` the modules it may import;
    `forbid` maps a dotted name that must not be used to the reason; `hints` maps the code of a
    known mistake to what the student is told; `suites` maps a suite to its test files;
    `reference` is the folder of the reference package (None in a student's copy). `sections` maps the
    id of each heading of the handout to its words, in order, and `handout` to where students read it.
    `language` is that of feedback where nobody asks for another: "en", "ar" or "both".
    `one_draw` says that everybody gets the same concept questions. `help` says where students ask.
    `off` are the checks that a course switched off, which are in no part; then `declared` are the parts
    with them. `platform` is what a course asks of the platform that grades.
    `adopted` is None where the suite was written for this engine.
    """

    id: str
    title: Text
    folder: Path
    files: tuple[str, ...]
    parts: tuple[Part, ...]
    functions: Mapping[str, Signature]
    imports: tuple[str, ...]
    limits: Limits
    suites: Mapping[Suite, tuple[Path, ...]]
    reference: Path | None = None
    conventions: Mapping[str, str] = field(default_factory=dict)
    forbid: Mapping[str, Text] = field(default_factory=dict)
    hints: Mapping[str, Text] = field(default_factory=dict)
    starter_floor: Fraction = Fraction(0)
    sections: Mapping[str, Text] = field(default_factory=dict)
    handout: Text | None = None
    questions: tuple[Question, ...] = ()
    one_draw: bool = False
    dates: Dates = Dates()
    language: str = "both"
    help: Text | None = None
    off: tuple[str, ...] = ()
    declared: tuple[Part, ...] = ()
    platform: Platform = field(default_factory=Platform)
    adopted: Adopted | None = None

    @property
    def uncut(self) -> "Assignment":
        """The assignment with the checks that are off: those left may carry errors forward from them."""
        return replace(self, parts=self.declared) if self.off else self

    @property
    def checks(self) -> tuple[Check, ...]:
        """All checks in declared order."""
        return tuple(check for part in self.parts for check in part.checks)

    @property
    def points(self) -> Fraction:
        """What a full mark is; bonus checks do not count."""
        return sum((c.points for c in self.checks if not c.bonus), Fraction(0))
