"""A worker's first words: whoever says anything but that it is ready runs no submission."""

import os
import socket
from collections.abc import Iterator

import pytest

from autograder.errors import SandboxError
from autograder.worker import wire, worker
from autograder.worker.channel import SocketChannel
from autograder.worker.worker import EndedEarlyError, Ending, Worker


class Stub:
    """A keeper whose workers are ended already."""

    def reap(self, _worker: Worker, _grace: float = 0.0) -> Ending:
        return Ending(9)

    def release(self, _worker: Worker) -> None:
        pass


@pytest.fixture
def stub() -> Iterator[tuple[Worker, socket.socket]]:
    """Give a worker that says what the test says."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Worker(SocketChannel(ours), None, Stub()), theirs


def test_a_worker_that_is_ready_says_so(stub: tuple[Worker, socket.socket]) -> None:
    ready, said = stub
    said.sendall(wire.encode({"kind": "ready"}))
    worker.expect_ready(ready)


@pytest.mark.parametrize("said", [{"kind": "unsafe", "text": "no seccomp"}, "ready", None, 3])
def test_a_worker_that_says_anything_else_is_not_used(
    stub: tuple[Worker, socket.socket], said: object
) -> None:
    stub[1].sendall(wire.encode(said))
    with pytest.raises(SandboxError):
        worker.expect_ready(stub[0])


@pytest.mark.parametrize("sent", [b"", b"\x00\x00", b"\x00\x00\x00\x02\x00\x00\x00\x00{"])
def test_a_worker_that_ended_early_is_told_from_others(
    stub: tuple[Worker, socket.socket], sent: bytes
) -> None:
    stub[1].sendall(sent)
    stub[1].close()
    with pytest.raises(EndedEarlyError, match=r"^a worker ended before it was ready: .*signal=9"):
        worker.expect_ready(stub[0])


@pytest.mark.parametrize("sent", [b"\xff" * 8, b"\x00\x00\x00\x02\x00\x00\x00\x00{}"])
def test_a_worker_that_talks_nonsense_is_not_used(stub: tuple[Worker, socket.socket], sent: bytes) -> None:
    stub[1].sendall(sent)
    with pytest.raises(SandboxError, match=r"^a worker said nothing sensible in time .*signal=9") as caught:
        worker.expect_ready(stub[0])
    assert caught.type is SandboxError


def test_a_worker_that_stays_silent_is_not_used(
    stub: tuple[Worker, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "START_SECONDS", 0.05)
    with pytest.raises(SandboxError, match="a worker said nothing sensible in time"):
        worker.expect_ready(stub[0])


def test_who_sent_the_first_word_is_known_and_the_word_is_still_to_be_read() -> None:
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    with ours, theirs:
        child = os.fork()
        if child == 0:
            theirs.sendall(b"ready")
            os._exit(0)
        assert worker.sender(ours) == child
        assert ours.recv(10) == b"ready"
        os.waitpid(child, 0)


def test_nobody_sent_what_never_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "START_SECONDS", 0.01)
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            assert worker.sender(ours) is None
        assert worker.sender(ours) is None
