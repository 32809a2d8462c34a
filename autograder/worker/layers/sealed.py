"""sealed: nothing can be opened by its path, nor looked at, so that for a worker there are no files.

It takes Landlock's place where there is neither Landlock nor a root that may change root. All that a
worker may import is loaded before. A path that names a file and one that does not are answered alike, as
in an empty folder: there is no such file, and none can be made.

`fstat` must work, and the C library calls it newfstatat with a flag. The kernel lets that flag go with a
path too, and a filter cannot see the path: who calls the kernel by hand can still learn that a file exists.

Source: openat(2), stat(2), linux/fcntl.h.
"""

import errno
from collections.abc import Callable
from typing import TYPE_CHECKING

from autograder.worker.layers import bpf, filters
from autograder.worker.layers.bpf import Instruction, any_of, low
from autograder.worker.layers.filters import ALLOW, ERRNO
from autograder.worker.layers.syscalls import here

if TYPE_CHECKING:
    from autograder.worker.layers.kernel import Kernel
    from autograder.worker.layers.planning import Plan
    from autograder.worker.layers.syscalls import Architecture

_O_CREAT = 0x40
_AT_EMPTY_PATH = 0x1000

_NOT_THERE = [bpf.answer(ERRNO | errno.ENOENT)]
_REFUSED = [bpf.answer(ERRNO | errno.EACCES)]
_LOOKING = (
    *("stat", "lstat", "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat"),
    "openat2",  # it keeps its flags in memory, where a filter cannot look
)


def _opened(flags: int) -> list[Instruction]:
    """Judge an `open` whose flags are that argument: a file cannot be made, and is not there."""
    return [*bpf.when_all([any_of(low(flags), _O_CREAT)], ERRNO | errno.EACCES), *_NOT_THERE]


JUDGEMENTS = {
    **dict.fromkeys(_LOOKING, _NOT_THERE),
    "open": _opened(1),
    "openat": _opened(2),
    "creat": _REFUSED,
    "getdents64": _REFUSED,
    "newfstatat": [*bpf.when_all([any_of(low(3), _AT_EMPTY_PATH)], ALLOW), *_NOT_THERE],
}


def program(architecture: "Architecture") -> list[Instruction]:
    """Compile the filter; what it does not name is for `seccomp` to judge."""
    return filters.compiled(architecture, JUDGEMENTS, ALLOW)


def prepare(_plan: "Plan", kernel: "Kernel") -> Callable[[int], None]:
    """Compile this machine's filter once. Before `seccomp`, which allows no further filter."""
    made = filters.Filter(bpf.pack(program(here())))

    def step(_slot: int) -> None:
        made.lay_on(kernel)

    return step
