"""seccomp filters: a judgement on each system call by name, compiled for a machine and laid on a process.

Source: https://docs.kernel.org/userspace-api/seccomp_filter.html, linux/seccomp.h.
"""

import ctypes
import errno
import struct
from collections.abc import Mapping, Sequence

from autograder.worker.layers import bpf
from autograder.worker.layers.bpf import Instruction
from autograder.worker.layers.kernel import PR_SET_SECCOMP, Kernel
from autograder.worker.layers.syscalls import Architecture

KILL_PROCESS = 0x80000000
ERRNO = 0x00050000
ALLOW = 0x7FFF0000

_MODE_FILTER = 2
_X32_BIT = 0x40000000  # x86-64's second set of numbers; no other architecture has numbers as high


def compiled(
    architecture: Architecture, judgements: Mapping[str, Sequence[Instruction]], otherwise: int
) -> list[Instruction]:
    """Compile a filter: each call has its judgement, which must end it, any other call gets `otherwise`."""
    program = [
        Instruction(bpf.LOAD, 0, 0, bpf.ARCHITECTURE),
        Instruction(bpf.JUMP_EQUAL, 1, 0, architecture.audit),
        bpf.answer(KILL_PROCESS),
        Instruction(bpf.LOAD, 0, 0, bpf.NUMBER),
        Instruction(bpf.JUMP_AT_LEAST, 0, 1, _X32_BIT),
        bpf.answer(KILL_PROCESS),
    ]
    for name, block in judgements.items():
        if name in architecture.numbers:
            program += [Instruction(bpf.JUMP_EQUAL, 0, len(block), architecture.numbers[name]), *block]
    return [*program, bpf.answer(otherwise)]


def are_possible(kernel: Kernel) -> bool:
    """Whether this kernel takes filters: one that does finds that there is none at the null pointer."""
    try:
        kernel.prctl(PR_SET_SECCOMP, _MODE_FILTER, None)
    except OSError as error:
        return error.errno == errno.EFAULT
    return False


class Filter:
    """A compiled filter in memory, where a forked worker has it at the same address."""

    def __init__(self, code: bytes) -> None:
        """Keep the code; `instructions` may be changed before it is laid on."""
        self.instructions = ctypes.create_string_buffer(code, len(code))
        # struct sock_fprog: how many instructions, and where
        self.header = struct.pack("@HP", len(code) // bpf.SIZE, ctypes.addressof(self.instructions))

    def lay_on(self, kernel: Kernel) -> None:
        """Judge this process's calls by it from now on, together with the filters it has already."""
        kernel.prctl(PR_SET_SECCOMP, _MODE_FILTER, self.header)
