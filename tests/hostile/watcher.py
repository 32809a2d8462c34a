"""Looks at the host before and after an attack: files, processes, sockets, the engine, memory."""

import contextlib
import gc
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from hostile.places import Listeners

from autograder.worker import host

ENGINE = Path(host.__file__).parents[1]
COMMON = (Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"))  # noqa: S108 (the folders that everybody may write to)
PATIENCE = 2.0
GROWTH = 256
"""MiB by which the grader itself may grow; a submission is a megabyte of text at most."""

State = dict[str, object]


def files(folder: Path) -> State:
    """Return name, size, mode and time of everything in a folder, not deeper."""
    found: State = {}
    for entry in os.scandir(folder) if folder.is_dir() else ():
        with contextlib.suppress(FileNotFoundError):  # others write there, too
            status = entry.stat(follow_symlinks=False)
            found[entry.path] = (status.st_size, status.st_mtime_ns, status.st_mode, status.st_uid)
    return found


def engine() -> State:
    """Return size and time of every file of the engine."""
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in ENGINE.rglob("*.py")}


def children(pid: int) -> set[int]:
    """Return the children of a process that live."""
    found = set()
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        found |= {int(child) for child in thread.read_text().split()}
    return {child for child in found if alive(child)}


def descendants(workers: host.Host) -> set[int]:
    """Return the processes below a host's first one, which is the zygote or above it."""
    first = getattr(workers, "process", None)
    found: set[int] = set()
    waiting = children(first.pid) if first else set()
    while waiting:
        found |= waiting
        waiting = set().union(*(children(pid) for pid in waiting))
    return found


def bubblewraps(workers: host.Host, below: set[int]) -> int:
    """Count the processes between a host's first one and its workers: in bubblewrap, the zygote too."""
    first = getattr(workers, "process", None)
    pids = [pid for pid in (first.pid, *below) if name(pid) == "bwrap"] if first else []
    return len(pids)


def name(pid: int) -> str:
    """Return the name of a process, "" when it is gone."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def alive(pid: int) -> bool:
    """Whether a process runs, which one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def strangers() -> set[int]:
    """Return the processes of users that workers have."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                owner = entry.stat().st_uid
            except OSError:
                continue
            if owner >= 60000 and owner != 65534 and alive(int(entry.name)):
                found.add(int(entry.name))
    return found


def peak_of_memory(*, anew: bool = False) -> float:
    """Return the most MiB that this process has had, where it may since it was asked `anew`."""
    if anew:
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", "ascii")  # documented in proc(5)
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


@dataclass
class Watcher:
    """What an attack did to the host, in `touched`, after the block."""

    shared: Path
    listeners: Listeners
    workers: host.Host
    touched: list[str] = field(default_factory=list)

    def __enter__(self) -> "Watcher":  # noqa: PYI034 (Self comes with Python 3.11)
        self.listeners.called()
        self.before = {**files(self.shared), **engine()}
        self.canary = (self.shared / "canary").read_bytes()
        self.common = {str(folder): set(files(folder)) for folder in COMMON}
        gc.collect()  # what the attack before has left would be taken for room that this one has not used
        self.memory = peak_of_memory(anew=True)
        self.known = children(os.getpid())
        self.below = descendants(self.workers)
        self.allowed = bubblewraps(self.workers, self.below) + 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        after = {**files(self.shared), **engine()}
        self.touched += sorted(f"file {path}" for path in after if after[path] != self.before.get(path))
        self.touched += sorted(f"file {path}" for path in self.before.keys() - after.keys())
        if (self.shared / "canary").read_bytes() != self.canary:
            self.touched.append("file canary changed")
        self.touched += [f"socket {kind}" for kind in self.listeners.called()]
        self.left = self.left_over()
        self.touched += [f"process {name}" for name in self.left]
        self.touched += [f"file {path}" for path in self.dropped_files()]
        grown = peak_of_memory() - self.memory
        if grown > GROWTH:
            self.touched.append(f"memory {grown:.0f} MiB")
        self.tidy()

    def left_over(self) -> set[int]:
        """Return what still runs; the one worker that is forked ahead, without a submission, may."""
        deadline = time.monotonic() + PATIENCE
        while (left := self.running()) and time.monotonic() < deadline:
            time.sleep(0.02)
        return left

    def running(self) -> set[int]:
        """Return new processes of workers, but the one forked ahead, and orphans, which come to us."""
        orphans = children(os.getpid()) - self.known
        below = descendants(self.workers)
        return (below - self.below if len(below) > self.allowed else set()) | orphans

    def dropped_files(self) -> list[str]:
        """Return files that a worker left in the folders that everybody may write to."""
        found = []
        for folder in COMMON:
            new = files(folder)
            found += [path for path in new.keys() - self.common[str(folder)] if "attack" in path]
        return sorted(found)

    def tidy(self) -> None:
        """End what is left and make the shared folder as it was, for the next attack."""
        for pid in self.left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for entry in self.shared.iterdir():
            if entry.name != "canary":
                entry.rmdir() if entry.is_dir() else entry.unlink()
        (self.shared / "canary").write_bytes(b"as it was")
        (self.shared / "canary").chmod(0o666)
        for path in (*self.dropped_files(), *ENGINE.rglob("attack*.py")):
            Path(path).unlink(missing_ok=True)
