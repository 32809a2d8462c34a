"""Trials in processes of their own: a process that is killed is an error, and none is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.graded import CHECKOUT, strong_or_skip
from support.tiny import DOUBLE, SHAPE, Tiny, write

from autograder import loading
from autograder.analysis.specimen import Specimen, specimens
from autograder.analysis.trial import Setting, Trial
from autograder.analysis.validation import How, Job, in_processes, make
from autograder.cli import OURS
from autograder.errors import SandboxError
from autograder.model.assignment import Assignment
from autograder.processes import Crew, Ended, Process, cpus
from autograder.worker.host import Host

KILLS_ITSELF = Tiny("t.kill", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "private")
SLEEPS = Tiny("t.sleep", "import time\ntime.sleep(0.2)", "private")
DEADLINE = 60
WEAK = How(seeds=1, jobs=2, allow_weak=True)


def written(root: Path, *checks: Tiny) -> tuple[Assignment, Specimen]:
    assignment = loading.load(write(root, (SHAPE, *checks)))
    return assignment, specimens(assignment)[0]


def run(assignment: Assignment, *jobs: Job) -> tuple[Trial, ...]:
    return in_processes(WEAK, assignment, jobs, lambda _trial: None)


def test_trials_come_in_the_order_of_the_jobs(tmp_path: Path) -> None:
    assignment, solution = written(tmp_path, DOUBLE)
    heard: list[Trial] = []
    jobs = [Job(solution, Setting(seed)) for seed in (3, 1, 2, 5)]
    trials = in_processes(WEAK, assignment, jobs, heard.append)
    assert [trial.setting.seed for trial in trials] == [3, 1, 2, 5]
    assert sorted(trial.setting.seed for trial in heard) == [1, 2, 3, 5]
    assert {trial.score for trial in trials} == {assignment.points}
    assert {trial.specimen.file for trial in trials} == {solution.file}


def test_a_process_that_is_killed_is_an_error_that_names_what_it_graded(tmp_path: Path) -> None:
    assignment, solution = written(tmp_path, KILLS_ITSELF)
    with pytest.raises(SandboxError, match=r"graded assignments/tiny/solution/rnn.py ended \(exit code -9\)"):
        run(assignment, Job(solution, Setting(1)), Job(solution, Setting(2)))


def test_an_error_of_a_process_is_an_error_here(tmp_path: Path) -> None:
    assignment, _ = written(tmp_path, DOUBLE)
    with pytest.raises(SandboxError, match="it does not hold"):
        list(Crew(refuse, assignment, allow_weak=True).results([1], 1))


def refuse(_assignment: Assignment, _job: int, _workers: Host) -> None:
    message = "it does not hold"
    raise SandboxError(message)


def test_a_process_that_is_gone_before_it_is_given_a_job_is_noticed(tmp_path: Path) -> None:
    assignment, solution = written(tmp_path, DOUBLE)
    crew = Crew(make, assignment, allow_weak=True)
    with crew.started(1) as processes:
        processes[0].process.kill()
        processes[0].process.join()
        (place, result), *more = crew.spread([Job(solution, Setting(1))], processes)
    assert (place, result, more) == (0, Ended(-9), [])


def test_the_jobs_after_one_that_ended_its_process_are_done(tmp_path: Path) -> None:
    assignment, _ = written(tmp_path, DOUBLE)
    results = dict(Crew(square, assignment, allow_weak=True).results([1, 0, 2, 3], 1))
    assert results == {0: 1, 1: Ended(7), 2: 4, 3: 9}


def square(_assignment: Assignment, number: int, _workers: Host) -> int:
    if not number:
        os._exit(7)
    return number**2


def test_processes_end_with_what_they_were_started_for(tmp_path: Path) -> None:
    assignment, _solution = written(tmp_path, DOUBLE)
    processes: list[Process] = []

    def fail() -> None:
        nonlocal processes
        with Crew(make, assignment, allow_weak=True).started(2) as processes:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [one.process.is_alive() for one in processes] == [False, False]


def test_the_cpus_are_those_that_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 3, 5}, raising=False)
    assert cpus() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cpus() == 1


# ------------------------------------------------------------------------------ nothing is left


def validating(root: Path) -> "subprocess.Popen[str]":
    """Start `autograder validate` with two processes, which would take a minute."""
    write(root, (SHAPE, SLEEPS))
    command = [sys.executable, "-m", "autograder", "validate", "tiny", "--seeds", "100", "--jobs", "2"]
    variables = {"PYTHONPATH": str(CHECKOUT), "AUTOGRADER_ASSIGNMENTS": str(root / "assignments")}
    return subprocess.Popen(
        command,
        env={**os.environ, **variables},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # a shell that starts the tests in the background lets them ignore it
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )


def descendants(process: int) -> set[int]:
    """Return the processes below one."""
    found: set[int] = set()
    for children in Path("/proc", str(process), "task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            found |= {child} | descendants(child)
    return found


def is_alive(process: int) -> bool:
    try:
        state = Path("/proc", str(process), "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def until(what: str, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("send", "number", "status"),
    [
        (os.killpg, signal.SIGINT, OURS),
        (os.kill, signal.SIGINT, OURS),
        (os.kill, signal.SIGKILL, -signal.SIGKILL),
    ],
    ids=["ctrl-c", "an interrupt of the command alone", "killed"],
)
def test_nothing_is_left_of_a_validation_that_was_ended(
    tmp_path: Path, send: Callable[[int, int], None], number: signal.Signals, status: int
) -> None:
    strong_or_skip()
    process = validating(tmp_path)
    # a process of multiprocessing's own, two graders, a zygote, and two workers of it
    until("it does not start", lambda: len(descendants(process.pid)) >= 6)
    running = descendants(process.pid)
    send(process.pid, number)
    _out, said = process.communicate(timeout=DEADLINE)
    assert process.returncode == status
    assert number is signal.SIGKILL or "Traceback" not in said
    until("something is left", lambda: not any(map(is_alive, running)))
