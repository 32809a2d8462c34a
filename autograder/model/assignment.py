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

TORCH = "torch"
"""The profile of parts that are written with PyTorch, and the name of its package."""


def importable(imports: tuple[str, ...], profile: str) -> tuple[str, ...]:
    """Return what parts of a profile may import: PyTorch where it is their profile, and nowhere else."""
    others = tuple(name for name in imports if name.partition(".")[0] != TORCH)
    return (*others, TORCH) if profile == TORCH else others


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
    """An array; `dims` are symbols or integers as strings, or sums of them; the first may be "..."."""

    dims: tuple[str, ...]


@dataclass(frozen=True)
class ScalarType:
    """One of "int", "float", "str", "callable", "any".

    An int argument also binds its name as a dimension. A str argument is a setting with a default.
    """

    kind: str


@dataclass(frozen=True)
class OpaqueType:
    """An object of the student's own that only their code reads: it stays in the worker."""


@dataclass(frozen=True)
class MappingType:
    """A dict with at least these keys, in this order of mention; those that are `optional` may be missing."""

    entries: tuple[tuple[str, "ValueType"], ...]
    optional: frozenset[str] = frozenset()


ValueType = ArrayType | ScalarType | OpaqueType | MappingType


@dataclass(frozen=True)
class Signature:
    """The contract of one function: named arguments, named results.

    With one entry in `returns` the function returns that value itself, with several a tuple. `file` is the
    file of the submission that it stands in.
    """

    name: str
    args: tuple[tuple[str, ValueType], ...]
    returns: tuple[tuple[str, ValueType], ...]
    file: str = ""


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
    although the suite is private. `trains` is the name of the training that it runs, or ""; `uses` are the
    trainings whose results it looks at. `seconds` are those of CPU time that a call of it may take, None for
    the assignment's limit.
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
    trains: str = ""
    uses: tuple[str, ...] = ()
    seconds: float | None = None


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
    `adopted` is None where the suite was written for this engine. `given` are the functions that students
    get with their bodies, `given_files` the files they get beside their own, each with our copy of it; `data`
    maps the name of a data file to where it is.
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
    given: tuple[str, ...] = ()
    given_files: Mapping[str, Path] = field(default_factory=dict)
    data: Mapping[str, Path] = field(default_factory=dict)

    @property
    def to_write(self) -> tuple[str, ...]:
        """The functions that students write, in declared order."""
        return tuple(name for name in self.functions if name not in self.given)

    @property
    def in_torch(self) -> tuple[str, ...]:
        """The files that are written with PyTorch, also those of parts that a course switched off."""
        files = (part.file for part in self.uncut.parts if part.profile == "torch")
        return tuple(dict.fromkeys(files))

    def functions_of(self, file: str) -> tuple[str, ...]:
        """Return the functions that stand in a file of the submission, in declared order."""
        return tuple(name for name, signature in self.functions.items() if signature.file in {file, ""})

    @property
    def uncut(self) -> "Assignment":
        """The assignment with the checks that are off: those left may carry errors forward from them."""
        return replace(self, parts=self.declared) if self.off else self

    def importable_in(self, file: str) -> tuple[str, ...]:
        """Return what a file may import in some part about it; a file that no part is about, in any."""
        parts = self.uncut.parts
        about = [part for part in parts if Path(part.file).stem == Path(file).stem]
        in_torch = any(part.profile == TORCH for part in about or parts)
        return importable(self.imports, TORCH if in_torch else "")

    @property
    def checks(self) -> tuple[Check, ...]:
        """All checks in declared order."""
        return tuple(check for part in self.parts for check in part.checks)

    @property
    def trainers(self) -> dict[str, str]:
        """The check that runs each training."""
        return {check.trains: check.id for check in self.checks if check.trains}

    @property
    def points(self) -> Fraction:
        """What a full mark is; bonus checks do not count."""
        return sum((c.points for c in self.checks if not c.bonus), Fraction(0))
