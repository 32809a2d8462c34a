"""A whole system of Debian's, made once with debootstrap and copied for every trial."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import SandboxError, UsageError
from autograder.standin.process import run

SUITE = "bookworm"
MIRROR = "http://deb.debian.org/debian"
PACKAGES = ("ca-certificates", "python3", "libffi8", "libssl3", "libsqlite3-0", "libreadline8")
"""python3 as on the platform; the libraries are for another Python in its place."""

CACHE = Path("~/.cache/rnn-autograder/standin")

_SECONDS = 1800


@contextlib.contextmanager
def root(cache: Path | None = None) -> Iterator[Path]:
    """Lend a fresh copy of the system; what a trial changes in it is lost.

    Raises:
        UsageError: not as root, or debootstrap is not installed.
        SandboxError: debootstrap failed.
    """
    made = _made((cache or CACHE).expanduser())
    with tempfile.TemporaryDirectory(prefix="autograder-standin-root-") as temporary:
        copy = Path(temporary) / "root"
        subprocess.run(["cp", "-a", "--", str(made), str(copy)], check=True)  # noqa: S603, S607 (owners, devices)
        yield copy


def _made(cache: Path) -> Path:
    """Return the system in the cache, making it first where there is none."""
    folder = cache / SUITE
    if os.geteuid() != 0:
        message = "a Debian root can only be made as root; leave out `--way debian`"
        raise UsageError(message)
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as temporary:
            fresh = Path(temporary) / "root"
            _debootstrap(fresh)
            fresh.rename(folder)
    return folder


def _debootstrap(folder: Path) -> None:
    if shutil.which("debootstrap") is None:
        message = "a Debian root needs debootstrap (apt-get install debootstrap)"
        raise UsageError(message)
    included = f"--include={','.join(PACKAGES)}"
    ended = run(["debootstrap", "--variant=minbase", included, SUITE, str(folder), MIRROR], _SECONDS)
    if ended.status != 0:
        message = f"debootstrap failed:\n{ended.last_lines()}"
        raise SandboxError(message)
