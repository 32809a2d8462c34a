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
_RESERVED = 16 * 1024 * 1024 * 1024


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

    # DATA, not AS: address space that was only reserved costs nothing but the tables of its pages, which no
    # other limit counts (a 512th of it). A refusal is a clean MemoryError.
    wanted = {
        r.RLIMIT_DATA: _size("VmData") + plan.memory,
        r.RLIMIT_AS: _size("VmSize") + plan.memory + _RESERVED,
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


def _size(name: str) -> int:
    """Bytes that a limit already counts in this process: its private writable memory, its address space."""
    for line in _STATUS.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    text = f"{_STATUS} has no {name}"
    raise OSError(text)


def _highest_open_file() -> int:
    return max(int(entry.name) for entry in _OPEN_FILES.iterdir())
