"""A machine made with bubblewrap: namespaces and mounts of its own, Docker's denials, the host's network.

Its root is the host's system folders, read-only, or a folder that holds a whole system. It differs from
Docker in one thing: bubblewrap sets no_new_privs, so no program gains rights by being executed.

Source: bwrap(1), setpriv(1).
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.standin import cgroup, denials, process
from autograder.standin.cgroup import Allowance
from autograder.standin.machine import ENVIRONMENT, PATH, Ran, usage
from autograder.standin.tree import FOLDER

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt", "/var")
"""Folders of the host that a system consists of; people's own are not there."""

PYTHON_AT = "/usr/local"
VENV_AT = f"{FOLDER}/venv"

_NAMESPACES = ("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try")
_KERNEL = ("--proc", "/proc", "--dev", "/dev", "--ro-bind", "/sys", "/sys")
_SCRATCH = ("--perms", "1777", "--tmpfs", "/tmp", "--dir", "/root")  # noqa: S108 (of the machine, not ours)
_NETWORK = ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs", "/etc/pip.conf")
_AS_ROOT_OF_ITS_OWN = ("--unshare-user", "--uid", "0", "--gid", "0", "--cap-drop", "ALL")


@dataclass(frozen=True)
class Bubblewrap:
    """How the machine is made; it exists only while a command runs, and keeps what is in tree and root.

    `root` is a folder with a system that may be changed, `python` a Python to be the system's python3, `venv`
    one to be found at /autograder/venv.
    """

    tree: Path
    root: Path | None = None
    python: Path | None = None
    venv: Path | None = None
    landlock: bool = True

    @property
    def said(self) -> tuple[str, ...]:
        """What this machine is."""
        system = "a copy of Debian's base system" if self.root else "this system, read-only"
        sentences = [
            f"In bubblewrap, with {system}, Docker's capabilities and the system calls Docker refuses.",
            "" if self.landlock else "Landlock is switched off.",
            f"The system's python3 is the one of {self.python}." if self.python else "",
            "" if _is_root() else "Not as root: the root in it is this user, who can give no user ids away.",
        ]
        return tuple(filter(None, sentences))

    def run(self, command: Sequence[str], seconds: float, allowance: Allowance | None = None) -> Ran:
        """Run a command."""
        if allowance is None:
            return Ran(self._run(command, seconds, None))
        with cgroup.group(allowance) as group:
            ended = self._run(command, seconds, group)
            return Ran(ended, usage(group, allowance))

    def _run(self, command: Sequence[str], seconds: float, group: cgroup.Group | None) -> process.Ended:
        with tempfile.TemporaryFile() as seccomp:
            seccomp.write(denials.seccomp(landlock=self.landlock))
            seccomp.seek(0)
            descriptor = seccomp.fileno()
            argv = [*self.options(), "--seccomp", str(descriptor), "--", *_privileges(), *command]
            enter = group.enter if group else None
            return process.run(argv, seconds, enter=enter, descriptors=(descriptor,))

    def options(self) -> Iterator[str]:
        """Yield the command line up to the command."""
        yield from ("bwrap", "--die-with-parent", "--new-session", *_NAMESPACES)
        if not _is_root():
            yield from _AS_ROOT_OF_ITS_OWN
        yield from _whole(self.root) if self.root else _host()
        yield from _KERNEL
        yield from _SCRATCH
        if self.python:
            # also where it was made for: its libraries are looked for there
            yield from _shown(self.python, PYTHON_AT)
            yield from _shown(self.python, str(self.python))
        yield from ("--bind", str(self.tree), FOLDER, "--chdir", FOLDER)
        if self.venv:
            yield from _shown(self.venv, VENV_AT)
            yield from _shown(base(self.venv), str(base(self.venv)))
        yield from _environment()


def need() -> None:
    """Make sure that bubblewrap works here.

    Raises:
        UsageError: it is not installed, or may not make namespaces.
    """
    if shutil.which("bwrap") is None:
        message = "the stand-in needs bubblewrap (apt-get install bubblewrap) or a Docker engine"
        raise UsageError(message)
    options = () if _is_root() else _AS_ROOT_OF_ITS_OWN
    tried = subprocess.run(  # noqa: S603
        ["bwrap", *options, "--ro-bind", "/", "/", "true"],  # noqa: S607 (the user's own)
        capture_output=True,
        text=True,
        check=False,
    )
    if tried.returncode != 0:
        who = "" if _is_root() else " as this user; run it as root"
        message = f"bubblewrap cannot make namespaces here{who} ({tried.stderr.strip()})"
        raise UsageError(message)


def base(venv: Path) -> Path:
    """Return the Python that a virtual environment was made from.

    Raises:
        UsageError: it is not a virtual environment.
    """
    try:
        return (venv / "bin" / "python").resolve(strict=True).parents[1]
    except OSError as error:
        message = f"{venv} is not a virtual environment: it has no bin/python that works"
        raise UsageError(message) from error


def _is_root() -> bool:
    return os.geteuid() == 0


def _privileges() -> tuple[str, ...]:
    """Drop to Docker's capabilities; in a user namespace all are dropped."""
    if not _is_root():
        return ()
    kept = ",".join(["-all", *(f"+{name}" for name in denials.CAPABILITIES)])
    return ("setpriv", f"--bounding-set={kept}", "--inh-caps=-all")


def _host() -> Iterator[str]:
    """Show the host's system; what is a link there is one here."""
    for path in map(Path, SYSTEM):
        if path.is_symlink():
            yield from ("--symlink", str(path.readlink()), str(path))
        elif path.is_dir():
            yield from _shown(path, str(path))


def _whole(root: Path) -> Iterator[str]:
    """Take a folder as the whole system, with the host's network settings and local package folders."""
    yield from ("--bind", str(root), "/")
    local = (os.environ.get(name, "") for name in ("PIP_FIND_LINKS", "PIP_CERT"))
    for path in (*_NETWORK, *(path for path in local if path.startswith("/"))):
        yield from ("--ro-bind-try", path, path)


def _shown(path: Path, at: str) -> tuple[str, str, str]:
    return ("--ro-bind", str(path.absolute()), at)


def _environment() -> Iterator[str]:
    passed = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    yield "--clearenv"
    for name, value in {**passed, "PATH": PATH, "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}.items():
        yield from ("--setenv", name, value)
