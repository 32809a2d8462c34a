"""The folder that the platform lays for a run: /autograder."""

import contextlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import UsageError
from autograder.standin.faults import mode

FOLDER = "/autograder"

_OPEN = 0o755
_PLAIN = 0o644


@contextlib.contextmanager
def laid(pack: Path, submission: Path, metadata: bytes) -> Iterator[Path]:
    """Lay the tree in a temporary folder, which is removed at the end.

    Raises:
        UsageError: there is no such submission.
    """
    with tempfile.TemporaryDirectory(prefix="autograder-standin-") as temporary:
        tree = _folder(Path(temporary) / "autograder")
        _unpack(pack, _folder(tree / "source"))
        _hand_in(submission, _folder(tree / "submission"))
        _folder(tree / "results")
        (tree / "submission_metadata.json").write_bytes(metadata)
        script = tree / "run_autograder"
        shutil.copyfile(tree / "source" / script.name, script)
        script.chmod(_OPEN)
        yield tree


def _folder(path: Path) -> Path:
    """Make a folder that everybody may enter, whatever this process's umask."""
    path.mkdir()
    path.chmod(_OPEN)
    return path


def _unpack(pack: Path, folder: Path) -> None:
    """Unpack a zip with the modes that it gives its members."""
    with zipfile.ZipFile(pack) as opened:
        for member in opened.infolist():
            path = Path(opened.extract(member, folder))
            path.chmod(mode(member) or (_OPEN if member.is_dir() else _PLAIN))


def _hand_in(submission: Path, folder: Path) -> None:
    """Put a submission where the platform does: a folder's files, what is in a zip, or one file."""
    if submission.is_dir():
        shutil.copytree(submission, folder, symlinks=True, dirs_exist_ok=True)
    elif zipfile.is_zipfile(submission):
        _unpack(submission, folder)
    elif submission.is_file():
        shutil.copyfile(submission, folder / submission.name)
    else:
        message = f"there is no submission {submission}"
        raise UsageError(message)
    folder.chmod(_OPEN)
