"""A plain worker ends with its grader, whatever a student's code does meanwhile."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.worker import host, wire

CHECKOUT = Path(__file__).parents[2]
LOOPS = {"in Python": "while True: pass", "in C": "sum(iter(int, 1))"}
GRADER = """
import sys
from autograder.model.assignment import Limits
from autograder.worker import host, situation, wire
worker = host.start(situation.WEAK, Limits(), ()).worker()
modules = [{"name": "rnn", "file": "rnn.py", "chunks": [(1, sys.argv[1], [])]}]
load = {"kind": "load", "modules": modules, "imports": [], "stdout": 9}
worker.channel.send(wire.encode(load), lambda: None)
print(worker.pid, flush=True)
worker.channel.receive(lambda: None)
"""
UNTIED = """
import sys
sys.path[0] = {engine!r}
from autograder.worker import plain
plain.end_with_the_grader = lambda: None
plain.main()
"""
"""A worker on a system that does not tell it of its parent's end."""


def cpu_seconds(pid: int) -> float:
    """Return what a process has used; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return 0.0 if fields[0] == "Z" else (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a loop in C is not ended")
@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_a_loop_does_not_outlive_a_grader_that_is_killed(loop: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", GRADER, loop], stdout=subprocess.PIPE, cwd=CHECKOUT
    ) as grader:
        assert grader.stdout
        worker = int(grader.stdout.readline())
        wait_until(lambda: cpu_seconds(worker) > START_CPU)
        grader.kill()
    try:
        wait_until(lambda: cpu_seconds(worker) == 0)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)


START_CPU = 1.0
"""Seconds of CPU time that a worker does not use before it runs a student's code."""


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_loop_does_not_outlive_its_grader_s_connection() -> None:
    """So it is where no system ends it with its parent."""
    chunks = [(1, LOOPS["in Python"], [])]
    modules = [{"name": "rnn", "file": "rnn.py", "chunks": chunks}]
    done = untied(wire.encode({"kind": "load", "modules": modules, "imports": [], "stdout": 9}))
    assert (done.returncode, wire.decode(done.stdout)) == (1, {"kind": "ready"})


def test_one_that_has_nothing_to_do_ends_by_itself() -> None:
    done = untied(b"")
    assert (done.returncode, wire.decode(done.stdout)) == (0, {"kind": "ready"})


def untied(heard: bytes) -> "subprocess.CompletedProcess[bytes]":
    """Run such a worker, which hears this before its grader is gone."""
    code = UNTIED.format(engine=str(host.ENGINE))
    return subprocess.run(
        [sys.executable, "-s", "-c", code], input=heard, stdout=subprocess.PIPE, check=False, timeout=20
    )
