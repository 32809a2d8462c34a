"""Layers that are one property of the process each."""

import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

from autograder.worker.layers import capabilities
from autograder.worker.layers.kernel import (
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    Kernel,
)

if TYPE_CHECKING:
    from autograder.worker.layers.planning import Plan

_OOM_SCORE = "/proc/self/oom_score_adj"
_KILL_FIRST = b"1000"


def hide_memory(kernel: Kernel | None = None) -> None:
    """Let no process of the same user read this one's memory; the grader calls it before any worker is."""
    (kernel or Kernel()).prctl(PR_SET_DUMPABLE, 0)


def prepare_oom_score(_plan: "Plan", _kernel: Kernel) -> Callable[[int], None]:
    """When the machine runs out of memory the kernel takes the worker, not the grader.

    Before `identity` and `undumpable`, after which the file belongs to root.
    """

    def step(_slot: int) -> None:
        descriptor = os.open(_OOM_SCORE, os.O_WRONLY)
        try:
            os.write(descriptor, _KILL_FIRST)
        finally:
            os.close(descriptor)

    return step


def prepare_parent_death(_plan: "Plan", kernel: Kernel) -> Callable[[int], None]:
    """No worker outlives its zygote. After `identity`: a change of user takes the setting back."""
    zygote = os.getpid()

    def step(_slot: int) -> None:
        kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != zygote:  # it died before the line above, so no signal will come
            text = "the zygote is gone"
            raise ProcessLookupError(text)

    return step


def prepare_undumpable(_plan: "Plan", kernel: Kernel) -> Callable[[int], None]:
    """Workers of one user cannot read each other's memory."""

    def step(_slot: int) -> None:
        hide_memory(kernel)

    return step


def prepare_no_new_privs(_plan: "Plan", kernel: Kernel) -> Callable[[int], None]:
    """No program gives the worker rights that it lacks, and it gives up those it has; filters ask for this.

    After `chroot` and `identity`, which need capabilities.
    """

    def step(_slot: int) -> None:
        kernel.prctl(PR_SET_NO_NEW_PRIVS, 1)
        capabilities.drop(kernel)

    return step
