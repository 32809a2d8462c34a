"""A command with a deadline, and the beginning of what it wrote."""

import os
import selectors
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO

CUT = 100_000
"""Characters of an output that the platform keeps."""

_BYTES = 4 * CUT  # a character takes at most four


@dataclass(frozen=True)
class Ended:
    """How a command ended; `status` is None when its time was up, 128 and more for a signal."""

    status: int | None
    seconds: float
    stdout: str
    stderr: str

    def last_lines(self) -> str:
        """Return the end of what it said, standard error last."""
        return last_lines(f"{self.stdout}\n{self.stderr}")


def last_lines(text: str, count: int = 10) -> str:
    """Return the last lines of a text that are not empty."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return "\n".join(lines[-count:])


@dataclass
class Stream:
    """The beginning of a stream."""

    file: IO[bytes]
    kept: bytearray = field(default_factory=bytearray)

    def read(self) -> bool:
        """Read some; whether there may be more."""
        data = os.read(self.file.fileno(), 1 << 16)
        self.kept += data[: _BYTES - len(self.kept)]
        return bool(data)

    def text(self) -> str:
        """Return it as the platform shows it."""
        return self.kept.decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")[:CUT]


def run(
    command: Sequence[str],
    seconds: float,
    *,
    enter: Callable[[], None] | None = None,
    descriptors: tuple[int, ...] = (),
) -> Ended:
    """Run a command, at most so long; `enter` is called in the new process, before the command is there."""
    started = time.monotonic()
    with subprocess.Popen(  # noqa: S603 (what runs is what the caller asks for)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=descriptors,
        start_new_session=True,  # an interrupt is for us alone: we end the command
        preexec_fn=enter,  # noqa: PLW1509 (no thread is running)
    ) as process:
        assert process.stdout, process.stderr  # noqa: S101 (for mypy)
        streams = (Stream(process.stdout), Stream(process.stderr or process.stdout))
        try:
            status = _wait(process, streams, started + seconds)
        finally:
            process.kill()
    return Ended(status, time.monotonic() - started, *(stream.text() for stream in streams))


def _wait(process: "subprocess.Popen[bytes]", streams: Sequence[Stream], deadline: float) -> int | None:
    """Read until the streams end, wait for the process; None when the time is up before."""
    with selectors.DefaultSelector() as selector:
        for stream in streams:
            selector.register(stream.file, selectors.EVENT_READ, stream)
        while selector.get_map():
            ready = selector.select(max(0.0, deadline - time.monotonic()))
            if not ready:
                return None
            for key, _ in ready:
                if not key.data.read():
                    selector.unregister(key.fileobj)
    try:
        status = process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return None
    return status if status >= 0 else 128 - status
