"""A worker as a plain process, for systems without a sandbox: the same answers, no layers."""

import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import BinaryIO

from autograder.model.assignment import TORCH
from autograder.worker import wire
from autograder.worker.child import converse, read_frame, seed
from autograder.worker.layers.kernel import PR_SET_PDEATHSIG, Kernel
from autograder.worker.preload import preload_torch

GRACE_SECONDS = 1.0


def main() -> None:
    """Answer the grader over the standard streams, which the student's code does not see."""
    end_with_the_grader()
    seed()
    incoming, outgoing = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 (stays open)
    with os.fdopen(outgoing, "wb", buffering=0) as writer:

        def write(frame: bytes) -> None:
            rest = memoryview(frame)
            while rest:
                rest = rest[writer.write(rest) :]

        frames = arriving(os.fdopen(incoming, "rb"))
        if TORCH in sys.argv[1:] and not can_load(write):
            return
        converse(frames.get, write)


def can_load(write: Callable[[bytes], None]) -> bool:
    """Load PyTorch before any clock of the student's runs; tell the grader when that is not possible."""
    try:
        preload_torch()
    except ImportError as error:
        write(wire.encode({"kind": "unusable", "text": str(error)}))
        return False
    return True


def end_with_the_grader() -> None:
    """Let Linux kill this process with the grader; elsewhere, and when it is gone already, see `pump`."""
    if sys.platform == "linux":
        Kernel().prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def arriving(stream: BinaryIO) -> "queue.SimpleQueue[bytes]":
    """Read frames in a thread, which notices that the grader is gone whatever else runs here."""
    frames: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=pump, args=(stream, frames), daemon=True).start()
    return frames


def pump(stream: BinaryIO, frames: "queue.SimpleQueue[bytes]") -> None:
    """Pass frames on; when no more come, end this process unless it does so by itself."""
    while frame := read_frame(stream.read):
        frames.put(frame)
    frames.put(b"")
    time.sleep(GRACE_SECONDS)
    os._exit(1)
