"""What root may do is divided into capabilities; a container's root lacks some.

Source: linux/capability.h, capabilities(7).
"""

import os
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.worker.layers.syscalls import here

if TYPE_CHECKING:
    from autograder.worker.layers.kernel import Kernel

SETGID = 6
SETUID = 7
SETPCAP = 8
SYS_CHROOT = 18
SYS_ADMIN = 21

_VERSION = 0x20080522  # of struct __user_cap_header_struct: sets of 64 bits
_STATUS = Path("/proc/self/status")


def held(*capabilities: int) -> bool:
    """Whether this process is root and has all of these; a process that cannot be told has none."""
    return os.geteuid() == 0 and all(_effective() >> bit & 1 for bit in capabilities)


def drop(kernel: "Kernel") -> None:
    """Give up every capability; one that a process does not hold no program gives it under no_new_privs."""
    nobody, none = 0, bytes(24)  # this process; permitted, effective and inheritable set, in two halves
    kernel.syscall(here().capset, struct.pack("=Ii", _VERSION, nobody), none)


def _effective() -> int:
    try:
        lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    fields = dict(line.split(":", 1) for line in lines)
    return int(fields["CapEff"], 16)
