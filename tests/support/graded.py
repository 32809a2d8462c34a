"""Hosts for grading, and the examples of the checkout graded once for all tests."""

import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from autograder import intake, loading
from autograder.grading import grade
from autograder.model.assignment import Assignment
from autograder.model.report import GradeReport
from autograder.worker import host, situation

CHECKOUT = Path(__file__).parents[2]
EXAMPLES = CHECKOUT / "examples" / "a1_rnn"
SECRET = b"a secret of tests"
Graded = Callable[..., GradeReport]


def strong_or_skip() -> situation.Situation:
    """Return the situation of this machine, or skip the test when it is not strong."""
    found = situation.detect()
    if not found.strong:
        pytest.skip("no strong sandbox on this machine")
    return found


@pytest.fixture(scope="session")
def a1() -> Assignment:
    """Return the first assignment."""
    return loading.load(CHECKOUT / "assignments" / "a1_rnn")


@pytest.fixture(scope="session")
def a1_host(a1: Assignment) -> Iterator[host.Host]:
    """Make workers for the first assignment."""
    workers = host.start(strong_or_skip(), a1.limits, a1.imports)
    yield workers
    workers.close()


@pytest.fixture(scope="session")
def graded(a1: Assignment, a1_host: host.Host) -> Graded:
    """Grade an example by its name, once for each secret."""

    @cache
    def once(name: str, secret: bytes = SECRET) -> GradeReport:
        return grade(a1, intake.read(EXAMPLES / name, a1), a1_host, secret)

    return once


def copy_checkout(folder: Path) -> Path:
    """Copy what grading the first assignment needs; return the copy's assignment."""
    for name in ("reference", "assignments", "student_template"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "assignments" / "a1_rnn"


@pytest.fixture
def own_modules() -> Iterator[None]:
    """Let a test import a reference package of its own; put the checkout's back at the end."""

    def of_reference() -> dict[str, ModuleType]:
        return {name: it for name, it in sys.modules.items() if name.partition(".")[0] == "reference"}

    kept = of_reference()
    yield
    for name in of_reference():
        del sys.modules[name]
    sys.modules.update(kept)
