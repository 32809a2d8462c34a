"""Work in a process of its own, which is ended when its time is up; who waits for it cannot hang with it."""

import contextlib
import os
import select
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable
from enum import Enum
from typing import NoReturn

from autograder.container.telling import tell
from autograder.errors import OutputError
from autograder.worker.layers.kernel import PR_SET_PDEATHSIG, Kernel

Allow = Callable[[float], object]
"""Says how many seconds the work may take in all, from its start."""
Work = Callable[[Allow], None]

MARGIN = 30.0
"""Seconds before the platform's time is up at which work must have ended: a container takes some to start."""
_SECONDS = struct.Struct("d")
_FAILED, _UNWRITTEN = 1, 73


class Ending(Enum):
    """How the work ended, in words for staff."""

    DONE = "grading finished"
    FAILED = "grading failed"
    KILLED = "grading was killed; perhaps there was no memory left"
    STOPPED = "grading was stopped: its time was up"
    UNWRITTEN = "the results cannot be written; what was graded is above"


def usable(time_limit: float) -> float:
    """Return how many of the seconds that the platform gives there are for work."""
    return time_limit - MARGIN


def supervise(work: Work, seconds: float) -> Ending:
    """Do the work in a child process, which is killed after `seconds`, or those that the work asked for."""
    started = time.monotonic()
    reading, writing = os.pipe()
    with contextlib.suppress(OSError):  # what it takes no more must not stop the work
        sys.stdout.flush()
    parent, child = os.getpid(), os.fork()
    if child == 0:
        os.close(reading)
        _do(work, writing, parent)
    os.close(writing)
    in_time = _ends_in_time(reading, started, seconds)
    os.close(reading)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return _ending(status) if in_time else Ending.STOPPED


def _do(work: Work, writing: int, parent: int) -> NoReturn:
    """Do the work and end this process, whatever happens: nothing may go on as a second parent."""
    status = _FAILED
    try:
        _die_with(parent)
        status = _status(work, lambda seconds: os.write(writing, _SECONDS.pack(seconds)))
        sys.stdout.flush()  # of what the work printed itself
    finally:
        os._exit(status)


def _die_with(parent: int) -> None:
    """Let this process end with the one that limits its time."""
    Kernel().prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the line above, so no signal will come
        message = "the watchdog is gone"
        raise ProcessLookupError(message)  # untested: a race of two lines


def _status(work: Work, allow: Allow) -> int:
    """Do the work; what it raises is told to staff."""
    try:
        work(allow)
    except OutputError as error:
        tell(str(error))
        return _UNWRITTEN
    except BaseException:  # noqa: BLE001 (an interrupt, too, is told)
        tell(traceback.format_exc())
        return _FAILED
    return 0


def _ends_in_time(reading: int, started: float, seconds: float) -> bool:
    """Wait until the child's end of the pipe closes, which its death does too."""
    poll = select.poll()
    poll.register(reading, select.POLLIN)
    while poll.poll(max(0.0, started + seconds - time.monotonic()) * 1000):
        said = os.read(reading, _SECONDS.size)
        if not said:
            return True
        (seconds,) = _SECONDS.unpack(said)
    return False


def _ending(status: int) -> Ending:
    if os.WIFSIGNALED(status):
        return Ending.KILLED
    return {0: Ending.DONE, _UNWRITTEN: Ending.UNWRITTEN}.get(os.WEXITSTATUS(status), Ending.FAILED)
