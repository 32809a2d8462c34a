"""Every error the engine raises on purpose, by whose fault it is."""

import contextlib
from collections.abc import Iterator
from pathlib import Path


class AutograderError(Exception):
    """An error of ours or of our user's, with a message written for a person."""


class UsageError(AutograderError):
    """The command line asks for something that does not exist or cannot be combined."""


class AssignmentError(AutograderError):
    """An assignment folder is wrong; shown to staff with file, line and key."""


class SandboxError(AutograderError):
    """The sandbox cannot be set up as it was asked for; never the student's fault."""


class GraderError(AutograderError):
    """The grader itself failed; the student's points stay pending."""


class OutputError(AutograderError):
    """What was made cannot be written: the disk is full, the folder read-only, the reader gone."""


@contextlib.contextmanager
def writing(target: Path | str) -> Iterator[None]:
    """Say of what fails inside that `target` cannot be written.

    Raises:
        OutputError: the system refuses.
    """
    try:
        yield
    except OSError as error:
        message = f"{target}: cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
