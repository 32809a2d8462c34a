"""A worker that hangs, floods, dies or lies costs the student a call, and the grader nothing."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from support.workers import LIMITS, PART, Load, assignment, submission

from autograder.model.outcome import Status
from autograder.model.verdict import StudentFault
from autograder.worker import host
from autograder.worker.proxy import RawStudent
from autograder.worker.transport import DirectTransport, Transport, WorkerTransport
from autograder.worker.watch import Budget

FORGE = """
import numpy as np
G = [c for c in ().__class__.__base__.__subclasses__() if c.__name__ == '_wrap_close'][0].__init__.__globals__
write = G['write']
"""
"""How hostile code reaches the os module although importing it gives a stub."""


def fault(student: RawStudent, *args: object) -> StudentFault:
    with pytest.raises(StudentFault) as caught:
        student.call("f", args)
    return caught.value


def code(found: StudentFault) -> tuple[str, object]:
    first = found.findings[0]
    return first.code, first.params.get("clock", first.params.get("how"))


def test_an_endless_loop_ends_at_the_cpu_limit(load_worker: Load) -> None:
    found = fault(load_worker("def f():\n    while True: pass"))
    assert found.status is Status.TIMED_OUT
    assert code(found) == ("timed_out", "cpu")


def test_waiting_ends_at_the_wall_limit(load_worker: Load) -> None:
    found = fault(load_worker(FORGE, "def f():\n    while True: G['sys'].modules['time'].sleep(1)"))
    assert code(found) == ("timed_out", "wall")


def test_a_loop_in_c_ends_at_the_cpu_limit(load_worker: Load) -> None:
    assert fault(load_worker("def f():\n    return sum(iter(int, 1))")).status is Status.TIMED_OUT


def test_a_swallowed_exception_does_not_stretch_the_limit(load_worker: Load) -> None:
    source = """
def f():
    while True:
        try:
            f()
        except BaseException:
            pass
"""
    assert fault(load_worker(source)).status in {Status.TIMED_OUT, Status.CRASHED}


def test_an_endless_statement_at_the_top_ends_loading(connect_worker: Callable[[], Transport]) -> None:
    student = RawStudent(connect_worker(), submission("while True: pass"), assignment(), PART)
    with pytest.raises(StudentFault) as caught:
        student.load()
    student.transport.close()
    assert caught.value.findings[0].code == "timed_out_loading"


def test_a_worker_that_aborts_is_a_crash(load_worker: Load) -> None:
    assert code(fault(load_worker(FORGE, "def f():\n    G['abort']()"))) == ("crashed", "signal")


def test_leaving_the_process_is_a_crash(load_worker: Load) -> None:
    assert code(fault(load_worker(FORGE, "def f():\n    G['_exit'](0)"))) == ("crashed", "exit")


def test_nothing_more_runs_in_a_worker_that_is_gone(load_worker: Load) -> None:
    student = load_worker("def f():\n    raise SystemExit\ndef g():\n    while True: pass")
    with pytest.raises(StudentFault):
        student.call("g", ())
    found = fault(student)
    assert code(found) == ("crashed", "killed")


def test_taking_all_memory_is_out_of_memory(strong_host: host.Host) -> None:
    """The arrays are never written to: a slow machine must not reach the CPU limit first."""
    source = "import numpy as np\ndef f():\n    kept = []\n    while True: kept.append(np.zeros(10**7))"
    transport = WorkerTransport(strong_host.worker(), LIMITS, Budget(60, 30))
    student = RawStudent(transport, submission(source), assignment(), PART)
    student.load()
    found = fault(student)
    transport.close()
    assert found.status is Status.OUT_OF_MEMORY


def test_a_flood_of_prints_is_only_capped(load_worker: Load) -> None:
    student = load_worker("def f():\n    for _ in range(20_000): print('x' * 100)\n    return 1")
    assert student.call("f", ()) == 1
    assert len(student.stdout) == LIMITS.stdout


def test_too_many_callbacks_are_a_crash(load_worker: Load) -> None:
    source = "def f(g):\n    while True: g(0)"
    found = fault(load_worker(source), lambda _: 0)
    assert found.status in {Status.CRASHED, Status.TIMED_OUT}


def test_the_budget_of_a_submission_ends_its_calls(strong_host: host.Host) -> None:
    transport = WorkerTransport(strong_host.worker(), LIMITS, Budget(wall=0.3, cpu=30))
    student = RawStudent(transport, submission("def f():\n    while True: pass"), assignment(), PART)
    student.load()
    found = fault(student)
    assert found.findings[0].code == "time_used_up"
    assert transport.budget.empty


@pytest.mark.parametrize(
    "body",
    [
        "write(3, b'garbage' * 100)",
        "write(3, b'\\xff' * 8)",
        "write(3, b'\\x00\\x00\\x00\\x02\\x00\\x00\\x00\\x00{}')",
        'write(3, b\'\\x00\\x00\\x00\\x10\\x00\\x00\\x00\\x00["d",["kind","x"]]\')',
    ],
)
def test_bytes_forged_on_the_connection_are_a_crash(strong_host: host.Host, body: str) -> None:
    transport = WorkerTransport(strong_host.worker(), LIMITS, Budget(60, 30))
    student = RawStudent(
        transport, submission(FORGE, f"def f():\n    {body}\n    return 1"), assignment(), PART
    )
    student.load()
    assert fault(student).status is Status.CRASHED
    transport.close()


def test_bytes_that_drip_do_not_stretch_the_deadline(strong_host: host.Host) -> None:
    transport = WorkerTransport(strong_host.worker(), LIMITS, Budget(60, 30))
    drip = """
