"""Where the platform puts things, and where it looks for them."""

from dataclasses import dataclass
from pathlib import Path

RESULTS = "results.json"


@dataclass(frozen=True)
class Places:
    """The unpacked pack, what the student handed in, what the platform says of it, the folder for results."""

    source: Path
    submission: Path
    metadata: Path
    results: Path


def places(root: Path, source: Path | None = None) -> Places:
    """Return the places under `root`, which is /autograder there; the pack may be elsewhere."""
    return Places(
        source=source or root / "source",
        submission=root / "submission",
        metadata=root / "submission_metadata.json",
        results=root / "results",
    )
