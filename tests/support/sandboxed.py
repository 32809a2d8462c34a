"""Forked children to try the layers in, a kernel that only pretends, and a small filter machine."""

import ctypes
import errno
import importlib
import json
import os
import struct
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from autograder.model.assignment import Limits
from autograder.worker import layers
from autograder.worker.layers import bubblewrap, chroot, identity, landlock
from autograder.worker.layers.kernel import PR_SET_DUMPABLE, Argument, Kernel
from autograder.worker.layers.planning import Plan
from autograder.worker.situation import SITUATIONS, Situation

NOBODY = 65534
_NAMESPACES = 0x10000000 | 0x20000000 | 0x40000000 | 0x08000000 | 0x04000000  # user, pid, net, ipc, uts
PLAN = Plan(layers=(), cpu=7, memory=1 << 20, uid_base=identity.UID_BASE)


@dataclass
class FakeKernel(Kernel):
    """Writes down every call; `fails` maps a system call or a prctl option to the error it gives."""

    fails: dict[tuple[str, int], int] = field(default_factory=dict)
    answers: dict[int, int] = field(default_factory=dict)
    calls: list[tuple[str, int, tuple[Argument, ...]]] = field(default_factory=list)

    def prctl(self, option: int, *arguments: Argument) -> int:
        return self._record("prctl", option, arguments)

    def syscall(self, number: int, *arguments: Argument) -> int:
        return self._record("syscall", number, arguments)

    def _record(self, kind: str, number: int, arguments: tuple[Argument, ...]) -> int:
        self.calls.append((kind, number, arguments))
        if error := self.fails.get((kind, number)):
            raise OSError(error, os.strerror(error))
        return self.answers.get(number, 0)


@dataclass(frozen=True)
class Ended:
    """How a child ended: what its work returned, or the signal that killed it."""

    value: Any
    signal: int


def in_child(work: Callable[[], Any]) -> Ended:
    """Do work in a forked child; its result comes back as JSON, its exception as an assertion that fails."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, _try(work))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = json.loads(pipe.read() or b"{}")
    status = os.waitpid(child, 0)[1]
    assert "error" not in answer, answer["error"]
    return Ended(answer.get("value"), os.WTERMSIG(status))


def _try(work: Callable[[], Any]) -> bytes:
    try:
        return json.dumps({"value": work()}).encode()
    except BaseException:  # noqa: BLE001 (whatever it is, the test must see it)
        return json.dumps({"error": traceback.format_exc()}).encode()


def in_sandbox(situation: Situation, work: Callable[[], Any], **plan: Any) -> Ended:
    """Do work under the layers of a situation, as the grader, the zygote and the worker would together."""

    def worker(prepared: layers.Prepared) -> Any:
        layers.apply(prepared, slot=5)
        return work()

    def zygote() -> list[Any]:
        with layers.empty_folder() as root:
            whole = layers.plan(situation, Limits(), root=root)
            prepared = layers.prepare(replace(whole, **plan))
            ended = in_child(lambda: worker(prepared))
        return [ended.value, ended.signal]

    def place() -> list[Any]:
        if os.geteuid() == 0 and not {"bubblewrap", "chroot", "identity"} & set(situation.layers):
            importlib.import_module("resource")  # what the layers import late may be out of nobody's reach
            identity.become(NOBODY)
        Kernel().prctl(PR_SET_DUMPABLE, 1)  # as after exec: a test before this one may have hidden its memory
        if "bubblewrap" not in situation.layers:
            return zygote()
        enter_namespaces()
        return list(in_child(zygote).value)

    return Ended(*in_child(place).value)


def enter_namespaces() -> None:
    """Enter namespaces as bubblewrap's; the next child is the first process in there, and may change root."""
    user, group = os.getuid(), os.getgid()
    if ctypes.CDLL(None, use_errno=True).unshare(_NAMESPACES):
        raise OSError(ctypes.get_errno(), "unshare")
    Kernel().prctl(PR_SET_DUMPABLE, 1)
    Path("/proc/self/setgroups").write_text("deny", "ascii")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")
    os.chdir("/proc")  # bubblewrap's is another "/"; here, too, nothing can be written to it


def need(situation: Situation) -> None:
    """Skip the test when this machine cannot have the situation."""
    if "landlock" in situation.layers and not landlock.abi(Kernel()):
        pytest.skip("this kernel has no Landlock")
    if "identity" in situation.layers and not identity.can_change():
        pytest.skip("needs root")
    if "bubblewrap" in situation.layers:
        if not bubblewrap.is_possible():
            pytest.skip("needs bubblewrap, and the right to make namespaces")
    elif "chroot" in situation.layers and not chroot.is_possible():
        pytest.skip("needs root")


STRONG = [s for s in SITUATIONS.values() if s.strong]


@contextmanager
def open_folder() -> Iterator[Path]:
    """Make a folder that every user may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def code_of(work: Callable[[], object]) -> str | None:
    """Name the error that a system call gives, or None."""
    try:
        work()
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return None


def run_filter(program: bytes, number: int, architecture: int, arguments: tuple[int, ...] = ()) -> int:
    """Run a seccomp filter on one call, as the kernel's interpreter does (net/core/filter.c)."""
    padded = (*arguments, 0, 0, 0, 0, 0, 0)[:6]
    call = struct.pack("<IIQ6Q", number, architecture, 0, *padded)
    instructions = list(struct.iter_unpack("<HBBI", program))
    position, accumulator = 0, 0
    while True:
        code, jt, jf, k = instructions[position]
        position += 1
        if code == 0x06:
            return int(k)
        if code == 0x20:
            accumulator = struct.unpack_from("<I", call, k)[0]
        else:
            test = {0x15: accumulator == k, 0x35: accumulator >= k, 0x45: bool(accumulator & k)}[code]
            position += jt if test else jf
