"""Which machine stands in, and how it is asked for."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from autograder.errors import UsageError
from autograder.standin import bubblewrap, debian, docker
from autograder.standin.bubblewrap import Bubblewrap
from autograder.standin.cgroup import Allowance
from autograder.standin.machine import Machine

SETUP_SECONDS = 1800.0
RUN_SECONDS = 600.0

UPDATE = ("apt-get", "update")
"""What the platform runs before setup.sh, where the system may be changed."""


class Way(Enum):
    """How the platform's machine is stood in for."""

    DOCKER = "docker"
    DEBIAN = "debian"
    HOST = "host"


@dataclass(frozen=True)
class Options:
    """How to try: `way` None is the best that there is at once, `allowance` None is no limits."""

    way: Way | None = None
    seconds: float = RUN_SECONDS
    allowance: Allowance | None = Allowance()  # noqa: RUF009 (frozen)
    landlock: bool = True
    python: Path | None = None
    venv: Path | None = None


@contextlib.contextmanager
def opened(folder: Path, options: Options) -> Iterator[Machine]:
    """Make the machine and take it away.

    Raises:
        UsageError: the way that is asked for cannot be had.
        SandboxError: Docker or debootstrap fails.
    """
    way = options.way or _best(options)
    with _MAKERS[way](folder, options) as machine:
        if way is not Way.HOST:
            machine.run(UPDATE, SETUP_SECONDS)
        yield machine


def _best(options: Options) -> Way:
    return Way.DOCKER if _plain(options) and docker.available() else Way.HOST


def _in_docker(folder: Path, options: Options) -> contextlib.AbstractContextManager[Machine]:
    if not _plain(options):
        message = (
            "Docker has a Python and a filter of its own: --way host and --way debian take these options"
        )
        raise UsageError(message)
    return docker.container(folder)


@contextlib.contextmanager
def _in_debian(folder: Path, options: Options) -> Iterator[Machine]:
    bubblewrap.need()
    with debian.root() as root:
        yield _wrapped(folder, options, root)


@contextlib.contextmanager
def _on_host(folder: Path, options: Options) -> Iterator[Machine]:
    bubblewrap.need()
    yield _wrapped(folder, options)


def _wrapped(folder: Path, options: Options, root: Path | None = None) -> Bubblewrap:
    return Bubblewrap(folder, root, options.python, options.venv, options.landlock)


def _plain(options: Options) -> bool:
    """Whether Docker can do what is asked for."""
    return options.landlock and not options.python and not options.venv


_MAKERS = {Way.DOCKER: _in_docker, Way.DEBIAN: _in_debian, Way.HOST: _on_host}
