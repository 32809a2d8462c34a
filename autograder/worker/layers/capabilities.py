"""What root may do is divided into capabilities; a container's root lacks some.

Source: linux/capability.h, capabilities(7).
"""

import os
from pathlib import Path

SETGID = 6
SETUID = 7
SETPCAP = 8
SYS_CHROOT = 18

_STATUS = Path("/proc/self/status")


def held(*capabilities: int) -> bool:
    """Whether this process is root and has all of these; a process that cannot be told has none."""
    return os.geteuid() == 0 and all(_effective() >> bit & 1 for bit in capabilities)


def _effective() -> int:
    try:
        lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    fields = dict(line.split(":", 1) for line in lines)
    return int(fields["CapEff"], 16)
