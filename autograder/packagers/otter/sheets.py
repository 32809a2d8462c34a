"""What a student hands in beside the notebook."""

from pathlib import Path

from autograder.packagers.student import SHEETS


def sheets() -> list[str]:
    """Return the sheets of answers that are in the notebook's folder."""
    return [name for name in SHEETS if Path(name).is_file()]
