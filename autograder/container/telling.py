"""What staff are told: standard output, which the platform shows them and not the student."""

import contextlib
import sys


def tell(line: str) -> None:
    """Print a line, or several; that nobody can read it takes nothing from a grade."""
    with contextlib.suppress(OSError):
        sys.stdout.write(line.rstrip("\n") + "\n")
        sys.stdout.flush()
