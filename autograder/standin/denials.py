"""What a Docker container may not do by default: the capabilities it keeps, the system calls it is refused.

Docker's own filter is an allow-list of some 350 calls; this one refuses the calls that are missing there and
lets the others pass, which comes to the same on a kernel no newer than the list.

Source: docs.docker.com/engine/security/seccomp, moby/profiles/seccomp/default.json (28),
docs.docker.com/engine/containers/run (runtime privilege).
"""

import errno
import os
from collections.abc import Iterator, Mapping

from autograder.errors import SandboxError
from autograder.worker.layers import bpf
from autograder.worker.layers.bpf import Condition, Instruction, any_of, low
from autograder.worker.layers.filters import ALLOW, ERRNO
from autograder.worker.layers.syscalls import ARCHITECTURES

CAPABILITIES = (
    *("chown", "dac_override", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap"),
    *("net_bind_service", "net_raw", "sys_chroot", "mknod", "audit_write", "setfcap"),
)

LANDLOCK = {"landlock_create_ruleset": 444, "landlock_add_rule": 445, "landlock_restrict_self": 446}

_NAMESPACES = 0x7E020000  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET
_X32_BIT = 0x40000000

# The same numbers on every architecture.
_EVERYWHERE = {
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "fspick": 433,
    "pidfd_getfd": 438,
    "mount_setattr": 442,
    "quotactl_fd": 443,
    "set_mempolicy_home_node": 450,
}
_X86_64 = {
    "syslog": 103,
    "uselib": 134,
    "ustat": 136,
    "sysfs": 139,
    "vhangup": 153,
    "pivot_root": 155,
    "_sysctl": 156,
    "acct": 163,
    "settimeofday": 164,
    "mount": 165,
    "umount2": 166,
    "swapon": 167,
    "swapoff": 168,
    "reboot": 169,
    "iopl": 172,
    "ioperm": 173,
    "create_module": 174,
    "init_module": 175,
    "delete_module": 176,
    "get_kernel_syms": 177,
    "query_module": 178,
    "quotactl": 179,
    "nfsservctl": 180,
    "lookup_dcookie": 212,
    "clock_settime": 227,
    "mbind": 237,
    "set_mempolicy": 238,
    "get_mempolicy": 239,
    "kexec_load": 246,
    "add_key": 248,
    "request_key": 249,
    "keyctl": 250,
    "migrate_pages": 256,
    "unshare": 272,
    "move_pages": 279,
    "perf_event_open": 298,
    "fanotify_init": 300,
    "open_by_handle_at": 304,
    "clock_adjtime": 305,
    "setns": 308,
    "kcmp": 312,
    "finit_module": 313,
    "kexec_file_load": 320,
    "bpf": 321,
    "userfaultfd": 323,
}
_AARCH64 = {
    "lookup_dcookie": 18,
    "umount2": 39,
    "mount": 40,
    "pivot_root": 41,
    "nfsservctl": 42,
    "vhangup": 58,
    "quotactl": 60,
    "acct": 89,
    "unshare": 97,
    "kexec_load": 104,
    "init_module": 105,
    "delete_module": 106,
    "clock_settime": 112,
    "syslog": 116,
    "reboot": 142,
    "settimeofday": 170,
    "add_key": 217,
    "request_key": 218,
    "keyctl": 219,
    "swapon": 224,
    "swapoff": 225,
    "mbind": 235,
    "get_mempolicy": 236,
    "set_mempolicy": 237,
    "migrate_pages": 238,
    "move_pages": 239,
    "perf_event_open": 241,
    "fanotify_init": 262,
    "open_by_handle_at": 265,
    "clock_adjtime": 266,
    "setns": 268,
    "kcmp": 272,
    "finit_module": 273,
    "bpf": 280,
    "userfaultfd": 282,
    "kexec_file_load": 294,
}
REFUSED: Mapping[str, Mapping[str, int]] = {
    "x86_64": {**_X86_64, **_EVERYWHERE},
    "aarch64": {**_AARCH64, **_EVERYWHERE},
}
"""Numbers of the calls that a container is refused, by machine."""


def seccomp(*, landlock: bool, machine: str | None = None) -> bytes:
    """Compile the filter; without `landlock` it answers as a kernel that has none.

    Raises:
        SandboxError: the system calls of this machine are not known.
    """
    machine = machine or os.uname().machine
    if machine not in REFUSED:
        message = f"the stand-in does not know the system calls of {machine}"
        raise SandboxError(message)
    return bpf.pack(_program(machine, landlock=landlock))


def _program(machine: str, *, landlock: bool) -> Iterator[Instruction]:
    yield Instruction(bpf.LOAD, 0, 0, bpf.ARCHITECTURE)
    yield Instruction(bpf.JUMP_EQUAL, 1, 0, ARCHITECTURES[machine].audit)
    yield bpf.answer(ERRNO | errno.EPERM)
    yield Instruction(bpf.LOAD, 0, 0, bpf.NUMBER)
    yield Instruction(bpf.JUMP_AT_LEAST, 0, 1, _X32_BIT)
    yield bpf.answer(ERRNO | errno.EPERM)
    for number in REFUSED[machine].values():
        yield from _refuse(number, errno.EPERM)
    # The C library falls back to clone, whose flags a filter can see.
    yield from _refuse(ARCHITECTURES[machine].numbers["clone3"], errno.ENOSYS)
    for number in () if landlock else LANDLOCK.values():
        yield from _refuse(number, errno.ENOSYS)
    yield from _refuse(ARCHITECTURES[machine].numbers["clone"], errno.EPERM, any_of(low(0), _NAMESPACES))
    yield bpf.answer(ALLOW)


def _refuse(number: int, error: int, *conditions: Condition) -> list[Instruction]:
    """Answer one call with an error; with conditions, which load other words, it must come last."""
    block = bpf.when_all(conditions, ERRNO | error)
    return [Instruction(bpf.JUMP_EQUAL, 0, len(block), number), *block]
