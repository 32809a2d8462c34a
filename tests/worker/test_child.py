"""The worker: its layers first, nothing left open, then one answer for each message."""

import errno
import io
import os
import random
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.sandboxed import in_child

from autograder.worker import child, wire
from autograder.worker.layers import Prepared


def conversation(heard: bytes) -> list[Any]:
    """Return what a worker says to what it hears, from its first word until the grader hangs up."""
    incoming, said = io.BytesIO(heard), []
    child.converse(lambda: child.read_frame(incoming.read), lambda frame: said.append(wire.decode(frame)))
    return said


SEEN = child.LAST_DESCRIPTOR + 5
"""A number that stays open, for a test to look through."""
LOAD = {
    "kind": "load",
    "modules": [{"name": "rnn", "file": "rnn.py", "chunks": [(1, "def f(g):\n    return g(2)", ["f"])]}],
    "imports": [],
    "stdout": 100,
}


def test_a_worker_says_that_it_is_ready_and_ends_when_nobody_asks_more() -> None:
    assert conversation(b"") == [{"kind": "ready"}]


def test_every_message_has_one_answer() -> None:
    name = {"kind": "get", "module": "rnn", "name": "f"}
    said = conversation(b"".join(map(wire.encode, (LOAD, name, name))))
    assert [one["kind"] for one in said] == ["ready", "loaded", "name", "name"]


def test_a_question_is_asked_before_the_answer() -> None:
    asked = {"kind": "call", "handle": None, "module": "rnn", "name": "f", "kwargs": {}, "opaque": ()}
    call = wire.encode({**asked, "args": (len,)}, lambda _: wire.Reference("callback", 0, ""))
    said = conversation(wire.encode(LOAD) + call + wire.encode({"kind": "answer", "value": 7}))
    assert [one["kind"] for one in said] == ["ready", "loaded", "callback", "value"]
    assert (said[2]["args"], said[3]["value"]) == ((2,), 7)


def test_a_frame_that_is_cut_short_ends_the_conversation() -> None:
    assert child.read_frame(lambda _size: b"abc") == b""


def test_a_message_is_read_whole_from_a_connection_that_drips() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        drip = threading.Thread(target=lambda: [theirs.sendall(bytes([i])) for i in range(100)])
        drip.start()
        assert child.receive(ours, 100) == bytes(range(100))
        drip.join()
        theirs.close()
        assert child.receive(ours, 5) == b""


def test_the_global_generators_start_alike_in_every_worker() -> None:
    kept = random.getstate(), np.random.get_state()  # noqa: NPY002
    drawn = []
    for _ in range(2):
        child.seed()
        drawn.append((random.random(), np.random.rand()))  # noqa: NPY002, S311
    random.setstate(kept[0])
    np.random.set_state(kept[1])  # noqa: NPY002
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("moved", [True, False])
def test_a_worker_keeps_its_connection_and_nothing_else(moved: bool) -> None:  # noqa: FBT001
    """Also when the connection has the wanted number already."""

    def keep() -> list[object]:
        ours, theirs = socket.socketpair()
        if not moved:
            os.dup2(ours.detach(), child.CONNECTION)
            ours = socket.socket(fileno=child.CONNECTION)
        for number, kept in ((SEEN, theirs.fileno()), (SEEN + 1, answers)):
            os.dup2(kept, number)
        own = child.keep_only(ours)
        own.sendall(b"still here")
        heard = os.read(SEEN, 99).decode()
        is_open = [number for number in range(child.LAST_DESCRIPTOR) if _is_open(number)]
        os.dup2(SEEN + 1, answers)
        return [heard, is_open, Path("/proc/self/fd/2").readlink() == Path("/proc/self/fd/0").readlink()]

    answers = _next_pipe()
    assert in_child(keep).value == ["still here", [0, 1, 2, child.CONNECTION], True]


def _is_open(number: int) -> bool:
    return Path(f"/proc/self/fd/{number}").is_symlink()


def _next_pipe() -> int:
    """Return the number that the writing end of the next pipe will have."""
    reader, writer = os.pipe()
    os.close(reader)
    os.close(writer)
    return writer


def prepared(step: Callable[[int], None]) -> Prepared:
    return Prepared((("a_layer", step),))


def test_a_layer_that_fails_is_told_and_no_message_is_answered() -> None:
    def step(_slot: int) -> None:
        raise OSError(errno.EPERM, "no such right")

    ours, theirs = socket.socketpair()
    with ours, theirs:
        child.run(theirs, prepared(step), 3)
        theirs.close()
        told = wire.decode(child.receive(ours, 10_000))
    assert told == {"kind": "unsafe", "text": "the sandbox layer a_layer failed: [Errno 1] no such right"}


def test_the_layers_come_before_the_first_word(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[object] = []
    monkeypatch.setattr(child, "keep_only", lambda connection: connection)
    monkeypatch.setattr(child, "converse", lambda _receive, _write: order.append("converses"))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        child.run(theirs, prepared(order.append), 3)
    assert order == [3, "converses"]
