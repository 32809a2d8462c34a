"""The grader's end of a connection to a worker: whole frames, under a watch."""

import contextlib
import queue
import select
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from autograder.worker import wire

if TYPE_CHECKING:
    import subprocess

Watch = Callable[[], None]
TICK = 0.02
PIECE = 1 << 16


class HungUpError(Exception):
    """The worker's end is closed."""


class Channel(Protocol):
    """Sends and receives whole frames; `watch` is called often and may raise to stop."""

    def send(self, frame: bytes, watch: Watch) -> None:
        """Send a frame.

        Raises:
            HungUpError: nobody reads any more.
        """

    def receive(self, watch: Watch) -> bytes:
        """Return the next frame.

        Raises:
            HungUpError: the other end closed first.
            WireError: it announces more than a frame may have.
        """

    def close(self) -> None:
        """Hang up."""


class SocketChannel:
    """A frame channel over a socket; one deadline holds for a frame however it drips."""

    def __init__(self, connection: socket.socket) -> None:
        """Take the grader's end of a connection."""
        self.connection = connection
        self.buffer = bytearray()
        self.readable, self.writable = select.poll(), select.poll()
        self.readable.register(connection, select.POLLIN)
        self.writable.register(connection, select.POLLOUT)
        connection.settimeout(0)

    def send(self, frame: bytes, watch: Watch) -> None:
        """Send a frame."""
        rest = memoryview(frame)
        while rest:
            watch()
            try:
                rest = rest[self.connection.send(rest) :]
            except BlockingIOError:
                self.writable.poll(TICK * 1000)
            except OSError as error:
                raise HungUpError from error

    def receive(self, watch: Watch) -> bytes:
        """Return the next frame."""
        prefix = self.read(wire.PREFIX.size, watch)
        return prefix + self.read(wire.frame_size(prefix), watch)

    def read(self, size: int, watch: Watch) -> bytes:
        """Read exactly `size` bytes."""
        while len(self.buffer) < size:
            watch()
            if not self.readable.poll(TICK * 1000):
                continue
            try:
                part = self.connection.recv(PIECE)
            except OSError as error:
                raise HungUpError from error
            if not part:
                raise HungUpError
            self.buffer += part
        data = bytes(self.buffer[:size])
        del self.buffer[:size]
        return data

    def close(self) -> None:
        """Hang up."""
        self.connection.close()


class PipeChannel:
    """A frame channel over the standard streams of a process, on any system.

    Threads do the blocking reads and writes, since pipes cannot be polled everywhere.
    """

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.arrived: queue.Queue[bytes] = queue.Queue()
        self.outgoing: queue.Queue[bytes] = queue.Queue()
        self.buffer = bytearray()
        self.pumps = [threading.Thread(target=work, daemon=True) for work in (self.pump_in, self.pump_out)]
        for pump in self.pumps:
            pump.start()

    def pump_in(self) -> None:
        """Move what the process writes into the queue; an empty piece marks the end."""
        stream = self.process.stdout
        while stream is not None and (part := stream.read1(PIECE)):  # type: ignore[attr-defined]
            self.arrived.put(part)
        self.arrived.put(b"")

    def pump_out(self) -> None:
        """Move queued frames to the process; an empty frame ends it."""
        stream = self.process.stdin
        while stream is not None and (frame := self.outgoing.get()):
            with contextlib.suppress(OSError):
                stream.write(frame)
                stream.flush()

    def send(self, frame: bytes, watch: Watch) -> None:
        """Send a frame."""
        watch()
        self.outgoing.put(frame)

    def receive(self, watch: Watch) -> bytes:
        """Return the next frame."""
        prefix = self.read(wire.PREFIX.size, watch)
        return prefix + self.read(wire.frame_size(prefix), watch)

    def read(self, size: int, watch: Watch) -> bytes:
        """Read exactly `size` bytes."""
        while len(self.buffer) < size:
            watch()
            try:
                part = self.arrived.get(timeout=TICK)
            except queue.Empty:
                continue
            if not part:
                raise HungUpError
            self.buffer += part
        data = bytes(self.buffer[:size])
        del self.buffer[:size]
        return data

    def close(self) -> None:
        """Hang up; the process has ended, so nothing blocks."""
        self.outgoing.put(b"")
        for pump in self.pumps:
            pump.join()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr]
