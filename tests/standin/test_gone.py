"""Whatever was started is gone afterwards, however it ended."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.standin.cgroup import Allowance

RIGHT = "echo '{\"score\": 1}' > results/results.json\n"


@pytest.fixture
def traces(monkeypatch, tmp_path):
    """Return what there is of trials on the machine: temporary folders, groups, mounts."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)

    def find():
        groups = [str(path) for path in Path("/sys/fs/cgroup").rglob("autograder-standin-*")]
        mounts = [line for line in Path("/proc/mounts").read_text("utf-8").splitlines() if "standin" in line]
        return [*groups, *mounts, *map(str, tmp_path.glob("autograder-standin-*"))]

    return find


def processes(words):
    """Return the command lines that hold the words."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if words in line:
            found.append(line)
    return found


def eventually(fact):
    """Wait for a fact for some seconds; return whether it came."""
    deadline = time.monotonic() + 10
    while not fact() and time.monotonic() < deadline:
        time.sleep(0.02)
    return bool(fact())


def test_a_process_left_behind_is_killed_when_the_run_ends(tried, traces):
    trial = tried(allowance=Allowance(), run=f"#!/bin/sh\n(setsid sleep 86397 >&- 2>&- &)\n{RIGHT}")
    assert trial.finished
    assert eventually(lambda: not processes("sleep 86397"))
    assert traces() == []


def test_a_process_left_behind_that_keeps_the_output_open_does_not_hold_the_trial(tried, traces):
    trial = tried(allowance=Allowance(), run=f"#!/bin/sh\nsetsid sleep 86396 &\n{RIGHT}")
    assert trial.finished
    assert trial.ran.ended.seconds < 10
    assert eventually(lambda: not processes("sleep 86396"))
    assert traces() == []


def test_nothing_is_left_of_a_run_out_of_time(tried, traces):
    tried(allowance=Allowance(), seconds=0.5, run="#!/bin/sh\nsetsid sleep 86395 &\nsleep 86395\n")
    assert eventually(lambda: not processes("sleep 86395"))
    assert traces() == []


@pytest.mark.usefixtures("wrapped")
@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_after_an_interrupt(pack, submission, traces, order):
    path = pack(run="#!/bin/sh\nsetsid sleep 86394 &\nsleep 86394\n")
    command = [sys.executable, "-m", "autograder", "try-gradescope", str(path), str(submission)]
    with subprocess.Popen(
        [*command, "--way", "host"], stderr=subprocess.PIPE, cwd=Path(__file__).parents[2], text=True
    ) as process:
        assert eventually(lambda: len(processes("sleep 86394")) >= 2)
        assert traces() != []
        process.send_signal(order)
        _, said = process.communicate(timeout=20)
    assert (process.returncode, said.strip()) == (3, "autograder: interrupted")
    assert eventually(lambda: not processes("sleep 86394"))
    assert traces() == []
