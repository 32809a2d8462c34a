"""One zygote: what it answers, what becomes of a grader that it does not answer, and the proof."""

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from support.workers import IMPORTS, LIMITS

from autograder.errors import SandboxError
from autograder.worker import host, orders, situation
from autograder.worker.orders import Zygote, ZygoteLostError
from autograder.worker.worker import EndedEarlyError

NO_LAYERS = situation.Situation("none", strong=True, layers=())


@dataclass
class Played:
    """A zygote that the test plays: its end of the connection, and the other."""

    zygote: Zygote
    theirs: socket.socket

    def says(self, *messages: bytes) -> None:
        for message in messages:
            self.theirs.send(message)

    def is_told(self) -> dict[str, object]:
        return dict(json.loads(self.theirs.recv(10_000)))


@pytest.fixture
def played() -> Iterator[Played]:
    taken: list[socket.socket] = []

    def launch(control: socket.socket, _root: str, _errors: IO[bytes]) -> "subprocess.Popen[bytes]":
        taken.append(control.dup())
        return subprocess.Popen(["/bin/sleep", "600"])

    zygote = Zygote(NO_LAYERS, launch)
    zygote.control.settimeout(0.05)
    with taken[0]:
        yield Played(zygote, taken[0])
        zygote.close()


def test_what_it_says_is_wrong_is_passed_on(played: Played) -> None:
    played.says(json.dumps({"error": "no landlock"}).encode())
    with pytest.raises(SandboxError, match=r"^no landlock$"):
        played.zygote.wait_ready()


def test_what_is_wrong_stays_wrong(played: Played) -> None:
    played.says(json.dumps({"error": "no landlock"}).encode())
    for _ in range(2):
        with pytest.raises(SandboxError, match=r"^no landlock$"):
            played.zygote.worker()
    assert not played.zygote.is_gone()


@pytest.mark.parametrize(
    ("complaint", "quoted"),
    [(b"Traceback\nImportError: no numpy\n", "ImportError: no numpy"), (b"", "no message")],
)
def test_one_that_ends_is_quoted(played: Played, complaint: bytes, quoted: str) -> None:
    played.zygote.errors.write(complaint)
    played.theirs.close()
    with pytest.raises(ZygoteLostError, match=f"^the zygote ended: {quoted}$"):
        played.zygote.answer()
    assert played.zygote.is_gone()


def test_one_that_ends_with_orders_unread_has_ended_too(played: Played) -> None:
    """The kernel calls that a connection that was reset."""
    played.zygote.tell("fork", {})
    played.theirs.close()
    with pytest.raises(ZygoteLostError, match=r"^the zygote ended: no message$"):
        played.zygote.answer()


def test_one_that_does_not_answer_is_lost(played: Played) -> None:
    with pytest.raises(ZygoteLostError, match="the zygote does not answer: timed out"):
        played.zygote.answer()
    assert played.zygote.is_gone()


@pytest.mark.parametrize("how", [socket.socket.close, lambda end: end.shutdown(socket.SHUT_RDWR)])
def test_an_order_to_one_that_is_gone_is_no_error(
    played: Played, how: Callable[[socket.socket], None]
) -> None:
    how(played.theirs)
    played.zygote.tell("fork", {})
    how(played.zygote.control)
    played.zygote.tell("fork", {})


def test_it_is_of_use_once_it_has_ended_a_worker_after_the_proof(played: Played) -> None:
    played.zygote.owed.extend(["reap", "reap"])
    played.says(b'{"status": 9}', b'{"status": 9}')
    played.zygote.answer()
    assert not played.zygote.useful
    played.zygote.ready = True
    played.zygote.answer()
    assert played.zygote.useful


def test_its_process_ends_with_it(played: Played) -> None:
    played.zygote.close()
    assert played.zygote.process.returncode == -signal.SIGKILL


