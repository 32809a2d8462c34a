"""Workers of every kind that this machine can make."""

from collections.abc import Callable, Iterator

import pytest
from support.workers import IMPORTS, LIMITS, PART, Load, assignment, submission

from autograder.worker import host, situation
from autograder.worker.proxy import RawStudent
from autograder.worker.transport import DirectTransport, Transport, WorkerTransport
from autograder.worker.watch import Budget


@pytest.fixture(scope="session")
def strong_host() -> Iterator[host.Host]:
    found = situation.detect()
    if not found.strong:
        pytest.skip("no strong sandbox on this machine")
    workers = host.start(found, LIMITS, IMPORTS)
    yield workers
    workers.close()


@pytest.fixture(scope="session")
def plain_host() -> Iterator[host.Host]:
    workers = host.start(situation.WEAK, LIMITS, IMPORTS)
    yield workers
    workers.close()


@pytest.fixture(params=["strong", pytest.param("plain", marks=pytest.mark.slow), "direct"])
def connect(request: pytest.FixtureRequest) -> Callable[[], Transport]:
    """Make transports of one kind; a test that takes it runs over every kind.

    A plain worker, which answers as the others do, is a new interpreter for each test.
    """
    if request.param == "direct":
        return DirectTransport
    return via(request.getfixturevalue(f"{request.param}_host"))


@pytest.fixture(params=["strong", "plain"])
def connect_worker(request: pytest.FixtureRequest) -> Callable[[], Transport]:
    """Make transports to a process of its own."""
    return via(request.getfixturevalue(f"{request.param}_host"))


def via(workers: host.Host) -> Callable[[], Transport]:
    return lambda: WorkerTransport(workers.worker(), LIMITS, Budget(60, 30))


@pytest.fixture
def load(connect: Callable[[], Transport]) -> Iterator[Load]:
    """Load a submission over every transport."""
    yield from loading(connect)


@pytest.fixture
def load_worker(connect_worker: Callable[[], Transport]) -> Iterator[Load]:
    """Load a submission into a process of its own."""
    yield from loading(connect_worker)


def loading(connect: Callable[[], Transport]) -> Iterator[Load]:
    students = []

    def start(*chunks: str, functions: tuple[str, ...] = (), **more: object) -> RawStudent:
        made = submission(*chunks, **more)  # type: ignore[arg-type]
        students.append(RawStudent(connect(), made, assignment(*functions), PART))
        students[-1].load()
        return students[-1]

    yield start
    for student in students:
        student.transport.close()
