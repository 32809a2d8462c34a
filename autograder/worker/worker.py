"""A live worker as the grader holds it: its connection, its first words, and how it ended."""

import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from autograder.errors import GraderError, SandboxError
from autograder.worker import wire
from autograder.worker.channel import Channel, HungUpError
from autograder.worker.watch import Budget, ExceededError, Meter, Watch

START_SECONDS = 60.0
CREDENTIALS = struct.Struct("=iII")  # struct ucred: pid, uid, gid


class EndedEarlyError(SandboxError):
    """A worker ended before it ran anything of a student's: another one may do better."""


@dataclass(frozen=True)
class Ending:
    """How a worker ended: the signal that killed it or its exit status, peak MiB, CPU seconds in all.

    `grown` are the MiB beyond what a worker needs that has run nothing of a student's; `outside` when it was
    killed, not by us, and could not kill itself.
    """

    signal: int = 0
    status: int = 0
    memory: float = 0.0
    cpu: float = 0.0
    grown: float = 0.0
    outside: bool = False


class Keeper(Protocol):
    """Who has started a worker, and alone can end it."""

    def reap(self, worker: "Worker", grace: float = 0.0) -> Ending:
        """End a worker, after a moment in which it may end by itself, and wait until it is gone."""

    def release(self, worker: "Worker") -> None:
        """Order a worker's end."""


@dataclass
class Worker:
    """A live worker process: `pid` is None where it cannot be observed, `number` what its keeper calls it.

    `base` are the MiB that it holds before it has a submission.
    """

    channel: Channel
    pid: int | None
    keeper: Keeper
    number: int = 0
    base: float = 0.0

    def end(self, grace: float = 0.0) -> Ending:
        """Kill it, completely, and say how it had ended; it may end by itself for `grace` seconds more."""
        try:
            return self.keeper.reap(self, grace)
        finally:
            self.channel.close()

    def release(self) -> None:
        """Kill it, completely; how it had ended does not matter, so nobody waits for it."""
        try:
            self.keeper.release(self)
        finally:
            self.channel.close()


def sender(connection: socket.socket) -> int | None:
    """Wait for the first word on a connection; return the pid, as it is called here, of who sent it.

    None when nobody will. The kernel tells it, whatever namespace the worker lives in.
    """
    connection.settimeout(START_SECONDS)
    room = socket.CMSG_SPACE(CREDENTIALS.size)
    try:
        _, told, _, _ = connection.recvmsg(1, room, socket.MSG_PEEK)
    except OSError:
        return None
    return CREDENTIALS.unpack(told[0][2])[0] if told else None


def ask_once(worker: Worker, message: Mapping[str, object] | None) -> dict[str, Any]:
    """Exchange one message with a worker that runs none of the student's code yet.

    Raises:
        EndedEarlyError: it ended by itself, or somebody killed it.
        SandboxError: it says that it is not safe, or says nothing sensible in time.
        GraderError: it lacks what its profile needs.
    """
    meter = Meter(worker.pid)
    watch = Watch(meter, START_SECONDS, START_SECONDS, float("inf"), Budget(START_SECONDS, START_SECONDS))
    try:
        if message is not None:
            worker.channel.send(wire.encode(message), watch)
        reply = wire.decode(worker.channel.receive(watch))
    except HungUpError as error:
        text = f"a worker ended before it was ready: {worker.end()}"
        raise EndedEarlyError(text) from error
    except (ExceededError, wire.WireError) as error:
        text = f"a worker said nothing sensible in time and was ended: {worker.end()}"
        raise SandboxError(text) from error
    if isinstance(reply, dict) and reply.get("kind") == "unusable":
        worker.end()
        raise GraderError(str(reply.get("text")))
    if not isinstance(reply, dict) or reply.get("kind") == "unsafe":
        worker.channel.close()
        raise SandboxError(str(reply.get("text")) if isinstance(reply, dict) else "a worker talks nonsense")
    return reply


def expect_ready(worker: Worker) -> None:
    """Wait until the worker's layers are on."""
    ask_once(worker, None)


def expect_alive(worker: Worker) -> None:
    """Let a worker that has waited answer: what killed it meanwhile was not the submission it will get."""
    ask_once(worker, {"kind": "alive"})
