"""What the fixtures of a suite are made from, for one check at a time."""

import contextlib
import importlib.util
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import ModuleType

import numpy as np

from autograder.checks.carry import Carry
from autograder.checks.chart import Charts
from autograder.checks.contract import Student
from autograder.checks.keep import Keep, lent
from autograder.checks.progress import Progress
from autograder.checks.question import Asked
from autograder.errors import AssignmentError, GraderError
from autograder.model.assignment import Assignment, Check, Limits, Part, Suite
from autograder.model.epoch import OnEpoch, unheard
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.submission import Answers, Submission
from autograder.model.verdict import StudentFault
from autograder.questions import COMMON, drawn
from autograder.runner.seeds import Seeds
from autograder.worker.proxy import Codes, RawStudent
from autograder.worker.transport import Transport

Connect = Callable[[Part], Transport]


@dataclass
class Bench:
    """Builds the fixtures of one check after the other.

    `connect` starts a transport for a part; `failed` are the checks that did not pass so far, `ours` those of
    them that failed by our own fault; `kept` is what trainings have left. `cast` is the name of the dtype to
    which answers are cast ("" for as they are). `on_epoch` hears how far a training is. `called` are the
    functions of the submission's that each check called. `compiles` says that a worker is to compile the
    submission before the first that runs it, and `codes` is what it made of it.
    """

    assignment: Assignment
    submission: Submission
    connect: Connect
    seeds: Seeds
    cast: str = ""
    on_epoch: OnEpoch = unheard
    failed: set[str] = field(default_factory=set)
    ours: set[str] = field(default_factory=set)
    kept: dict[str, Mapping[str, object]] = field(default_factory=dict)
    called: dict[str, set[str]] = field(default_factory=dict)
    charts: Charts = field(default_factory=Charts)
    compiles: bool = False
    codes: Codes = ()
    raw: RawStudent | None = None
    other: RawStudent | None = None
    carry: Carry | None = None

    def compile(self, part: Part) -> None:
        """Let a worker compile the submission that runs nothing of it, once for the hundreds that will.

        Where that fails, each of them compiles it for itself, and it fails there.
        """
        with contextlib.suppress(StudentFault, GraderError):
            transport = self.connect(part)
            try:
                self.codes = RawStudent(transport, self.submission, self.assignment, part).compile()
            finally:
                transport.close()

    def start(self, check: str) -> Student:
        """Load the submission into a fresh worker for a check.

        Raises:
            StudentFault: it cannot be loaded.
        """
        if self.compiles:
            self.compiles = False
            self.compile(self.part(check))
        self.raw = self.connected(check)
        return self.loaded(self.raw)

    def start_other(self, check: str) -> Student:
        """Load it into a worker that knows nothing of the check's own; the one before, if any, ends.

        Raises:
            StudentFault: it cannot be loaded.
        """
        self.finish_other()
        self.other = self.connected(check)
        return self.loaded(self.other)

    def connected(self, check: str) -> RawStudent:
        """Return the submission behind a new transport."""
        part = self.part(check)
        raw = RawStudent(self.connect(part), self.submission, self.assignment, part)
        raw.limits = call_limits(self.assignment.limits, self.check(check))
        raw.seed = self.seeds.worker(check)
        raw.called = self.called.setdefault(check, set())
        return raw

    def loaded(self, raw: RawStudent) -> Student:
        """Load a submission and return its functions."""
        raw.cast, raw.codes = self.cast, self.codes
        raw.load()
        return Student(raw, self.assignment.functions)

    def finish(self) -> None:
        """End the workers of the check that just ran."""
        self.finish_other()
        if self.raw is not None:
            self.raw.transport.close()
            self.raw = None
        self.carry = None
        self.charts = Charts()

    def finish_other(self) -> None:
        """End the worker that was asked about an error carried forward."""
        if self.other is not None:
            self.other.transport.close()
            self.other = None

    def carrying(self, check: str) -> Carry:
        """Return what decides on credit for a check whose dependencies failed."""
        needs = needed(self.assignment, check)
        failed = tuple(c.id for c in self.assignment.checks if c.id in self.failed & needs)
        self.carry = Carry(failed, partial(self.start_other, check))
        return self.carry

    def generator(self, check: str) -> np.random.Generator:
        """Return the check's generator."""
        return self.seeds.generator(check)

    def part(self, check: str) -> Part:
        """Return the part a check belongs to."""
        return next(part for part in self.assignment.parts if any(c.id == check for c in part.checks))

    def check(self, check: str) -> Check:
        """Return the check with an id."""
        return next(one for one in self.assignment.checks if one.id == check)

    def keep(self, check: str) -> Keep:
        """Return what keeps the data of the training that a check runs; what an earlier attempt kept is gone.

        Raises:
            AssignmentError: the check trains nothing.
        """
        name = self.check(check).trains
        if not name:
            message = f"{check}: a test asks for `keep`, and assignment.yaml says no `trains:` of the check"
            raise AssignmentError(message)
        self.kept.pop(name, None)
        return Keep(name, self.kept)

    def trained(self, check: str, name: str) -> Mapping[str, object]:
        """Return what a training kept.

        Raises:
            AssignmentError: the check does not say that it uses the training.
            GraderError: the training failed by our own fault.
            StudentFault: the training did not get so far.
        """
        if name not in self.check(check).uses:
            message = f"{check}: a test asks for the training {name}, which its `uses:` does not name"
            raise AssignmentError(message)
        if name in self.kept:
            return lent(self.kept[name])
        trainer = self.assignment.trainers[name]
        if trainer in self.ours:
            message = f"the training {name} failed by our own fault: see {trainer}"
            raise GraderError(message)
        raise StudentFault(finding("training_unfinished", check=trainer), status=Status.BLOCKED)

    def progress(self, check: str) -> Progress:
        """Return what the student's code tells its progress."""
        return Progress(check, self.on_epoch)

    def question(self, check: str) -> Asked:
        """Return the question that a check is about, as drawn for this submission, and what was answered.

        Raises:
            AssignmentError: the check's id does not end with that of a question.
        """
        wanted = check.rpartition(".")[2]
        answers = self.submission.answers or Answers(COMMON)
        for one in drawn(self.assignment, answers.id):
            if one.question.id == wanted:
                return Asked(one, answers.given.get(wanted, ""))
        message = f"{check}: a test asks for `question`, and {self.assignment.id} has no question {wanted}"
        raise AssignmentError(message)

    def data_file(self, name: str) -> Path:
        """Return where a data file of the assignment is.

        Raises:
            AssignmentError: assignment.yaml names no such file.
        """
        known = self.assignment.data
        if name not in known:
            message = f"{self.assignment.id} has no data file {name}; it has {', '.join(known) or 'none'}"
            raise AssignmentError(message)
        return known[name]

    def reference(self, check: str) -> ModuleType:
        """Return the reference package to the test of a private check.

        Raises:
            AssignmentError: the check is public, or the assignment has no reference.
        """
        if any(c.id == check and c.suite is Suite.PUBLIC for c in self.assignment.checks):
            message = f"{check}: a public test asks for `reference`, which students do not have"
            raise AssignmentError(message)
        if self.assignment.reference is None:
            message = (
                f"{self.assignment.id}: a test asks for `reference`, and assignment.yaml names no reference"
            )
            raise AssignmentError(message)
        return package(self.assignment.reference)


