"""Starting workers: what cannot be started safely is an error of the sandbox, never a student's."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.sandboxed import STRONG, need
from support.workers import IMPORTS, LIMITS, PART, assignment, submission

from autograder.errors import SandboxError
from autograder.worker import host, orders, situation, wire
from autograder.worker.layers import SLOTS
from autograder.worker.orders import TRIAL, ZygoteLostError
from autograder.worker.proxy import RawStudent
from autograder.worker.transport import WorkerTransport
from autograder.worker.watch import Budget, Meter
from autograder.worker.worker import Worker, ask_once

BY_SITUATION = [STRONG[0], *(pytest.param(one, marks=pytest.mark.slow) for one in STRONG[1:])]


# ----------------------------------------------------------------------------------- the zygote


@pytest.fixture
def zygote(strong_host: host.Host) -> Iterator[host.ZygoteHost]:
    """Give a host of its own, which the test may break."""
    assert strong_host.facts.strong
    workers = host.start(situation.detect(), LIMITS, IMPORTS)
    assert isinstance(workers, host.ZygoteHost)
    yield workers
    workers.close()


def test_the_facts_say_what_the_self_test_saw(strong_host: host.Host) -> None:
    strong_host.worker().end()
    assert strong_host.facts.self_test
    assert set(strong_host.facts.layers) >= {"seccomp", "rlimits"}


def test_workers_get_slots_in_turn(zygote: host.ZygoteHost) -> None:
    workers = [zygote.worker() for _ in range(3)]
    before = zygote.zygote.slot
    assert len({worker.pid for worker in workers}) == 3
    workers.append(zygote.worker())
    assert zygote.zygote.slot == (before + 1) % SLOTS
    assert {worker.end().signal for worker in workers} == {signal.SIGKILL}


def test_the_global_generators_are_alike_in_every_worker(zygote: host.ZygoteHost) -> None:
    """A fork gives `random` another state, unless it is seeded after it."""
    source = "import random\nimport numpy\ndef f():\n    return random.random(), numpy.random.rand()"
    allowed = replace(assignment("f"), imports=("random", "numpy"))
    drawn = set()
    for _ in range(2):
        transport = WorkerTransport(zygote.worker(), LIMITS, Budget(60, 30))
        student = RawStudent(transport, submission(*source.split("\n", 2)), allowed, PART)
        student.load()
        drawn.add(student.call("f", ()))
        transport.close()
    assert len(drawn) == 1


def test_a_worker_s_own_exit_status_is_told(zygote: host.ZygoteHost) -> None:
    """A worker whose grader hangs up ends by itself."""
    worker = zygote.worker()
    worker.channel.close()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not has_ended(worker.pid):
        time.sleep(0.01)
    ending = zygote.zygote.reap(worker)
    assert (ending.signal, ending.status) == (0, 0)
    assert ending.memory > 1


def has_ended(pid: int | None) -> bool:
    """Say whether a process waits to be reaped."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"


