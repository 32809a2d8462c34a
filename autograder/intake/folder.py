"""Source files of a folder; links are not followed."""

import os
from collections.abc import Iterator
from pathlib import Path

from autograder.intake import limits
from autograder.intake.found import Collector, Found, is_hidden


def read_folder(root: Path) -> Found:
    """Read the source files under `root`, at any depth, in sorted order."""
    collector = Collector()
    for count, path in enumerate(_walk(root, 0)):
        name = path.relative_to(root).as_posix()
        if count >= limits.ENTRIES:
            collector.refuse(root.name, "too_many")
            break
        if path.is_symlink():
            collector.refuse(name, "link")
        elif path.is_file():
            collector.offer(name, lambda size, path=path: read_start(path, size))  # type: ignore[misc]
    return collector.found


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    for entry in _entries(folder):
        path = folder / entry.name
        if is_hidden(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth < limits.FOLDER_DEPTH:
                yield from _walk(path, depth + 1)
        else:
            yield path


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def read_start(path: Path, size: int) -> bytes:
    """Read at most `size` bytes of a file.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        return stream.read(size)
