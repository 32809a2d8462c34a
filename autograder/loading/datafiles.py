"""The data files of an assignment: where they are, and what keeps one from being handed on."""

from pathlib import Path

FOLDER = "data"
"""Where they are in an assignment's folder and in a student's, with their notice and licences."""
LARGEST = 10 * 2**20
"""Bytes of one file: it goes into every pack."""


def trouble(path: Path) -> str:
    """Return why a file cannot be a data file, or ""."""
    if not path.is_file():
        return f"there is no file {path}"
    if path.stat().st_size > LARGEST:
        return f"{path} is larger than {LARGEST} bytes, and goes into every pack"
    return ""