# -------------------------------------------------------------------------- zygotes that are lost


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process as somebody outside would, and let nobody know."""
    os.kill(process.pid, signal.SIGKILL)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)


def serves(worker: Worker) -> bool:
    """Say whether a worker still does what it is told; end it."""
    loaded = ask_once(worker, TRIAL)["kind"] == "loaded"
    return loaded and worker.end().signal == signal.SIGKILL


@pytest.mark.parametrize("found", BY_SITUATION)
def test_another_zygote_takes_the_place_of_one_that_is_killed(found: situation.Situation) -> None:
    need(found)
    workers = host.start(found, LIMITS, IMPORTS)
    assert isinstance(workers, host.ZygoteHost)
    try:
        first = workers.worker()
        before, facts = workers.process.pid, workers.facts
        end(workers.process)
        assert serves(workers.worker())
        assert workers.process.pid != before
        assert workers.facts == facts
        assert workers.facts.self_test
        wait_until_gone(first.pid)
        first.release()
    finally:
        workers.close()


def wait_until_gone(pid: int | None) -> None:
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_what_became_of_a_worker_of_a_lost_zygote_is_not_known(zygote: host.ZygoteHost) -> None:
    worker = zygote.worker()
    end(zygote.process)
    with pytest.raises(ZygoteLostError, match=r"^the zygote ended: no message$"):
        worker.end()


def test_no_zygote_is_told_to_end_a_worker_of_another(zygote: host.ZygoteHost) -> None:
    """The number may be one that the other has given to a worker of its own."""
    stale = [zygote.worker(), zygote.worker()]
    end(zygote.process)
    fresh = zygote.worker()
    for one in stale:
        one.number = fresh.number
    stale[0].release()
    with pytest.raises(ZygoteLostError):
        stale[1].end()
    assert serves(fresh)


class Failing(host.ZygoteHost):
    """A host of which every zygote that `fails` names ends at once."""

    def __init__(self, found: situation.Situation, *fails: int) -> None:
        self.fails = fails
        self.launched = 0
        super().__init__(found)

    def launch(self, *given: Any) -> "subprocess.Popen[bytes]":
        self.launched += 1
        if self.launched not in self.fails:
            return super().launch(*given)
        control, _root, errors = given
        ends = [sys.executable, "-S", "-c", "raise SystemExit('no luck')"]
        return subprocess.Popen(ends, stderr=errors, pass_fds=[control.fileno()])


@pytest.fixture
def failing(strong_host: host.Host) -> Iterator[Callable[..., Failing]]:
    """Make hosts that lose zygotes."""
    assert strong_host.facts.strong
    with contextlib.ExitStack() as stack:

        def make(*fails: int) -> Failing:
            made = Failing(situation.detect(), *fails)
            stack.callback(made.close)
            made.configure(LIMITS, IMPORTS)
            return made

        yield make


def test_a_zygote_that_is_lost_while_it_starts_is_replaced(failing: Callable[..., Failing]) -> None:
    workers = failing(1)
    assert serves(workers.worker())
    assert workers.launched == 2


def test_three_zygotes_lost_in_a_row_are_an_error_and_there_is_no_fourth(
    failing: Callable[..., Failing],
) -> None:
    workers = failing(1, 2, 3)
    for _ in range(2):
        with pytest.raises(SandboxError, match=r"^3 zygotes in a row were lost; the last said: no luck$"):
            workers.worker()
    assert workers.launched == 3


def test_a_zygote_that_cannot_be_replaced_at_once_is_replaced_later(
    zygote: host.ZygoteHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    zygote.worker().end()
    end(zygote.process)
    with monkeypatch.context() as patch:
        patch.setattr(zygote, "launch", lambda *_: os.read(-1, 1))
        with pytest.raises(OSError, match="Bad file descriptor"):
            zygote.worker()
    assert serves(zygote.worker())


def test_zygotes_that_were_of_use_are_not_counted(failing: Callable[..., Failing]) -> None:
    workers = failing(2, 4)
    for launched in (1, 3, 5):
        workers.worker().end()
        assert workers.launched == launched
        end(workers.process)


def test_a_zygote_that_is_refused_is_not_replaced(
    failing: Callable[..., Failing], monkeypatch: pytest.MonkeyPatch
) -> None:
    workers = failing()
    found = iter([("canary", "fork")])
    monkeypatch.setattr(orders.selftest, "judge", lambda _situation, _results: next(found, ()))
    for _ in range(2):
        with pytest.raises(SandboxError, match=r"^the sandbox does not hold: canary, fork$"):
            workers.worker()
    assert workers.launched == 1


# ------------------------------------------------------------------------- numbers of processes


@pytest.mark.parametrize("found", STRONG, ids=lambda s: s.name)
def test_the_grader_knows_a_worker_by_its_own_number_for_it(found: situation.Situation) -> None:
    need(found)
    workers = host.start(found, LIMITS, IMPORTS)
    try:
        worker = workers.worker()
        own = status(worker.pid)["NSpid"].split()
        assert own[0] == str(worker.pid)
        assert own[-1] == str(worker.number)
        assert (len(own) == 2) is (found.name == "bubblewrap")
        assert Meter(worker.pid).resident > 1
        worker.end()
        assert not Path(f"/proc/{worker.pid}").exists()
    finally:
        workers.close()


def status(pid: int | None) -> dict[str, str]:
    """Read what the system says of a process."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return dict(line.split(":", 1) for line in lines)


def test_nothing_is_left_inside_bubblewrap_when_its_host_is_gone() -> None:
    need(situation.SITUATIONS["bubblewrap"])
    workers = host.start(situation.SITUATIONS["bubblewrap"], LIMITS, IMPORTS)
    worker = workers.worker()
    workers.close()
    wait_until_gone(worker.pid)
    worker.channel.close()


@pytest.mark.parametrize("name", ["root+landlock", "root+chroot"])
def test_the_workers_of_two_graders_never_have_the_same_user(name: str) -> None:
    found = situation.SITUATIONS[name]
    need(found)
    graders = [host.start(found, LIMITS, IMPORTS) for _ in range(2)]
    try:
        users = [{user_of(grader.worker()) for _ in range(2 * SLOTS)} for grader in graders]
        assert [len(one) for one in users] == [SLOTS, SLOTS]
        assert users[0].isdisjoint(users[1])
    finally:
        for grader in graders:
            grader.close()


def user_of(worker: Worker) -> int:
    """Return a worker's user id, and end it."""
    user = int(status(worker.pid)["Uid"].split()[0])
    worker.end()
    return user


# ------------------------------------------------------------------------------ plain processes


def test_closing_a_plain_host_ends_what_is_left() -> None:
    workers = host.start(situation.WEAK, LIMITS, IMPORTS)
    worker = workers.worker()
    workers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid or 0, 0)
    worker.channel.close()


def test_the_command_of_a_worker_imports_nothing_from_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('the wrong numpy')")
    (tmp_path / "autograder.py").write_text("raise SystemExit('the wrong engine')")
    done = subprocess.run(
        host.command("plain"),
        cwd=tmp_path,
        env=host.CLEAN_ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert wire.decode(done.stdout) == {"kind": "ready"}


def test_the_command_names_this_interpreter() -> None:
    assert host.command("zygote", "5")[0] == sys.executable
    assert host.command("zygote", "5")[-1] == "5"
