"""A user id of its own for every worker, so that one cannot signal, trace or starve another.

Needs root; the user ids are numbers that nobody on the machine has.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import SandboxError
from autograder.worker.layers import capabilities
from autograder.worker.layers.kernel import PR_CAPBSET_DROP, Kernel

if TYPE_CHECKING:
    from autograder.worker.layers.planning import Plan

# In the gap that systemd leaves between its home users (to 60513) and its dynamic users (from 61184).
UID_BASE = 61000
SLOTS = 128

_PASSWD = Path("/etc/passwd")
_LAST_CAPABILITY = Path("/proc/sys/kernel/cap_last_cap")


def can_change() -> bool:
    """Whether this process may give a child another user id (a container's root may not)."""
    return capabilities.held(capabilities.SETGID, capabilities.SETUID, capabilities.SETPCAP)


def check_free() -> None:
    """Raise SandboxError when a user of this machine has one of the workers' user ids."""
    for line in _PASSWD.read_text(encoding="utf-8", errors="replace").splitlines():
        name, _, uid, *_ = f"{line}:::".split(":")
        if uid.isdecimal() and UID_BASE <= int(uid) < UID_BASE + SLOTS:
            text = f"user {name} has the id {uid}; workers need {UID_BASE} to {UID_BASE + SLOTS - 1}"
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
