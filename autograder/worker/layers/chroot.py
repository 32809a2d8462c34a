"""chroot: the root of a worker is an empty folder, so that no path leads to a file.

It takes Landlock's place where the kernel or a container's seccomp profile has none. A process that may still
change its root leaves a chroot at will, and an open folder leads out of it: `identity` and `no_new_privs`
come after, `seccomp` refuses chroot and fchdir, and the worker closes every descriptor but its connection.

Nothing can be read any more, so the zygote loads beforehand what a worker may import.

Source: chroot(2), path_resolution(7).
"""

import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.worker.layers import capabilities

if TYPE_CHECKING:
    from autograder.worker.layers.kernel import Kernel
    from autograder.worker.layers.planning import Plan

_MODE = 0o111  # to pass through: what is not there is not found, as elsewhere; to list or to write is refused


def is_possible() -> bool:
    """Whether this process may change its root."""
    return capabilities.held(capabilities.SYS_CHROOT)


@contextmanager
def empty_folder() -> Iterator[str]:
    """Make a folder to shut workers in; it lies in one that only its owner may enter."""
    with tempfile.TemporaryDirectory(prefix="autograder-") as private:
        folder = Path(private, "root")
        folder.mkdir()
        folder.chmod(_MODE)
        yield str(folder)


def prepare(plan: "Plan", _kernel: "Kernel") -> Callable[[int], None]:
    """Make sure that the folder is what it should be."""
    _check(plan.root)

    def step(_slot: int) -> None:
        os.chroot(plan.root)
        os.chdir("/")

    return step


def _check(folder: str) -> None:
    found = Path(folder).lstat()
    own = found.st_uid == os.geteuid() and found.st_mode == stat.S_IFDIR | _MODE
    if not own or _has_entries(folder):
        text = f"{folder or 'no path'} is not an empty folder of one's own with mode {_MODE:o}"
        raise OSError(text)


def _has_entries(folder: str) -> bool:
    """Whether something is in it, as far as this process may know: of that mode only root can list it."""
    return os.access(folder, os.R_OK) and any(Path(folder).iterdir())
