"""The system calls that Python's standard library does not offer, as methods that raise OSError."""

import ctypes
import os

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38

Argument = int | bytes | None
"""An integer, or memory to read from (None: the null pointer)."""


class Kernel:
    """Linux, as far as the layers need it; tests put a fake in its place."""

    def __init__(self) -> None:
        """Open the C library of this process."""
        library = ctypes.CDLL(None, use_errno=True)
        # c_void_p is a word wide and takes an int, bytes (as their address) or None.
        self._prctl = library.prctl
        self._prctl.argtypes = (ctypes.c_int, *[ctypes.c_void_p] * 4)
        self._syscall = library.syscall
        self._syscall.argtypes = (ctypes.c_long, *[ctypes.c_void_p] * 4)
        self._syscall.restype = ctypes.c_long

    def prctl(self, option: int, *arguments: Argument) -> int:
        """Change a property of this process; arguments not given are zero, as some options demand."""
        return _checked(self._prctl(option, *_four(arguments)))

    def syscall(self, number: int, *arguments: Argument) -> int:
        """Make a system call of up to four arguments that the C library has no function for."""
        return _checked(self._syscall(number, *_four(arguments)))


def _four(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    return (*arguments, *[0] * (4 - len(arguments)))


def _checked(result: int) -> int:
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return int(result)
