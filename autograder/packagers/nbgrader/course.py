"""The files of a course on disk."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError

SOURCE, PACKS = "source", "private"
FOLDER, FILE = 0o700, 0o600
"""Who may read a pack: the instructor whose course it is."""

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Course:
    """What is written for an assignment: below source/, below private/, and what a course needs once."""

    source: Files
    pack: Files
    own: Files


def write(course: Course, out: Path, name: str) -> tuple[Path, ...]:
    """Write an assignment into the course at `out`, and return the paths that were written.

    A pack that is there is replaced as a whole; below source/, what is not the assignment's stays.

    Raises:
        UsageError: something cannot be written.
    """
    new = {path: data for path, data in course.own.items() if not (out / path).exists()}
    source, pack = out / SOURCE / name, out / PACKS / name
    try:
        _write_all(out, new)
        _write_all(source, course.source)
        _replace(pack, course.pack)
    except OSError as error:
        message = f"{error.filename or out}: cannot be written: {error.strerror}"
        raise UsageError(message) from error
    return (*(out / path for path in new), source, pack)


def _write_all(folder: Path, files: Files) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _replace(folder: Path, files: Files) -> None:
    """Put files in the place of a folder, which nobody else can look into at any moment."""
    folder.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(FOLDER)
    _write_all(unfinished, files)
    for path in unfinished.rglob("*"):
        path.chmod(FOLDER if path.is_dir() else FILE)
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)
