"""bubblewrap: the zygote and its workers live in namespaces: of users, processes, networks, IPC, host names.

It gives an ordinary user, where there is no Landlock, what only root could do: `chroot`, by a capability that
counts in there only. Outside the workers' empty folder there is, for the zygote, the system's libraries, the
interpreter and this package, read-only: no home, no /etc, no /tmp. No process but theirs exists.

Source: bwrap(1), user_namespaces(7), pid_namespaces(7).
"""

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import SandboxError
from autograder.worker.layers.chroot import empty_folder

if TYPE_CHECKING:
    from autograder.worker.layers.kernel import Kernel
    from autograder.worker.layers.planning import Plan

_NAMESPACES = ("user", "pid", "net", "ipc", "uts")
_SYSTEM = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache")
_DEVICES = ("/dev/null", "/dev/urandom")
"""Without these PyTorch does not load."""
_ENGINE = Path(__file__).parents[2]
_TRIAL = "import os, sys; os.chroot(sys.argv[1])"
_TRIAL_SECONDS = 10


def inside(root: str, command: list[str]) -> list[str]:
    """Return the command line that runs `command` inside; workers are shut in the folder `root`, if any.

    Raises:
        SandboxError: bubblewrap is not installed.
    """
    program = shutil.which("bwrap")
    if program is None:
        text = "bubblewrap is not installed: there is no program bwrap"
        raise SandboxError(text)
    seen = sorted({*_SYSTEM, sys.base_prefix, sys.prefix, str(_ENGINE)})
    shut = ("--bind", root, root) if root else ()  # not read-only: a refusal is to read as it does elsewhere
    return [
        program,
        *(f"--unshare-{name}" for name in _NAMESPACES),
        *("--cap-drop", "ALL", "--cap-add", "CAP_SYS_CHROOT"),
        *("--die-with-parent", "--proc", "/proc"),
        *(word for path in seen for word in ("--ro-bind-try", path, path)),
        *(word for path in _DEVICES for word in ("--dev-bind-try", path, path)),
        *shut,
        *("--chdir", "/", "--"),
        *command,
    ]


def is_possible() -> bool:
    """Whether the interpreter runs inside and may shut itself in there: it is tried."""
    with empty_folder() as root:
        try:
            trial = inside(root, [sys.executable, "-I", "-S", "-c", _TRIAL, root])
            ended = subprocess.run(trial, capture_output=True, timeout=_TRIAL_SECONDS, check=False)  # noqa: S603
        except (SandboxError, OSError, subprocess.TimeoutExpired):
            return False
    return ended.returncode == 0


def prepare(_plan: "Plan", _kernel: "Kernel") -> Callable[[int], None]:
    """Make sure that the zygote is inside: no network but its own loopback. Its workers are where it is."""
    networks = [name for _, name in socket.if_nameindex()]
    if networks != ["lo"]:
        text = f"the zygote is not inside: it has the networks {', '.join(networks)}"
        raise OSError(text)
    return _stay


def _stay(_slot: int) -> None:
    pass