def f():
    write(3, bytes([0, 1, 0, 0, 0, 0, 0, 0]))
    while True:
        write(3, b'x')
        pause()
"""
    pause = "import time\npause = lambda: G['sys'].modules['time'].sleep(0.1)"
    student = RawStudent(transport, submission(FORGE, pause, drip), assignment(), PART)
    student.load()
    started = time.monotonic()
    assert fault(student).status in {Status.TIMED_OUT, Status.ERRORED}
    assert time.monotonic() - started < 3 * LIMITS.call_wall
    transport.close()


def test_no_process_is_left(strong_host: host.Host) -> None:
    transport = WorkerTransport(strong_host.worker(), LIMITS, Budget(60, 30))
    pid = transport.worker.pid if transport.worker else 0
    transport.close()
    transport.close()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert pid
    assert not Path(f"/proc/{pid}").exists()


def test_a_large_array_crosses_whole(strong_host: host.Host) -> None:
    transport = WorkerTransport(strong_host.worker(), LIMITS, Budget(60, 30))
    student = RawStudent(transport, submission("def f(x):\n    return x"), assignment(), PART)
    student.load()
    x = np.random.default_rng(0).normal(size=(1000, 500))
    np.testing.assert_array_equal(student.call("f", (x,)), x)
    transport.close()


def test_a_weak_worker_has_a_clean_environment(
    plain_host: host.Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOGRADER_SECRET_FILE", "somewhere")
    transport = WorkerTransport(plain_host.worker(), LIMITS, Budget(60, 30))
    source = FORGE + "def f():\n    return sorted(G['environ'])\n"
    student = RawStudent(transport, submission(source), assignment(), PART)
    student.load()
    names = student.call("f", ())
    transport.close()
    assert "AUTOGRADER_SECRET_FILE" not in names
    assert "AUTOGRADER_SECRET_FILE" in os.environ


def test_a_direct_session_gives_up_as_a_worker_does() -> None:
    with pytest.raises(StudentFault) as caught:
        DirectTransport().fail("protocol", "f")
    assert caught.value.status is Status.CRASHED
