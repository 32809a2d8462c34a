"""Work in a process of its own, which is ended when its time is up; who waits for it cannot hang with it."""

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

Allow = Callable[[float], object]
"""Says how many seconds the work may take in all, from its start."""
Work = Callable[[Allow], None]

MARGIN = 30.0
"""Seconds before the platform's time is up at which work must have ended: a container takes some to start."""
_SECONDS = struct.Struct("d")


class Ending(Enum):
    """How the work ended, in words for staff."""

    DONE = "grading finished"
    FAILED = "grading failed"
    KILLED = "grading was killed; perhaps there was no memory left"
    STOPPED = "grading was stopped: its time was up"


def usable(time_limit: float) -> float:
    """Return how many of the seconds that the platform gives there are for work."""
    return time_limit - MARGIN


def supervise(work: Work, seconds: float) -> Ending:
    """Do the work in a child process, which is killed after `seconds`, or those that the work asked for."""
    started = time.monotonic()
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _do(work, writing)
    os.close(writing)
    in_time = _ends_in_time(reading, started, seconds)
    os.close(reading)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return _ending(status) if in_time else Ending.STOPPED


def _do(work: Work, writing: int) -> NoReturn:
    """Do the work and end this process; what it raises is told to staff."""
    status = 1
    try:
        work(lambda seconds: os.write(writing, _SECONDS.pack(seconds)))
        status = 0
    except BaseException:  # noqa: BLE001 (nothing may go on as a second parent)
        traceback.print_exc(file=sys.stdout)
    finally:
        sys.stdout.flush()
        os._exit(status)


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
    return Ending.FAILED if os.WEXITSTATUS(status) else Ending.DONE
