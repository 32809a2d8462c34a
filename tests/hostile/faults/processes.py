"""The processes of a grading, as /proc shows them, and killing one of them."""

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
SOON = 10.0
ZYGOTE = b"autograder.worker.zygote"


@dataclass(frozen=True)
class Process:
    """One line of /proc: its number, its parent's, and whether it only waits to be asked for its end."""

    pid: int
    parent: int
    ended: bool


@contextlib.contextmanager
def adopting() -> Iterator[Callable[[], bool]]:
    """Become the parent of every orphan that is made here; yield what says that nobody is left of them."""
    library = ctypes.CDLL(None)
    library.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    known = frozenset(one.pid for one in everyone() if one.parent == os.getpid())
    try:
        yield lambda: nobody_left(known)
    finally:
        library.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def everyone() -> Iterator[Process]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            yield Process(int(stat.parent.name), int(parent), state == "Z")


def children(parent: int) -> list[int]:
    return [one.pid for one in everyone() if one.parent == parent and not one.ended]


def zygotes(grader: int) -> list[int]:
    """Return the zygotes of a grader, which may be the child of the process that was started."""
    below = [pid for child in children(grader) for pid in (child, *children(child))]
    return [pid for pid in below if is_zygote(pid) and not is_zygote(parent_of(pid))]


def workers(grader: int) -> list[int]:
    return [worker for zygote in zygotes(grader) for worker in children(zygote)]


def gradings(watchdog: int) -> list[int]:
    """Return the child in which `run-gradescope` grades."""
    return children(watchdog)


def is_zygote(pid: int) -> bool:
    try:
        return ZYGOTE in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def parent_of(pid: int) -> int:
    return next((one.parent for one in everyone() if one.pid == pid), 0)


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def wait_until(happened: Callable[[], object], seconds: float = SOON) -> bool:
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.002)
    return True


def nobody_left(known: Collection[int]) -> bool:
    """Say whether no child is left but those that are known; each that has ended is asked for its end."""
    own = [one for one in everyone() if one.parent == os.getpid() and one.pid not in known]
    for one in own:
        if one.ended:
            os.waitpid(one.pid, 0)
    return all(one.ended for one in own)
