"""Whose fault a kill is: one from outside is ours, and nothing that a submission does looks like that."""

import errno
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hostile.watcher import children, descendants
from support.sandboxed import STRONG, need
from support.tiny import DOUBLE, RIGHT, read, write
from support.workers import LIMITS, PART, assignment, submission

from autograder import loading
from autograder.errors import GraderError
from autograder.grading import grade
from autograder.model.assignment import Limits
from autograder.model.outcome import Status
from autograder.model.verdict import StudentFault
from autograder.worker import host
from autograder.worker.proxy import RawStudent
from autograder.worker.situation import WEAK
from autograder.worker.transport import Step, WorkerTransport
from autograder.worker.watch import Budget
from autograder.worker.worker import Ending, Worker

MODULES = """
import numpy as np
G = [c for c in ().__class__.__base__.__subclasses__() if c.__name__ == '_wrap_close'][0].__init__.__globals__
modules = G['sys'].modules
os, time, signal = modules['posix'], modules['time'], modules['_signal']
"""
"""How hostile code reaches modules although importing them gives stubs."""
SLEEP, LOOP = "time.sleep(60)", "while True: pass"
PATIENT = replace(LIMITS, call_wall=60, call_cpu=10, total_wall=120, total_cpu=30)
Start = Callable[..., RawStudent]


SITUATIONS = [STRONG[0], *(pytest.param(one, marks=pytest.mark.slow) for one in STRONG[1:])]


@pytest.fixture(scope="module", params=SITUATIONS, ids=lambda s: s.name)
def workers(request: pytest.FixtureRequest) -> Iterator[host.Host]:
    """Give workers in each strong situation."""
    need(request.param)
    made = host.start(request.param, PATIENT, ("numpy",))
    yield made
    made.close()


@pytest.fixture
def start(workers: host.Host) -> Iterator[Start]:
    """Load code whose function `f` has this body."""
    students = []

    def load(body: str, limits: Limits = PATIENT, made: host.Host = workers) -> RawStudent:
        transport = WorkerTransport(made.worker(), limits, Budget(120, 60))
        allowed = replace(assignment("f"), limits=limits)
        lines = "\n    ".join(body.splitlines())
        students.append(RawStudent(transport, submission(MODULES, f"def f():\n    {lines}"), allowed, PART))
        students[-1].load()
        return students[-1]

    yield load
    for student in students:
        student.transport.close()


def pid_of(student: RawStudent) -> int:
    assert isinstance(student.transport, WorkerTransport)
    assert student.transport.worker is not None
    return student.transport.worker.pid or 0


def kill_soon(pid: int, seconds: float = 0.2) -> threading.Thread:
    killer = threading.Timer(seconds, os.kill, (pid, signal.SIGKILL))
    killer.start()
    return killer


def status(student: RawStudent) -> Status:
    with pytest.raises(StudentFault) as caught:
        student.call("f", ())
    return caught.value.status


@pytest.mark.parametrize("body", [SLEEP, LOOP])
def test_a_worker_that_somebody_kills_is_our_fault(start: Start, body: str) -> None:
    student = start(body)
    killer = kill_soon(pid_of(student))
    with pytest.raises(GraderError, match=r"a worker was killed from outside"):
        student.call("f", ())
    killer.join()


def test_a_worker_that_is_killed_before_it_is_asked_is_our_fault(workers: host.Host) -> None:
    worker = workers.worker()
    os.kill(worker.pid or 0, signal.SIGKILL)
    transport = WorkerTransport(worker, PATIENT, Budget(120, 60))
    student = RawStudent(transport, submission(MODULES), assignment(), PART)
    with pytest.raises(GraderError, match=r"a worker was killed from outside"):
        student.load()


def test_a_worker_that_is_killed_while_it_waits_is_replaced(workers: host.Host) -> None:
    workers.worker().end()
    [waiting] = (pid for pid in descendants(workers) if not children(pid))
    os.kill(waiting, signal.SIGKILL)
    worker = workers.worker()
    assert worker.pid != waiting
    worker.end()


REFUSED = {
    "kill": "os.kill(os.getpid(), 9)",
    "raise_signal": "signal.raise_signal(9)",
    "pthread_kill": "signal.pthread_kill(modules['_thread'].get_ident(), 9)",
    "a timer": "signal.setitimer(signal.ITIMER_REAL, 0.01)",
    "a thread's kill, by hand": "call('syscall', 200, os.getpid(), 9)",
    "a queued signal, by hand": "call('syscall', 129, os.getpid(), 9, 0)",
    "a dead parent's signal": "call('prctl', 1, 9, 0, 0, 0)",
    "memory that is shared": "call('mmap', 0, 1 << 20, 3, 0x21, -1, 0)",
}
CALL = """
def call(name, *words):
    ctypes = modules['ctypes']
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*map(ctypes.c_long, words)) != -1:
        return 0
    raise OSError(ctypes.get_errno(), name)
"""


@pytest.mark.parametrize("how", REFUSED)
def test_no_submission_can_kill_itself(start: Start, how: str) -> None:
    student = start(f"{CALL}\ntry: return {REFUSED[how]}\nexcept OSError as error: return error.errno")
    assert student.call("f", ()) == errno.EPERM


BY_ITSELF = {
    "abort": "os.abort()",
    "term": "os.kill(os.getpid(), 15)\ntime.sleep(60)",
    "exit as a shell says killed": "os._exit(137)",
    "exit with the number of the signal": "os._exit(9)",
    "hang up and sleep": "os.close(3)\ntime.sleep(60)",
    "hang up and loop": "os.close(3)\nwhile True: pass",
    "hang up and take memory": "os.close(3)\nx = np.ones(10**7)\ntime.sleep(60)",
    "segfault": "modules['ctypes'].string_at(0)",
    "overflow": "modules['sys'].setrecursionlimit(10**9)\ng = lambda n: [*map(g, [n])]\ng(0)",
}
"""What a submission can do to its own process, as far as it could pass for a kill."""