def test_one_that_cannot_be_started_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen: list[str] = []

    def launch(_control: socket.socket, root: str, _errors: IO[bytes]) -> "subprocess.Popen[bytes]":
        seen.append(root)
        raise BlockingIOError

    with pytest.raises(BlockingIOError):
        Zygote(situation.Situation("chroot", strong=True, layers=("chroot",)), launch)
    assert Path(seen[0]).is_relative_to(tmp_path)
    assert not [*tmp_path.iterdir()]


def test_the_root_of_workers_is_gone_with_it() -> None:
    with_root = situation.Situation("chroot", strong=True, layers=("chroot",))
    zygote = Zygote(with_root, lambda *_: subprocess.Popen(["/bin/sleep", "600"]))
    assert Path(zygote.root).is_dir()
    zygote.close()
    assert not Path(zygote.root).parent.exists()


# ------------------------------------------------------------------------- workers killed too early


@pytest.mark.parametrize("times", range(orders.ATTEMPTS))
def test_what_fails_because_a_worker_was_killed_is_done_again(times: int) -> None:
    failures = iter([EndedEarlyError()] * times)

    def work() -> str:
        for failure in failures:
            raise failure
        return "done"

    assert orders.persistently(work) == "done"


def test_but_not_for_ever() -> None:
    done = []

    def work() -> None:
        done.append(1)
        raise EndedEarlyError

    with pytest.raises(EndedEarlyError):
        orders.persistently(work)
    assert len(done) == orders.ATTEMPTS


def test_another_error_is_not_tried_again() -> None:
    done = []

    def work() -> None:
        done.append(1)
        raise SandboxError

    with pytest.raises(SandboxError):
        orders.persistently(work)
    assert len(done) == 1


@pytest.fixture
def zygote(strong_host: host.Host) -> Iterator[Zygote]:
    """Give a zygote of its own, which the test may break."""
    assert strong_host.facts.strong
    workers = host.start(situation.detect(), LIMITS, IMPORTS)
    assert isinstance(workers, host.ZygoteHost)
    yield workers.zygote
    workers.close()


def test_another_worker_is_taken_for_one_that_is_killed_before_its_first_word(zygote: Zygote) -> None:
    zygote.worker().end()
    killed = zygote.number_ahead()
    assert zygote.ahead
    zygote.ahead.close()
    zygote.ahead, theirs = socket.socketpair()
    theirs.close()
    worker = zygote.worker()
    assert worker.number != killed
    assert worker.end().signal == signal.SIGKILL
    assert not Path(f"/proc/{killed}").exists()


@pytest.mark.parametrize("kind", ["probe", "load"])
def test_the_proof_is_given_again_when_its_worker_is_killed(
    zygote: Zygote, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_once, killed = orders.ask_once, []

    def disturbed(worker: orders.Worker, message: dict[str, object]) -> dict[str, object]:
        if message["kind"] == kind and not killed:
            killed.append(worker.pid or 0)
            os.kill(killed[0], signal.SIGKILL)
        return ask_once(worker, message)

    monkeypatch.setattr(orders, "ask_once", disturbed)
    zygote.worker().end()
    assert len(killed) == 1
    assert zygote.facts.self_test


def test_a_worker_that_cannot_load_numpy_refuses_the_zygote(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = [(1, "import no_such_module.x as y\ny.z()", [])]
    trial = {**orders.TRIAL, "modules": [{"name": "trial", "file": "trial.py", "chunks": chunks}]}
    monkeypatch.setattr(orders, "TRIAL", trial)
    with pytest.raises(SandboxError, match=r"^a worker cannot run a submission: "):
        zygote.worker()
    deadline = time.monotonic() + 10
    while zygote.process.poll() is None:
        assert time.monotonic() < deadline


def test_the_canary_can_be_read_by_everybody_who_is_not_kept_from_it() -> None:
    with orders.canary() as path:
        assert path.stat().st_mode & 0o444 == 0o444
        assert path.parent.stat().st_mode & 0o555 == 0o555
    assert not path.exists()
