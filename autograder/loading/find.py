"""From what a user names to the folder of an assignment."""

import os
from pathlib import Path

import autograder
from autograder.errors import UsageError
from autograder.loading.problem import did_you_mean, quote

MANIFEST = "assignment.yaml"
VARIABLE = "AUTOGRADER_ASSIGNMENTS"
COURSE = "course.yaml"
COURSE_VARIABLE = "AUTOGRADER_COURSE"


def find_folder(name_or_folder: str | Path, root: Path | None) -> Path:
    """Return the folder of an assignment given by its id, or itself.

    An id is the name of a folder under `root` (see `find_root`); anything with a slash, and any Path, is a
    folder.

    Raises:
        UsageError: there is no such assignment.
    """
    if _is_folder(name_or_folder):
        return _checked(Path(name_or_folder))
    name = str(name_or_folder)
    known = [folder.name for folder in folders(find_root(root))]
    if name not in known:
        message = (
            f"there is no assignment {quote(name)}; there are {', '.join(known)}{did_you_mean(name, known)}"
        )
        raise UsageError(message)
    return find_root(root) / name


def _is_folder(given: str | Path) -> bool:
    separators = {os.sep, os.altsep or os.sep}
    return isinstance(given, Path) or given in {".", ".."} or any(mark in given for mark in separators)


def _checked(folder: Path) -> Path:
    if not (folder / MANIFEST).is_file():
        message = f"{folder} is not the folder of an assignment: it holds no {MANIFEST}"
        raise UsageError(message)
    return folder.resolve()


def folders(root: Path) -> list[Path]:
    """Return the folders of all assignments under `root`, sorted by name."""
    return sorted(manifest.parent for manifest in root.glob(f"*/{MANIFEST}"))


def find_root(root: Path | None) -> Path:
    """Return the folder that holds the assignments.

    The first that holds any of: `root`; the environment's AUTOGRADER_ASSIGNMENTS; `assignments/` in the
    working directory or above it; `assignments/` beside the package, as in a checkout.

    Raises:
        UsageError: none is found, or the one that was given holds no assignment.
    """
    given = root or _from_environment()
    candidates = [given] if given else _usual_places()
    for candidate in candidates:
        if folders(candidate):
            return candidate.resolve()
    message = f"no assignments in {given}" if given else _nowhere()
    raise UsageError(message)


def find_course(given: str | Path | None, root: Path) -> Path | None:
    """Return the file with a course's settings for the assignments in the folder `root`, or None.

    The first of: `given`; the environment's AUTOGRADER_COURSE; `course.yaml` in `root`.

    Raises:
        UsageError: the file that was asked for is not there.
    """
    asked = given or os.environ.get(COURSE_VARIABLE)
    path = Path(asked) if asked else root / COURSE
    if path.is_file():
        return path
    if asked:
        message = f"there is no file {path} with the settings of a course"
        raise UsageError(message)
    return None


def _from_environment() -> Path | None:
    value = os.environ.get(VARIABLE)
    return Path(value) if value else None


def _usual_places() -> list[Path]:
    here = Path.cwd()
    beside = Path(autograder.__file__).parent.parent
    return [above / "assignments" for above in (here, *here.parents, beside)]


def _nowhere() -> str:
    return f"no folder `assignments` here or above; give an assignment's folder, or set {VARIABLE}"
