"""A user id of its own for every worker, so that one cannot signal, trace or starve another.

Needs root; the user ids are numbers that nobody on the machine has. A grader has a range of them of its own.
"""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import SandboxError
from autograder.worker.layers import capabilities
from autograder.worker.layers.kernel import PR_CAPBSET_DROP, Kernel

if TYPE_CHECKING:
    from autograder.worker.layers.planning import Plan

SLOTS = 8  # more than the workers that a grader has at a time
# The gap that systemd leaves between its home users (to 60513) and its dynamic users (from 61184).
RANGES = range(60544, 61184, SLOTS)
UID_BASE = RANGES[0]

_PASSWD = Path("/etc/passwd")
_LAST_CAPABILITY = Path("/proc/sys/kernel/cap_last_cap")


def can_change() -> bool:
    """Whether this process may give a child another user id (a container's root may not)."""
    return capabilities.held(capabilities.SETGID, capabilities.SETUID, capabilities.SETPCAP)


@contextmanager
def claimed() -> Iterator[int]:
    """Claim a range of user ids that no other grader's workers have meanwhile; give its first.

    The claim is an abstract address, of which there is one: it ends with this process, however it ends.

    Raises:
        SandboxError: other graders have all of them.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as claim:
        yield _claim(claim)


def _claim(claim: socket.socket) -> int:
    for base in RANGES:
        try:
            claim.bind(f"\0autograder-uids-{base}")
        except OSError:
            continue
        return base
    text = f"no user ids are left for workers: {len(RANGES)} graders have {RANGES.start} to {RANGES.stop - 1}"
    raise SandboxError(text)


def check_free(base: int) -> None:
    """Raise SandboxError when a user of this machine has one of a grader's workers' user ids."""
    for line in _PASSWD.read_text(encoding="utf-8", errors="replace").splitlines():
        name, _, uid, *_ = f"{line}:::".split(":")
        if uid.isdecimal() and base <= int(uid) < base + SLOTS:
            text = f"user {name} has the id {uid}; workers need {base} to {base + SLOTS - 1}"
            raise SandboxError(text)


def prepare(plan: "Plan", kernel: Kernel) -> Callable[[int], None]:
    """Empty the capability bounding set of this process, which workers inherit; prepare the change of user.

    The set is emptied here and not in the step because that is slow. The caller keeps its own capabilities,
    but no program that it executes gets any.
    """
    for capability in range(int(_LAST_CAPABILITY.read_text()) + 1):
        kernel.prctl(PR_CAPBSET_DROP, capability)

    def step(slot: int) -> None:
        if slot not in range(SLOTS):
            text = f"slot {slot} is not one of {SLOTS}"
            raise ValueError(text)
        become(plan.uid_base + slot)

    return step


def become(uid: int) -> None:
    """Take `uid` as user and group and leave every other group; only root can, and there is no way back."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
