"""The pytest fixtures of a suite: `student`, `rng`, `carry`, `stored`, `question`, `conventions`, `data`.

For trainings there are `keep`, `trained` and `progress`, and for pictures of them `chart`.
`reference` is there in private suites only.

A student's `conftest.py` names this module; then the folder of the conftest is the assignment and
its files are loaded in the same process. A grader puts its own bench in `BENCH` first.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from autograder.checks.carry import Carry
from autograder.checks.cases import Case, load_case
from autograder.checks.chart import Charts
from autograder.checks.contract import Student
from autograder.checks.keep import Keep
from autograder.checks.progress import Progress
from autograder.checks.question import Asked
from autograder.model.assignment import TORCH, Assignment, Part
from autograder.model.finding import finding
from autograder.runner.bench import Bench
from autograder.runner.explain import Explainer, told
from autograder.runner.marker import check_of
from autograder.worker.transport import Transport

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

    assignment = loading.load(folder)
    submission = intake.read(folder, assignment)
    return Bench(assignment, submission, partial(here, assignment), Seeds(b"public", submission.sha256))


def here(assignment: Assignment, part: Part) -> Transport:
    """Return a session in this process; where there is no PyTorch, leave the checks that need it out."""
    from autograder.worker import tensors
    from autograder.worker.transport import DirectTransport

    if part.profile == TORCH and not tensors.is_installed():
        pytest.skip(told(assignment, finding("torch_missing")))
    return DirectTransport()


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
def stored(request: pytest.FixtureRequest, check_id: str, conventions: Mapping[str, str]) -> Case:
    """Give the stored case of a public check, as the conventions have it."""
    return load_case(Path(request.path).with_name("cases.json"), check_id, conventions)


@pytest.fixture
def conventions(bench: Bench) -> Mapping[str, str]:
    """Give the setting of each convention that the assignment declares."""
    return bench.assignment.conventions


@pytest.fixture
def data(bench: Bench) -> Callable[[str], Path]:
    """Give what leads from the name of a data file to its path; a student's code cannot open it."""
    return bench.data_file


@pytest.fixture
def question(bench: Bench, check_id: str) -> Asked:
    """Give the concept question that the check is about, as drawn and answered; it starts no worker."""
    return bench.question(check_id)


@pytest.fixture
def keep(bench: Bench, check_id: str) -> Keep:
    """Give what keeps the data of a training for later checks; the check says `trains:`."""
    return bench.keep(check_id)


@pytest.fixture
def trained(bench: Bench, check_id: str) -> Callable[[str], Mapping[str, object]]:
    """Give what returns the data of a training by its name; the check says `uses:`."""
    return partial(bench.trained, check_id)


@pytest.fixture
def progress(bench: Bench, check_id: str) -> Progress:
    """Give the callback that a training tells its epochs and losses."""
    return bench.progress(check_id)


@pytest.fixture
def chart(bench: Bench) -> Charts:
    """Give what attaches charts to the check."""
    bench.charts = Charts()
    return bench.charts


@pytest.fixture
def reference(bench: Bench, check_id: str) -> ModuleType:
    """Give the reference package; private suites only."""
    return bench.reference(check_id)
