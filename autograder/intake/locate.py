"""From a path to the files behind it."""

from pathlib import Path

from autograder.errors import UsageError
from autograder.intake import limits
from autograder.intake.archive import is_archive, read_archive
from autograder.intake.folder import read_folder, read_start
from autograder.intake.found import Found, size_limit
from autograder.intake.notes import UNSAFE, note

TAR_GZ = ".tar.gz"


def locate(path: Path) -> Found:
    """Return the source files of a folder or an archive, or the one file itself.

    Raises:
        UsageError: there is no readable file or folder at `path`.
    """
    try:
        if path.is_dir():
            return read_folder(path)
        if path.is_file():
            return _read_file(path)
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}"
        raise UsageError(message) from error
    message = f"{path}: there is no such file or folder"
    raise UsageError(message)


def _read_file(path: Path) -> Found:
    data = read_start(path, limits.ARCHIVE + 1)
    archive = is_archive(path.name, data)
    limit = limits.ARCHIVE if archive else size_limit(path.name)
    if len(data) > limit:
        return Found({}, (note("file_too_large", file=path.name, limit=limit),))
    if archive:
        return read_archive(path.name, data)
    return Found({path.name: data}, direct=True)


def submission_id(path: Path) -> str:
    """Name a submission after its file (without suffix) or folder; always printable, never empty."""
    name = path.resolve().name
    if not path.is_dir():
        name = name[: -len(TAR_GZ)] if name.lower().endswith(TAR_GZ) else Path(name).stem
    return UNSAFE.sub("", name).strip()[: limits.ID] or "submission"