@pytest.mark.parametrize("how", BY_ITSELF)
def test_a_submission_that_ends_its_process_has_crashed(start: Start, how: str) -> None:
    assert status(start(BY_ITSELF[how])) is Status.CRASHED


def test_a_worker_killed_at_the_hard_limit_on_cpu_time_is_timed_out(workers: host.ZygoteHost) -> None:
    """Its soft limit sends a signal that code may ignore; a second later comes the kernel's SIGKILL."""
    limits = replace(PATIENT, total_cpu=1)
    made = host.start(workers.situation, limits, ("numpy",))
    try:
        transport = WorkerTransport(made.worker(), limits, Budget(120, 60))
        body = "def f():\n    signal.signal(signal.SIGXCPU, signal.SIG_IGN)\n    while True: pass"
        student = RawStudent(transport, submission(MODULES, body), assignment(), PART)
        student.load()
        assert status(student) is Status.TIMED_OUT
        transport.close()
    finally:
        made.close()


def test_a_worker_killed_after_it_took_memory_is_out_of_memory(start: Start) -> None:
    """As the kernel does it when a machine has less than the limit."""
    student = start("x = np.ones(10**7)\ntime.sleep(60)")
    pid = pid_of(student)
    killer = threading.Thread(target=kill_when_grown, args=(pid, resident(pid)))
    killer.start()
    assert status(student) is Status.OUT_OF_MEMORY
    killer.join()


def kill_when_grown(pid: int, before: int) -> None:
    """Kill a process once it has some 70 MiB more than before."""
    while resident(pid) < before + 70 * 256:
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)


def resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])


def test_in_the_weak_situation_a_kill_may_be_its_own_and_is_charged() -> None:
    made = host.start(WEAK, PATIENT, ("numpy",))
    transport = WorkerTransport(made.worker(), PATIENT, Budget(120, 60))
    body = "def f():\n    os.kill(os.getpid(), 9)"
    student = RawStudent(transport, submission(MODULES, body), assignment(), PART)
    student.load()
    assert status(student) is Status.CRASHED
    transport.close()
    made.close()


class Killed:
    """A host whose only worker has ended as a test says."""

    def __init__(self, ending: Ending) -> None:
        self.ending = ending

    def reap(self, _worker: Worker, _grace: float = 0.0) -> Ending:
        return self.ending


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        (Ending(9, outside=True, cpu=14.9, memory=60, grown=24), GraderError),
        (Ending(9, outside=True, cpu=15.1), Status.TIMED_OUT),
        (Ending(9, outside=True, memory=90, grown=26), Status.OUT_OF_MEMORY),
        (Ending(9, outside=False, cpu=15.1), Status.CRASHED),
        (Ending(9, outside=False, memory=90, grown=26), Status.CRASHED),
        (Ending(9, outside=False, memory=201), Status.OUT_OF_MEMORY),
        (Ending(24), Status.TIMED_OUT),
        (Ending(11, cpu=29, memory=199), Status.CRASHED),
    ],
)
def test_a_kill_is_ours_only_where_no_limit_was_near(
    ending: Ending, expected: Status | type[GraderError]
) -> None:
    transport = WorkerTransport(None, LIMITS, Budget(120, 60))  # type: ignore[arg-type]
    step = Step("f", 1, 1)
    if isinstance(expected, Status):
        assert transport.died(ending, step).status is expected
    else:
        with pytest.raises(expected):
            transport.died(ending, step)


def test_the_check_runs_once_more_and_only_then_waits_for_a_person(
    workers: host.Host, tmp_path: Path
) -> None:
    kills = 1
    told = loading.load(write(tmp_path, [DOUBLE]))
    submitted = read(tmp_path, RIGHT, told)
    made = workers.worker

    def worker(profile: str) -> Worker:
        nonlocal kills
        one = made(profile)
        kills -= 1
        if kills >= 0:
            os.kill(one.pid or 0, signal.SIGKILL)
        return one

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "worker", worker)
        report = grade(told, submitted, workers, b"secret")
        assert [g.outcome.status for g in report.checks] == [Status.PASSED]
        kills = 3  # of which one only compiles
        report = grade(told, submitted, workers, b"secret")
    assert [g.outcome.status for g in report.checks] == [Status.GRADER_ERROR]
    assert (report.score, report.pending) == (0, 1)
    assert "killed from outside" in report.checks[0].outcome.staff_note


def test_a_check_whose_zygote_is_killed_passes_with_another(workers: host.ZygoteHost, tmp_path: Path) -> None:
    told = loading.load(write(tmp_path, [DOUBLE]))
    submitted = read(tmp_path, RIGHT, told)
    given: list[int] = []
    made = workers.worker

    def worker(profile: str) -> Worker:
        one = made(profile)
        given.append(workers.process.pid)
        if len(given) == 1:
            os.kill(given[0], signal.SIGKILL)
            wait_until_ended(one.pid or 0)
        return one

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "worker", worker)
        report = grade(told, submitted, workers, b"secret")
    assert [g.outcome.status for g in report.checks] == [Status.PASSED]
    assert (report.score, report.pending, report.needs_review) == (1, 0, ())
    assert len(set(given)) == len(given) == 2


def wait_until_ended(pid: int) -> None:
    deadline = time.monotonic() + 10
    while is_running(pid):
        assert time.monotonic() < deadline
        time.sleep(0.001)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