def call_limits(limits: Limits, check: Check) -> Limits:
    """Return the limits of a check's calls: wall and CPU time in the proportion of the assignment's."""
    if check.seconds is None:
        return limits
    return replace(
        limits, call_cpu=check.seconds, call_wall=check.seconds * limits.call_wall / limits.call_cpu
    )


def needed(assignment: Assignment, check: str) -> frozenset[str]:
    """Return all checks that a check depends on, directly or not; those that train what it uses among them.

    A check that passed because an error was carried forward does not end the chain.
    """
    trainers = assignment.trainers
    depends_on = {c.id: [*c.depends_on, *(trainers[name] for name in c.uses)] for c in assignment.checks}
    found: set[str] = set()
    waiting = list(depends_on[check])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += depends_on[name]
    return frozenset(found)


def package(folder: Path) -> ModuleType:
    """Import the package in a folder under its folder's name, once, without touching sys.path."""
    folder = folder.resolve()
    loaded = sys.modules.get(folder.name)
    if loaded is not None and Path(str(loaded.__file__)).parent == folder:
        return loaded
    spec = importlib.util.spec_from_file_location(
        folder.name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None or not (folder / "__init__.py").is_file():
        message = f"{folder} is not a Python package"
        raise AssignmentError(message)
    forget(folder.name)
    module = sys.modules[folder.name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        forget(folder.name)
        raise
    return module


def forget(name: str) -> None:
    """Remove a package and its modules, so that none of another folder's is taken for its own."""
    for loaded in [key for key in sys.modules if key == name or key.startswith(f"{name}.")]:
        del sys.modules[loaded]
