"""A control group: as much memory and CPU as the platform gives.

Both versions are known, where the system usually mounts them. What cannot be limited here is said.

Source: https://docs.kernel.org/admin-guide/cgroup-v2.html, .../cgroup-v1/memory.html.
"""

import contextlib
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

MOUNTED = Path("/sys/fs/cgroup")
OWN = Path("/proc/self/cgroup")

_PERIOD = 100_000  # microseconds in which the CPU time is counted
_PATIENCE = 5.0  # seconds in which killed processes leave


@dataclass(frozen=True)
class Allowance:
    """What a container gets: bytes of memory, CPUs."""

    memory: int = 768 * 2**20
    cpus: float = 0.5

    def said(self, what: str) -> str:
        """Say the memory or the CPU of it."""
        return f"{self.memory >> 20} MB" if what == "memory" else f"{self.cpus:g} CPU"


@dataclass(frozen=True)
class Hierarchy:
    """A tree of groups: where a new one may be, what it limits, and the files to write, in this order.

    Files that this kernel lacks are passed over when they are not the limit itself, which comes first.
    """

    parent: Path
    limits: tuple[str, ...]
    settings: Mapping[str, str]


@dataclass(frozen=True)
class Group:
    """A group that has been made: a folder in each hierarchy, what is limited and what is not."""

    folders: tuple[Path, ...]
    limited: tuple[str, ...]
    unlimited: tuple[str, ...]

    def enter(self) -> None:
        """Move this process into the group, and so what it will start."""
        for folder in self.folders:
            (folder / "cgroup.procs").write_text(str(os.getpid()))

    def peak(self) -> int | None:
        """Return the most bytes that the group had, cached files among them."""
        found = self._first("memory.peak", "memory.max_usage_in_bytes")
        return int(found) if found else None

    def killed(self) -> bool:
        """Whether the kernel killed a process of the group for want of memory."""
        lines = (self._first("memory.events", "memory.oom_control") or "").splitlines()
        counts = dict(line.rsplit(" ", 1) for line in lines)
        return int(counts.get("oom_kill", 0)) > 0

    def _first(self, *names: str) -> str | None:
        """Return the content of the first file that there is."""
        paths = (folder / name for name in names for folder in self.folders)
        return next((path.read_text() for path in paths if path.exists()), None)


@contextlib.contextmanager
def group(allowance: Allowance, mounted: Path = MOUNTED, own: Path = OWN) -> Iterator[Group]:
    """Make a group and remove it; what of the allowance cannot be had is named in it."""
    folders: list[Path] = []
    limited: list[str] = []
    try:
        for hierarchy in hierarchies(allowance, mounted, own):
            with contextlib.suppress(OSError):  # not ours to write: said as not limited
                folders.append(_made(hierarchy))
                limited += hierarchy.limits
        unlimited = tuple(what for what in ("memory", "cpu") if what not in limited)
        yield Group(tuple(folders), tuple(limited), unlimited)
    finally:
        for folder in folders:
            _remove(folder)


def hierarchies(allowance: Allowance, mounted: Path, own: Path) -> list[Hierarchy]:
    """Return where groups can be made, version 2 when it is mounted alone."""
    try:
        lines = own.read_text().splitlines()
    except OSError:
        return []  # not Linux
    paths = dict(line.split(":", 2)[1:] for line in lines)
    if (mounted / "cgroup.controllers").exists():
        return _second(allowance, mounted, paths.get("", "/"))
    return _first(allowance, mounted, paths)


def _second(allowance: Allowance, mounted: Path, path: str) -> list[Hierarchy]:
    """Version 2: below the nearest ancestor that hands both controllers down."""
    settings = {
        "memory.max": str(allowance.memory),
        "cpu.max": f"{int(allowance.cpus * _PERIOD)} {_PERIOD}",
        "memory.swap.max": "0",
    }
    here = mounted / path.lstrip("/")
    for parent in (here, *here.parents):
        with contextlib.suppress(OSError):
            if {"memory", "cpu"} <= set((parent / "cgroup.subtree_control").read_text().split()):
                return [Hierarchy(parent, ("memory", "cpu"), settings)]
    return []


def _first(allowance: Allowance, mounted: Path, paths: Mapping[str, str]) -> list[Hierarchy]:
    """Version 1: a tree for each controller."""
    memory = {
        "memory.limit_in_bytes": str(allowance.memory),
        "memory.memsw.limit_in_bytes": str(allowance.memory),
    }
    cpu = {"cpu.cfs_quota_us": str(int(allowance.cpus * _PERIOD))}
    return [
        Hierarchy(_below(mounted / name, paths, name), (name,), settings)
        for name, settings in (("memory", memory), ("cpu", cpu))
        if (mounted / name).is_dir()
    ]


def _below(tree: Path, paths: Mapping[str, str], name: str) -> Path:
    """Return this process's own group, or the tree's top where a container does not show it."""
    own = next((path for names, path in paths.items() if name in names.split(",")), "/")
    inside = tree / own.lstrip("/")
    return inside if inside.is_dir() else tree


def _made(hierarchy: Hierarchy) -> Path:
    folder = hierarchy.parent / f"autograder-standin-{os.getpid()}"
    folder.mkdir()
    try:
        for place, (name, value) in enumerate(hierarchy.settings.items()):
            if place < len(hierarchy.limits) or (folder / name).exists():
                (folder / name).write_text(value)
    except OSError:
        folder.rmdir()
        raise
    return folder


def _remove(folder: Path) -> None:
    """Remove a group when the last killed process has left it."""
    deadline = time.monotonic() + _PATIENCE
    while not _removed(folder, last=time.monotonic() > deadline):
        time.sleep(0.01)


def _removed(folder: Path, *, last: bool) -> bool:
    """Try to remove a group; at the last time an error is one."""
    try:
        folder.rmdir()
    except OSError:
        if last:
            raise
        return False
    return True
