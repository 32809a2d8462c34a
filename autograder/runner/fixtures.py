"""The pytest fixtures of a suite: `student`, `rng`, `carry`, `stored`, `question`, and `reference`.

`reference` is there in private suites only.

A student's `conftest.py` names this module; then the folder of the conftest is the assignment and
its files are loaded in the same process. A grader puts its own bench in `BENCH` first.
"""

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from autograder.checks.carry import Carry
from autograder.checks.cases import Case, load_case
from autograder.checks.contract import Student
from autograder.checks.question import Asked
from autograder.runner.bench import Bench
from autograder.runner.explain import Explainer
from autograder.runner.marker import check_of

BENCH = pytest.StashKey[Bench]()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker; outside a grader, load the files beside the assignment."""
    config.addinivalue_line("markers", "check(id): the graded check that a test is")
    if BENCH not in config.stash:
        config.stash[BENCH] = own_bench(config.rootpath)
        config.pluginmanager.register(Explainer(config.stash[BENCH]))


def own_bench(folder: Path) -> Bench:
    """Return a bench for the files a student has beside assignment.yaml."""
    from autograder import intake, loading
    from autograder.runner.seeds import Seeds
    from autograder.worker.transport import DirectTransport

    assignment = loading.load(folder)
    submission = intake.read(folder, assignment)
    return Bench(assignment, submission, lambda _part: DirectTransport(), Seeds(b"public", submission.sha256))


@pytest.fixture
def bench(request: pytest.FixtureRequest) -> Bench:
    """Return the bench of this run."""
    return request.config.stash[BENCH]


@pytest.fixture
def check_id(request: pytest.FixtureRequest) -> str:
    """Return the id of the check that the test is."""
    return check_of(request.node)


@pytest.fixture
def student(bench: Bench, check_id: str) -> Student:
    """Give the student's functions, freshly loaded."""
    return bench.start(check_id)


@pytest.fixture
def rng(bench: Bench, check_id: str) -> np.random.Generator:
    """Give the generator that the check draws its inputs from."""
    return bench.generator(check_id)


@pytest.fixture
def carry(bench: Bench, check_id: str) -> Carry:
    """Give what decides on credit when an earlier check failed."""
    return bench.carrying(check_id)


@pytest.fixture
def stored(request: pytest.FixtureRequest, check_id: str) -> Case:
    """Give the stored case of a public check."""
    return load_case(Path(request.path).with_name("cases.json"), check_id)


@pytest.fixture
def question(bench: Bench, check_id: str) -> Asked:
    """Give the concept question that the check is about, as drawn and answered; it starts no worker."""
    return bench.question(check_id)


@pytest.fixture
def reference(bench: Bench, check_id: str) -> ModuleType:
    """Give the reference package; private suites only."""
    return bench.reference(check_id)
