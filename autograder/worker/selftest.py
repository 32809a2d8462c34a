"""What the sandbox must refuse, tried from inside a worker: Linux only, harmless where it succeeds."""

import _thread
import ctypes
import errno
import os
import socket
import stat
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.worker.situation import Situation

DENIED = "denied"
ALLOWED = "ALLOWED"

# EAGAIN is the refusal of a fork by RLIMIT_NPROC.
_REFUSALS = frozenset({errno.EPERM, errno.EACCES, errno.EAGAIN})

_PTRACE_SEIZE = 0x4206
_NO_SUCH_OPTION = 1 << 31

Attempt = Callable[[str, int], object]
"""Tries one thing, told the canary's path and the grader's pid; raises OSError when refused."""


def probe(canary: str, parent: int) -> dict[str, str]:
    """Try everything; "denied", or "ALLOWED: " and what came of it, for each name in `ATTEMPTS`.

    `canary` is a file that exists and that everybody may read; `parent` the pid of the grader.
    """
    return {name: _outcome(attempt, canary, parent) for name, attempt in ATTEMPTS.items()}


def judge(situation: "Situation", results: dict[str, str]) -> tuple[str, ...]:
    """Name what a strong situation should have refused and did not, or did not try."""
    if not situation.strong:
        return ()
    return tuple(name for name in ATTEMPTS if results.get(name) != DENIED)


def _outcome(attempt: Attempt, canary: str, parent: int) -> str:
    """Only a refusal counts: a call that fails for another reason was let through."""
    try:
        value = attempt(canary, parent)
    except OSError as error:
        return DENIED if error.errno in _REFUSALS else f"{ALLOWED}: {error.strerror}"
    return f"{ALLOWED}: {value!r}"


def _read(path: str) -> bytes:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.read(descriptor, 1)
    finally:
        os.close(descriptor)


def _read_of_process(name: str) -> Attempt:
    """Open a file of the grader's in /proc; of its memory nothing is read."""
    return lambda _canary, parent: os.close(os.open(f"/proc/{parent}/{name}", os.O_RDONLY))


def _write(folder: str) -> None:
    path = os.path.join(folder, f"autograder-selftest-{os.getpid()}")  # noqa: PTH118 (a worker has no pathlib loaded)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    os.unlink(path)  # noqa: PTH108


def _fork(_canary: str, _parent: int) -> int:
    child = os.fork()
    if child == 0:
        os._exit(0)
    return os.waitpid(child, 0)[0]


def _start_thread(_canary: str, _parent: int) -> int:
    try:
        return _thread.start_new_thread(_do_nothing, ())
    except RuntimeError as error:
        raise PermissionError(errno.EPERM, str(error)) from error


def _do_nothing() -> None:
    pass


def _call(function: str, *arguments: int | bytes | None) -> int:
    """Call a function of the C library."""
    words = [ctypes.c_long(a) if isinstance(a, int) else ctypes.c_char_p(a) for a in arguments]
    result = getattr(ctypes.CDLL(None, use_errno=True), function)(*words)
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return int(result)


def _read_memory(_canary: str, parent: int) -> int:
    """Read eight bytes at an address that means something here, and perhaps there."""
    buffer = ctypes.create_string_buffer(8)
    block = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), len(buffer))
    return _call("process_vm_readv", parent, bytes(block), 1, bytes(block), 1, 0)


def _set_times(canary: str, _parent: int) -> None:
    now = os.stat(canary)  # noqa: PTH116
    os.utime(canary, ns=(now.st_atime_ns, now.st_mtime_ns))


ATTEMPTS: dict[str, Attempt] = {
    "open the canary": lambda canary, _: _read(canary),
    "open the environment of process 1": lambda _, __: _read("/proc/1/environ"),
    "open the grader's memory": _read_of_process("mem"),
    "open the grader's environment": _read_of_process("environ"),
    "open the grader's command line": _read_of_process("cmdline"),
    "open the grader's memory map": _read_of_process("maps"),
    "open a device": lambda _, __: _read("/dev/zero"),
    "write in /tmp": lambda _, __: _write("/tmp"),  # noqa: S108
    "write in the current folder": lambda _, __: _write("."),
    "make an internet socket": lambda _, __: socket.socket(socket.AF_INET).close(),
    "make a local socket": lambda _, __: socket.socket(socket.AF_UNIX).close(),
    "connect": lambda _, __: _call("connect", -1, None, 0),
    "fork": _fork,
    "start a thread": _start_thread,
    "run a program": lambda _, __: os.execv("/no/such/program", ["program"]),  # noqa: S606
    "signal the grader": lambda _, parent: os.kill(parent, 0),
    # With an option that does not exist: where tracing is allowed this is an error, and nothing is traced.
    "trace the grader": lambda _, parent: _call("ptrace", _PTRACE_SEIZE, parent, 0, _NO_SUCH_OPTION),
    "read the grader's memory": _read_memory,
    "become root": lambda _, __: os.setuid(0),
    # Each to what it already is.
    "change the canary's mode": lambda canary, _: os.chmod(canary, stat.S_IMODE(os.stat(canary).st_mode)),  # noqa: PTH101, PTH116
    "change the canary's times": _set_times,
    "change the canary's size": lambda canary, _: os.truncate(canary, os.stat(canary).st_size),  # noqa: PTH116
    "rename the canary": lambda canary, _: os.rename(canary, canary),  # noqa: PTH104
    "make a file in memory": lambda _, __: os.close(os.memfd_create("selftest")),
}
