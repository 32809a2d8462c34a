"""What the fixtures of a suite are made from, for one check at a time."""

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import ModuleType

import numpy as np

from autograder.checks.carry import Carry
from autograder.checks.contract import Student
from autograder.checks.question import Asked
from autograder.errors import AssignmentError
from autograder.model.assignment import Assignment, Part, Suite
from autograder.model.submission import Answers, Submission
from autograder.questions import COMMON, drawn
from autograder.runner.seeds import Seeds
from autograder.worker.proxy import RawStudent
from autograder.worker.transport import Transport

Connect = Callable[[Part], Transport]


@dataclass
class Bench:
    """Builds the fixtures of one check after the other.

    `connect` starts a transport for a part; `failed` are the checks that did not pass so far;
    `cast` is the name of the dtype to which answers are cast ("" for as they are).
    """

    assignment: Assignment
    submission: Submission
    connect: Connect
    seeds: Seeds
    cast: str = ""
    failed: set[str] = field(default_factory=set)
    raw: RawStudent | None = None
    other: RawStudent | None = None
    carry: Carry | None = None

    def start(self, check: str) -> Student:
        """Load the submission into a fresh worker for a check.

        Raises:
            StudentFault: it cannot be loaded.
        """
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
        return RawStudent(self.connect(part), self.submission, self.assignment, part)

    def loaded(self, raw: RawStudent) -> Student:
        """Load a submission and return its functions."""
        raw.cast = self.cast
        raw.load()
        return Student(raw, self.assignment.functions)

    def finish(self) -> None:
        """End the workers of the check that just ran."""
        self.finish_other()
        if self.raw is not None:
            self.raw.transport.close()
            self.raw = None
        self.carry = None

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


def needed(assignment: Assignment, check: str) -> frozenset[str]:
    """Return all checks that a check depends on, directly or not.

    A check that passed because an error was carried forward does not end the chain.
    """
    depends_on = {c.id: c.depends_on for c in assignment.checks}
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
