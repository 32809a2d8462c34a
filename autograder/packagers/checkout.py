"""What every pack takes from the checkout: the engine, the pinned packages, the container's scripts.

Scripts and pins are not in the installed package: what is packed with them, an assignment and its reference,
is in a checkout only, and so there is one copy of each.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import autograder
from autograder.authoring.student_folder import is_left_behind
from autograder.errors import UsageError

PACKAGE = Path(autograder.__file__).resolve().parent
CHECKOUT = PACKAGE.parent
BUILDING = frozenset({"hatchling", "pathspec", "trove-classifiers"})
"""What requirements/base.txt pins to install the checkout itself; a pack runs the engine from its folder."""


def engine() -> dict[str, bytes]:
    """Return the files of the package by name, `autograder/...`."""
    return {f"autograder/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes() for path in kept(PACKAGE)}


def kept(folder: Path, pattern: str = "*") -> Iterator[Path]:
    """Yield the files of a folder and below, sorted, without what Python, pytest or Jupyter left there."""
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and not is_left_behind(path.relative_to(folder)):
            yield path


def requirements(*, torch: bool) -> str:
    """Return the pins of what grading needs, for every Python that the engine runs on.

    Raises:
        UsageError: there is no checkout.
    """
    sets = ("base", "torch") if torch else ("base",)
    pins = {pin for name in sets for pin in _pins(read(f"requirements/{name}.txt").decode())}
    return "".join(f"{pin}\n" for pin in sorted(pins))


def _pins(text: str) -> Iterator[str]:
    for line in text.splitlines():
        name = re.match(r"[\w.-]+", line)
        if name and name[0] not in BUILDING:
            yield line


def read(name: str) -> bytes:
    """Return a file of the checkout.

    Raises:
        UsageError: there is no checkout.
    """
    try:
        return (CHECKOUT / name).read_bytes()
    except OSError as error:
        message = f"packing needs a checkout of rnn-autograder: {name} is not beside the package"
        raise UsageError(message) from error
