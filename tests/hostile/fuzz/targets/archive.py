"""Any bytes of an archive are files or a note, and what is in it a submission."""

from hostile.fuzz.handed_in import ASSIGNMENT, held

from autograder.intake.archive import read_archive
from autograder.intake.found import escapes
from autograder.intake.reading import read_found


def one(data: bytes) -> None:
    """Read bytes as a zip, a tar or a tar.gz, whichever they look like."""
    found = read_archive("handed_in.zip", data)
    assert not any(escapes(path) for path in (*found.files, *found.answers))
    held(read_found(found, "fuzz", ASSIGNMENT))
