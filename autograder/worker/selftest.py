"""What the sandbox must refuse, tried from inside a worker: Linux only, harmless where it succeeds."""

import _thread
import contextlib
import ctypes
import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE, S_ISDIR
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.worker.situation import Situation

DENIED = "denied"
ABSENT = "not there"
ALLOWED = "ALLOWED"

# EAGAIN is the refusal of a fork by RLIMIT_NPROC.
_REFUSALS = frozenset({errno.EPERM, errno.EACCES, errno.EAGAIN})

_COMMON = "/tmp"  # noqa: S108 (the folder that everybody may write to)
_DESCRIPTORS = 1024
_UNGOVERNED = frozenset({"see the canary"})  # by Landlock: imports need stat
_PTRACE_SEIZE = 0x4206
_NO_SUCH_OPTION = 1 << 31

Attempt = Callable[[str, int], object]
"""Tries one thing, told the canary's path and the grader's pid; raises OSError when refused."""


def probe(canary: str, parent: int) -> dict[str, str]:
    """Try everything; "denied", "not there", or "ALLOWED: " and what came of it, for each of `ATTEMPTS`.

    `canary` is a file that exists and that everybody may read, in a folder whose name nothing else has;
    `parent` the pid of the grader.
    """
    return {name: _outcome(attempt, canary, parent) for name, attempt in ATTEMPTS.items()}


def tidy(canary: str, folder: str) -> None:
    """Remove the files of a worker that could write them and then not remove them.

    `folder` is where the worker was. Only one that lacks a layer can.
    """
    for place in (_COMMON, folder):
        _written(place, canary).unlink(missing_ok=True)


def judge(situation: "Situation", results: dict[str, str]) -> tuple[str, ...]:
    """Name what a strong situation should have refused and did not, or did not try.

    What an attempt needs exists; so where a worker has no files it is out of reach when it is not there.
    """
    if not situation.strong:
        return ()
    held = (DENIED, ABSENT) if {"chroot", "sealed"} & set(situation.layers) else (DENIED,)
    expected = ATTEMPTS.keys() - (_UNGOVERNED if "landlock" in situation.layers else set())
    return tuple(name for name in ATTEMPTS if name in expected and results.get(name) not in held)


def _outcome(attempt: Attempt, canary: str, parent: int) -> str:
    """Only a refusal counts: a call that fails for another reason was let through."""
    try:
        value = attempt(canary, parent)
    except FileNotFoundError:
        return ABSENT
    except OSError as error:
        return DENIED if error.errno in _REFUSALS else f"{ALLOWED}: {error.strerror}"
    return f"{ALLOWED}: {value!r}"


def _open(path: str) -> None:
    os.close(os.open(path, os.O_RDONLY))


def _open_in_proc(name: str, process: int) -> None:
    """Open a file about a process; one that is hidden from this user (hidepid) seems not to exist."""
    try:
        _open(f"/proc/{process}/{name}")
    except FileNotFoundError as error:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from error


def _write(folder: str, canary: str) -> None:
    path = _written(folder, canary)
    path.touch(exist_ok=False)
    with contextlib.suppress(OSError):  # seccomp may refuse it; see `tidy`
        path.unlink()


def _written(folder: str, canary: str) -> Path:
    """Name a file that is not there, for one that is answers otherwise than a folder that is closed."""
    return Path(folder, f"{Path(canary).parent.name}-selftest")


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
        raise OSError(number, os.strerror(number))  # untested: in a forked worker
    return int(result)


def _read_memory(_canary: str, parent: int) -> int:
    """Read eight bytes at an address that means something here, and perhaps there."""
    buffer = ctypes.create_string_buffer(8)
    block = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), len(buffer))
    return _call("process_vm_readv", parent, bytes(block), 1, bytes(block), 1, 0)


def _seen(canary: str) -> os.stat_result:
    """Tell what the canary is like, or what is open: an attempt on what cannot be seen is made blindly."""
    path = Path(canary)
    return path.stat() if path.exists() else os.fstat(0)


def _set_mode(canary: str, _parent: int) -> None:
    Path(canary).chmod(S_IMODE(_seen(canary).st_mode))


def _set_times(canary: str, _parent: int) -> None:
    now = _seen(canary)
    os.utime(canary, ns=(now.st_atime_ns, now.st_mtime_ns))


def _find_open_folder(_canary: str, _parent: int) -> list[int]:
    """Look for a descriptor that a path could start from, and lead out of any root."""
    found = [number for number in range(_DESCRIPTORS) if _is_folder(number)]
    if not found:
        raise PermissionError(errno.EACCES, "no folder is open")
    return found


def _is_folder(descriptor: int) -> bool:
    try:
        return S_ISDIR(os.fstat(descriptor).st_mode)
    except OSError:
        return False


ATTEMPTS: dict[str, Attempt] = {
    "open the canary": lambda canary, _: _open(canary),
    "see the canary": lambda canary, _: Path(canary).stat().st_size,
    "open the root folder": lambda _, __: _open("/"),
    "open the folder above": lambda _, __: _open(".."),
    "find an open folder": _find_open_folder,
    "enter a folder": lambda _, __: os.chdir("."),
    "change the root folder": lambda _, __: os.chroot("/"),
    "open the environment of process 1": lambda _, __: _open_in_proc("environ", 1),
    "open the grader's memory": lambda _, parent: _open_in_proc("mem", parent),
    "open the grader's environment": lambda _, parent: _open_in_proc("environ", parent),
    "open the grader's command line": lambda _, parent: _open_in_proc("cmdline", parent),
    "open the grader's memory map": lambda _, parent: _open_in_proc("maps", parent),
    "open a device": lambda _, __: _open("/dev/zero"),
    "write in /tmp": lambda canary, _: _write(_COMMON, canary),
    "write in the current folder": lambda canary, _: _write(".", canary),
    "make an internet socket": lambda _, __: socket.socket(socket.AF_INET).close(),
    "make a local socket": lambda _, __: socket.socket(socket.AF_UNIX).close(),
    "connect": lambda _, __: _call("connect", -1, None, 0),
    "fork": _fork,
    "start a thread": _start_thread,
    # No program is named: where running one is allowed this is an error.
    "run a program": lambda _, __: _call("execve", None, None, None),
    "signal the grader": lambda _, parent: os.kill(parent, 0),
    # With an option that does not exist: where tracing is allowed this is an error, and nothing is traced.
    "trace the grader": lambda _, parent: _call("ptrace", _PTRACE_SEIZE, parent, 0, _NO_SUCH_OPTION),
    "read the grader's memory": _read_memory,
    "become root": lambda _, __: os.setuid(0),
    # Each to what it already is.
    "change the canary's mode": _set_mode,
    "change the canary's times": _set_times,
    "change the canary's size": lambda canary, _: os.truncate(canary, _seen(canary).st_size),
    "rename the canary": lambda canary, _: Path(canary).rename(canary),
    "make a file in memory": lambda _, __: os.close(os.memfd_create("selftest")),
}
