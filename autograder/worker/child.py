"""The worker process: put the layers on, then answer the grader until it hangs up.

Nothing of the student's is here before the layers hold: the source arrives over the worker's own
connection after it has said that it is ready.
"""

import os
import random
import socket
from collections.abc import Callable

import numpy as np

from autograder.errors import SandboxError
from autograder.worker import layers, selftest, wire
from autograder.worker.objects import ObjectSession
from autograder.worker.session import Message

Read = Callable[[int], bytes]
Receive = Callable[[], bytes]
Write = Callable[[bytes], None]
CONNECTION = 3
LAST_DESCRIPTOR = 256


def run(connection: socket.socket, prepared: layers.Prepared, slot: int) -> None:
    """Be a worker in a sandbox until the connection closes; never returns to the zygote's code."""
    try:
        layers.apply(prepared, slot)
    except SandboxError as error:
        connection.sendall(wire.encode({"kind": "unsafe", "text": str(error)}))
        return
    own = keep_only(connection)
    seed()
    converse(lambda: read_frame(lambda size: receive(own, size)), own.sendall)


def keep_only(connection: socket.socket) -> socket.socket:
    """Close every descriptor but the standard ones, which lead nowhere, and the connection."""
    os.dup2(0, 2)
    if connection.fileno() != CONNECTION:
        os.dup2(connection.detach(), CONNECTION)
    else:
        connection.detach()
    os.closerange(CONNECTION + 1, LAST_DESCRIPTOR)
    return socket.socket(fileno=CONNECTION)


def seed() -> None:
    """Start the global random generators, which students use, alike in every worker.

    Not in the zygote: after a fork `random` takes a seed from the system.
    """
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002


def receive(connection: socket.socket, size: int) -> bytes:
    """Read exactly `size` bytes, or fewer when the other side has closed."""
    parts = []
    while size > 0:
        part = connection.recv(min(size, 1 << 20))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def read_frame(read: Read) -> bytes:
    """Read one frame; empty when the grader has hung up."""
    prefix = read(wire.PREFIX.size)
    if len(prefix) < wire.PREFIX.size:
        return b""
    return prefix + read(wire.frame_size(prefix))


def converse(receive: Receive, write: Write) -> None:
    """Say ready, then answer one message after the other; an empty frame is the last."""

    def ask(question: bytes) -> bytes:
        write(question)
        return receive()

    session = ObjectSession(ask, {"probe": _probe, "alive": _alive})
    write(wire.encode({"kind": "ready"}))
    while frame := receive():
        write(session.respond(frame))


def _alive(_message: Message) -> Message:
    return {"kind": "alive"}


def _probe(message: Message) -> Message:
    results = selftest.probe(message["canary"], message["parent"])
    return {"kind": "probed", "results": results}
