"""Landlock: a worker may open nothing. What it may import is loaded before.

Not even the standard library: when a file was last read would tell the next worker something. Landlock does
not govern stat, chdir, chmod, chown, utime, setxattr, nor truncate before ABI 3; seccomp refuses those, but
for stat: names, sizes and times stay visible.

Source: https://docs.kernel.org/userspace-api/landlock.html, linux/landlock.h.
"""

import os
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING

from autograder.worker.layers.kernel import Kernel

if TYPE_CHECKING:
    from autograder.worker.layers.planning import Plan

# The same numbers on every architecture.
CREATE_RULESET = 444
ADD_RULE = 445
RESTRICT_SELF = 446

_VERSION = 1  # flag of CREATE_RULESET: answer with the ABI

# Rights on files by the ABI that brought them: 13 with the first, then refer, truncate, ioctl on devices.
_FILES_BY_ABI = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_NETWORK_BY_ABI = {4: 0b11}  # TCP: bind, connect
_SCOPE_BY_ABI = {6: 0b11}  # outside the worker: abstract UNIX sockets, signals


def abi(kernel: Kernel) -> int:
    """Return the version of Landlock that this kernel speaks; 0 when it has none or it is off."""
    try:
        return kernel.syscall(CREATE_RULESET, None, 0, _VERSION)
    except OSError:
        return 0


def prepare(_plan: "Plan", kernel: Kernel) -> Callable[[int], None]:
    """Build the ruleset once, without a rule; a worker only has to enter it."""
    ruleset = _ruleset(kernel, abi(kernel))

    def step(_slot: int) -> None:
        kernel.syscall(RESTRICT_SELF, ruleset, 0)
        os.close(ruleset)

    return step


def attributes(version: int) -> bytes:
    """Encode struct landlock_ruleset_attr: handle all that `version` knows, in the size it knows."""
    fields = [_known(table, version) for table in (_FILES_BY_ABI, _NETWORK_BY_ABI, _SCOPE_BY_ABI)]
    present = 1 + (version >= min(_NETWORK_BY_ABI)) + (version >= min(_SCOPE_BY_ABI))
    return struct.pack(f"={present}Q", *fields[:present])


def _known(table: dict[int, int], version: int) -> int:
    return sum(rights for since, rights in table.items() if since <= version)


def _ruleset(kernel: Kernel, version: int) -> int:
    if version == 0:
        text = "this kernel has no Landlock, or it is switched off"
        raise OSError(text)
    encoded = attributes(version)
    return kernel.syscall(CREATE_RULESET, encoded, len(encoded), 0)
