"""One command, measured: wall time, CPU time with its children's, and the memory of all of them together."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.cold import family, proportional

EVERY = 0.05
"""Seconds between two looks at the memory."""
MIB = 1024
NO_NETWORK = ("unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")


@dataclass(frozen=True)
class Command:
    """What to run, where, and what is in its environment besides."""

    argv: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def without_network(self) -> "Command":
        """Return the command with no network but the machine's own, where that takes no asking: as root."""
        fence = NO_NETWORK if os.geteuid() == 0 else ()
        return Command((*fence, *self.argv), self.folder, self.environment)


@dataclass(frozen=True)
class Run:
    """Seconds of wall and CPU time, MiB at the peak (0 when nobody looked), how it ended."""

    wall: float
    cpu: float
    memory: float
    finished: bool
    printed: str


def run(command: Command, seconds: float, *, watch: bool = False) -> Run:
    """Run a command to its end, or end it and its descendants after `seconds`."""
    log = command.folder / "printed.txt"
    with log.open("wb") as output:
        started = time.monotonic()
        process = subprocess.Popen(
            command.argv,
            cwd=command.folder,
            env={**os.environ, **command.environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        watcher = Watcher(process.pid, started + seconds, watch)
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    watcher.stop()
    finished = not watcher.ended
    return Run(
        wall, used.ru_utime + used.ru_stime, watcher.peak / MIB, finished, log.read_text("utf-8", "replace")
    )


class Watcher(threading.Thread):
    """Looks at a process and its descendants until it has ended, and ends them when their time is up."""

    def __init__(self, pid: int, until: float, memory: bool) -> None:  # noqa: FBT001
        super().__init__(daemon=True)
        self.pid, self.until, self.memory = pid, until, memory
        self.over = threading.Event()
        self.peak, self.ended = 0, False

    def run(self) -> None:
        """Look, and wait a little, until told to stop."""
        while not self.over.wait(EVERY if self.memory else max(0.0, self.until - time.monotonic())):
            if self.memory:
                self.peak = max(self.peak, sum(proportional(pid) for pid in family(self.pid)))
            if time.monotonic() >= self.until:
                self.end()
                return

    def end(self) -> None:
        """Kill them all, children first."""
        self.ended = True
        for pid in reversed(family(self.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.over.wait()

    def stop(self) -> None:
        """Stop looking."""
        self.over.set()
        self.join()
