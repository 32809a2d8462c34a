"""What this machine lets us do: a situation is a name and the layers that can be had in it, in order."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace

from autograder.errors import SandboxError
from autograder.worker.layers import bubblewrap, capabilities, chroot, filters, identity, landlock
from autograder.worker.layers.kernel import Kernel
from autograder.worker.layers.syscalls import ARCHITECTURES

FORCE = "AUTOGRADER_SITUATION"
"""Environment variable: the name of a situation to take instead of the detected one."""

DROP = "AUTOGRADER_TEST_DROP"
"""Environment variable, for tests of the sandbox: layers to leave out, separated by commas.

As root, too, a worker of a user's situation has the rights of a user: its grader's id, and no capability. So
has, of all, one without `identity`; without `no_new_privs` it keeps root's.
"""


@dataclass(frozen=True)
class Situation:
    """A named stack of layers; `strong` when it holds against hostile code."""

    name: str
    strong: bool
    layers: tuple[str, ...]


_FIRST = ("oom_score", "rlimits")
_HIDDEN = ("parent_death", "undumpable", "no_new_privs")
_STRONG = (
    Situation("root+landlock", strong=True, layers=(*_FIRST, "identity", *_HIDDEN, "landlock", "seccomp")),
    Situation("user+landlock", strong=True, layers=(*_FIRST, *_HIDDEN, "landlock", "seccomp")),
    Situation("root+chroot", strong=True, layers=(*_FIRST, "chroot", "identity", *_HIDDEN, "seccomp")),
    Situation("bubblewrap", strong=True, layers=("bubblewrap", *_FIRST, "chroot", *_HIDDEN, "seccomp")),
    Situation("sealed", strong=True, layers=(*_FIRST, *_HIDDEN, "sealed", "seccomp")),
)
WEAK = Situation("weak", strong=False, layers=())
SITUATIONS: Mapping[str, Situation] = {s.name: s for s in (*_STRONG, WEAK)}


def detect(environment: Mapping[str, str] = os.environ) -> Situation:
    """Choose the strongest situation that this machine offers, or the one the environment names.

    Raises SandboxError when the environment names a situation or a layer that does not exist.
    """
    forced = environment.get(FORCE)
    situation = SITUATIONS[_best()] if forced is None else _named(forced)
    dropped = environment.get(DROP, "")
    return _without(situation, dropped.split(",")) if dropped else situation


def _best() -> str:
    if not _is_known_linux():
        return "weak"
    if landlock.abi(Kernel()):
        return "root+landlock" if identity.can_change() else "user+landlock"
    if identity.can_change() and chroot.is_possible():
        return "root+chroot"
    if not filters.are_possible(Kernel()):
        return "weak"
    return "bubblewrap" if bubblewrap.is_possible() else "sealed"


def _is_known_linux() -> bool:
    """Whether there is a table of system calls for this process: a 64-bit one on a known CPU."""
    return sys.platform == "linux" and sys.maxsize > 2**32 and os.uname().machine in ARCHITECTURES


def _named(name: str) -> Situation:
    if name not in SITUATIONS:
        text = f"{FORCE} is {name!r}; it can be {', '.join(SITUATIONS)}"
        raise SandboxError(text)
    return SITUATIONS[name]


def _without(situation: Situation, dropped: list[str]) -> Situation:
    """Leave layers out; what remains is not called strong, so that no class is graded in it by accident."""
    for name in dropped:
        if name not in situation.layers:
            text = f"{DROP} names {name!r}; {situation.name} has {', '.join(situation.layers) or 'no layers'}"
            raise SandboxError(text)
    kept = tuple(name for name in situation.layers if name not in dropped)
    missing = _missing(kept)
    if missing:
        text = f"{DROP} leaves out {missing}, without which this user cannot have the rest: drop that too"
        raise SandboxError(text)
    return replace(situation, name="-".join([situation.name, *dropped]), strong=False, layers=kept)


def _missing(kept: tuple[str, ...]) -> str:
    """Name the layer without which another of these cannot be had, "" for none."""
    if "chroot" in kept and "bubblewrap" not in kept and not chroot.is_possible():
        return "bubblewrap"
    unprivileged = {"identity", "bubblewrap"} & set(kept) or not capabilities.held(capabilities.SYS_ADMIN)
    filtered = {"landlock", "sealed", "seccomp"} & set(kept)
    return "no_new_privs" if unprivileged and filtered and "no_new_privs" not in kept else ""
