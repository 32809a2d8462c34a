"""A stand-in for a container's root: `python container.py OPTIONS COMMAND...` runs a command as Docker would.

It keeps the capabilities that Docker keeps by default, fewer with --without, and its seccomp filter refuses
what Docker's refuses, and Landlock with --landlock ENOSYS (an old kernel) or EPERM (an old Docker).

Sources: moby's profiles/seccomp/default.json and oci/caps/defaults.go; linux/capability.h.
"""

import argparse
import ctypes
import errno
import os
import struct
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
sys.path.insert(0, str(CHECKOUT))

from autograder.worker.layers import bpf, capabilities, filters, landlock  # noqa: E402 (found through the line above)
from autograder.worker.layers.kernel import (  # noqa: E402
    PR_CAPBSET_DROP,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_SECCOMP,
    Kernel,
)

CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP = 0, 1, 3, 4, 5, 6, 7, 8
NET_BIND_SERVICE, NET_RAW, SYS_CHROOT, SYS_ADMIN, MKNOD, AUDIT_WRITE, SETFCAP = 10, 13, 18, 21, 27, 29, 31
KEPT = {
    *(CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP),
    *(NET_BIND_SERVICE, NET_RAW, SYS_CHROOT, MKNOD, AUDIT_WRITE, SETFCAP),
}
LANDLOCK = (landlock.CREATE_RULESET, landlock.ADD_RULE, landlock.RESTRICT_SELF)
REFUSED = {
    "x86_64": {"pivot_root": 155, "mount": 165, "umount2": 166, "keyctl": 250, "unshare": 272, "setns": 308},
    "aarch64": {"umount2": 39, "mount": 40, "pivot_root": 41, "unshare": 97, "keyctl": 219, "setns": 268},
}


def contained(
    *command: str, refusal: str = "", without: tuple[int, ...] = (), **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run `python -m autograder COMMAND` in the stand-in."""
    wrapper = [sys.executable, __file__, *(f"--without={capability}" for capability in without)]
    return subprocess.run(
        [*wrapper, f"--landlock={refusal}", sys.executable, "-m", "autograder", *command],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def filter_of(machine: str, landlock_error: int) -> list[bpf.Instruction]:
    """Compile Docker's refusals; what is not refused is allowed."""
    errors = dict.fromkeys(REFUSED[machine].values(), errno.EPERM)
    if landlock_error:
        errors |= dict.fromkeys(LANDLOCK, landlock_error)
    program = [bpf.Instruction(bpf.LOAD, 0, 0, bpf.NUMBER)]
    for number, error in errors.items():
        program += [bpf.Instruction(bpf.JUMP_EQUAL, 0, 1, number), bpf.answer(filters.ERRNO | error)]
    return [*program, bpf.answer(filters.ALLOW)]


def enter(kernel: Kernel, kept: set[int], landlock_error: int) -> None:
    """Become such a process; root loses its other capabilities with the next program it runs."""
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    for capability in set(range(last + 1)) - kept:
        kernel.prctl(PR_CAPBSET_DROP, capability)
    packed = bpf.pack(filter_of(os.uname().machine, landlock_error))
    code = ctypes.create_string_buffer(packed, len(packed))
    if not capabilities.held(SYS_ADMIN):
        kernel.prctl(PR_SET_NO_NEW_PRIVS, 1)  # which Docker does not; it is what a filter takes otherwise
    kernel.prctl(PR_SET_SECCOMP, 2, struct.pack("@HP", len(packed) // bpf.SIZE, ctypes.addressof(code)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", type=int, action="append", default=[])
    parser.add_argument("--landlock", choices=["", "ENOSYS", "EPERM", "EOPNOTSUPP"], default="")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    error = getattr(errno, options.landlock) if options.landlock else 0
    enter(Kernel(), KEPT - set(options.without), error)
    os.execv(options.command[0], options.command)  # noqa: S606 (a command of the tests)


if __name__ == "__main__":
    main()
