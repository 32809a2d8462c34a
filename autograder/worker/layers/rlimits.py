"""Limits of a worker's CPU time, memory, files and processes."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.worker.layers.kernel import Kernel
    from autograder.worker.layers.planning import Plan

_STATUS = Path("/proc/self/status")
_OPEN_FILES = Path("/proc/self/fd")
_STACK = 8 * 1024 * 1024
_SPARE_FILES = 32


def prepare(plan: "Plan", _kernel: "Kernel") -> Callable[[int], None]:
    """Measure the zygote, which every worker starts as a copy of, and choose the limits."""
    from resource import setrlimit

    limits = {number: _lowered(number, *pair) for number, pair in _wanted(plan).items()}

    def step(_slot: int) -> None:
        for number, pair in limits.items():
            setrlimit(number, pair)

    return step


def _wanted(plan: "Plan") -> dict[int, tuple[int, int]]:
    """Soft and hard limits; at the soft limit of CPU time comes SIGXCPU, a second later SIGKILL."""
    import resource as r

    # DATA, not AS: address space that was only reserved costs nothing, and a refusal is a clean MemoryError.
    wanted = {
        r.RLIMIT_DATA: _private_memory() + plan.memory,
        r.RLIMIT_STACK: _STACK,
        r.RLIMIT_NOFILE: _highest_open_file() + 1 + _SPARE_FILES,
        r.RLIMIT_FSIZE: 0,
        r.RLIMIT_CORE: 0,
        r.RLIMIT_MEMLOCK: 0,
        r.RLIMIT_MSGQUEUE: 0,
    }
    if not plan.threads:  # the kernel counts threads as processes, over all of a user's programs
        wanted[r.RLIMIT_NPROC] = 0
    return {r.RLIMIT_CPU: (plan.cpu, plan.cpu + 1)} | {number: (n, n) for number, n in wanted.items()}


def _lowered(number: int, soft: int, hard: int) -> tuple[int, int]:
    """Keep a limit that is already lower: a user cannot raise it."""
    from resource import RLIM_INFINITY, getrlimit

    _, ceiling = getrlimit(number)
    if ceiling == RLIM_INFINITY:
        return soft, hard
    return min(soft, ceiling), min(hard, ceiling)


def _private_memory() -> int:
    """Bytes that RLIMIT_DATA already counts in this process: its private writable memory."""
    for line in _STATUS.read_text().splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    text = f"{_STATUS} has no VmData"
    raise OSError(text)


def _highest_open_file() -> int:
    return max(int(entry.name) for entry in _OPEN_FILES.iterdir())
