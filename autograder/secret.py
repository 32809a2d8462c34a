"""The secret that private inputs are drawn from; it lives outside the repository."""

import os
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.model.assignment import Assignment

VARIABLE = "AUTOGRADER_SECRET_FILE"
SAMPLE = "sample_secret.txt"
SHORTEST = 16


@dataclass(frozen=True)
class Secret:
    """The bytes, and whether they are the repository's sample, which everybody knows."""

    value: bytes
    sample: bool = False


def read(file: str | None, assignment: Assignment) -> Secret:
    """Return the secret of `file`, else of the environment's file, else the sample beside the assignment.

    Raises:
        UsageError: the file cannot be read or is too short, or there is no secret at all.
    """
    chosen = file or os.environ.get(VARIABLE)
    if chosen:
        return Secret(content(Path(chosen)))
    sample = assignment.folder.parent / SAMPLE
    if not sample.is_file():
        message = f"no secret: give --secret-file or set {VARIABLE} to a file with at least {SHORTEST} bytes"
        raise UsageError(message)
    return Secret(content(sample), sample=True)


def content(path: Path) -> bytes:
    """Return the secret that a file holds, without white space at its ends."""
    try:
        value = path.read_bytes().strip()
    except OSError as error:
        message = f"cannot read the secret {path}: {error.strerror}"
        raise UsageError(message) from error
    if len(value) < SHORTEST:
        message = f"the secret in {path} is shorter than {SHORTEST} bytes"
        raise UsageError(message)
    return value
