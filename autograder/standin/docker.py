"""A machine made with a Docker engine, from the platform's own image."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import SandboxError
from autograder.standin import process
from autograder.standin.cgroup import Allowance
from autograder.standin.machine import ENVIRONMENT, Ran, Usage
from autograder.standin.tree import FOLDER

IMAGE = "gradescope/autograder-base:ubuntu-22.04"

_PATIENCE = 10.0  # seconds for an engine to answer
_PULL = 900.0


@dataclass(frozen=True)
class Docker:
    """A container that waits; commands are executed in it one after the other."""

    name: str

    @property
    def said(self) -> tuple[str, ...]:
        """What this machine is."""
        return (f"In a Docker container of {IMAGE}.",)

    def run(self, command: Sequence[str], seconds: float, allowance: Allowance | None = None) -> Ran:
        """Run a command; when its time is up the container goes, and with it all that runs in it."""
        if allowance:
            _docker("update", *_limits(allowance), self.name)
        passed = [option for name in ENVIRONMENT if name in os.environ for option in ("--env", name)]
        ended = process.run(["docker", "exec", *passed, "--workdir", FOLDER, self.name, *command], seconds)
        if ended.status is None:
            _docker("kill", self.name)
        if allowance is None or ended.status is None:
            return Ran(ended)
        return Ran(ended, Usage(f"{allowance.said('memory')}, {allowance.said('cpu')}", self._peak()))

    def _peak(self) -> int | None:
        """Return the most memory that the container had, where its kernel counts it."""
        found = process.run(["docker", "exec", self.name, "cat", "/sys/fs/cgroup/memory.peak"], _PATIENCE)
        return int(found.stdout) if found.status == 0 else None


def available() -> bool:
    """Whether a Docker engine answers."""
    return shutil.which("docker") is not None and process.run(["docker", "info"], _PATIENCE).status == 0


@contextlib.contextmanager
def container(tree: Path) -> Iterator[Docker]:
    """Start a container that has the tree at /autograder, and remove it at the end.

    Raises:
        SandboxError: the engine refuses.
    """
    name = f"autograder-standin-{os.getpid()}"
    _docker("run", "--detach", "--name", name, "--volume", f"{tree}:{FOLDER}", IMAGE, "sleep", "infinity")
    try:
        yield Docker(name)
    finally:
        subprocess.run(["docker", "rm", "--force", name], capture_output=True, check=False)  # noqa: S603, S607


def _limits(allowance: Allowance) -> tuple[str, ...]:
    memory = str(allowance.memory)
    return ("--memory", memory, "--memory-swap", memory, "--cpus", f"{allowance.cpus:g}")


def _docker(*arguments: str) -> None:
    ended = process.run(["docker", *arguments], _PULL)
    if ended.status != 0:
        message = f"docker {arguments[0]} failed:\n{ended.last_lines()}"
        raise SandboxError(message)
