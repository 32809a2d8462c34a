"""The clocks on a worker that the grader waits for."""

import os
import subprocess
import sys
import time

import pytest

from autograder.worker import watch
from autograder.worker.watch import Budget, ExceededError, Meter, Watch

PLENTY = 1e9


def exceeded(meter: Meter, budget: Budget | None = None, **limits: float) -> str:
    watching = Watch(
        meter,
        **{"wall": PLENTY, "cpu": PLENTY, "memory": PLENTY, **limits},
        budget=budget or Budget(1e9, 1e9),
    )
    with pytest.raises(ExceededError) as caught:
        watching()
    return caught.value.what


def burn(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_each_limit_is_told_by_its_name() -> None:
    meter = Meter(os.getpid())
    burn(0.02)
    assert exceeded(meter, wall=0.001) == "wall"
    assert exceeded(meter, cpu=0.001) == "cpu"
    assert exceeded(meter, memory=1) == "memory"
    assert exceeded(meter, Budget(0.001, PLENTY)) == "total"
    assert exceeded(meter, Budget(PLENTY, 0.001)) == "total"


def test_within_all_limits_nothing_happens() -> None:
    Watch(Meter(os.getpid()), PLENTY, PLENTY, PLENTY, Budget(PLENTY, PLENTY))()


def test_a_meter_counts_from_its_start() -> None:
    burn(0.05)
    meter = Meter(os.getpid())
    assert meter.cpu < 0.02
    burn(0.05)
    assert 0.04 < meter.cpu < 1


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Wall and own CPU time as the test sets them."""
    now = {"wall": 100.0, "own": 5.0}
    monkeypatch.setattr(watch.time, "monotonic", lambda: now["wall"])
    monkeypatch.setattr(watch.time, "process_time", lambda: now["own"])
    return now


def test_time_in_which_the_machine_stood_still_is_not_charged(clocks: dict[str, float]) -> None:
    meter = Meter(None)
    clocks["wall"] += 30
    assert meter.wall == watch.STANDSTILL
    clocks["wall"] += 0.1
    assert meter.wall == pytest.approx(watch.STANDSTILL + 0.1)


def test_time_in_which_the_grader_waited_or_worked_is_charged(clocks: dict[str, float]) -> None:
    meter = Meter(None)
    for _ in range(150):
        clocks["wall"] += 0.02
        waited = meter.wall
    assert waited == pytest.approx(3)
    clocks["wall"] += 4
    clocks["own"] += 4
    assert meter.wall == pytest.approx(7)


def test_the_time_of_a_process_that_has_ended_is_still_known() -> None:
    """What an endless loop used before it was killed counts against the submission's budget."""
    code = "import time\nwhile time.process_time() < 0.1: pass\nprint(flush=True)\ninput()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        meter = Meter(process.pid, cpu_before=0)
        assert process.stdout is not None
        process.stdout.readline()
        used = meter.cpu
        process.kill()
    assert meter.cpu >= used > 0


def test_a_process_that_is_not_there_uses_nothing() -> None:
    for pid in (None, 2**22 + 1):
        meter = Meter(pid)
        assert (meter.cpu, meter.resident) == (0, 0)
        assert meter.wall >= 0


def test_resident_memory_is_in_mebibytes() -> None:
    assert 5 < Meter(os.getpid()).resident < 5000


def test_a_budget_is_empty_when_either_clock_has_run_out() -> None:
    budget = Budget(1.0, 1.0)
    budget.spend(0.5, 0.25)
    assert not budget.empty
    budget.spend(0.1, 0.75)
    assert budget.empty
    assert Budget(0, 1).empty
