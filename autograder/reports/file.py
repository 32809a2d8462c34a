"""A file that is written whole or not at all."""

import os
import tempfile
from pathlib import Path

HALF = ".autograder-"
"""How the name of a file begins that is being written."""


def replace(path: Path, text: str) -> None:
    """Put a whole file in the place of another at once, so that nobody ever reads half of it.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    handle, created = tempfile.mkstemp(dir=path.parent, prefix=HALF)
    temporary = Path(created)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def clear(folder: Path) -> None:
    """Remove the files that a writer was killed over."""
    for half in folder.glob(f"{HALF}*"):
        half.unlink(missing_ok=True)
