"""Six submissions that every tool grades, and the command line."""

import subprocess
import sys
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[2]
EXAMPLES = CHECKOUT / "examples" / "a1_rnn"
SIX = ("right", "wrong_missing_carry", "wrong_cell_activation", "empty", "hanging", "hostile")
HANGS = "\n\n\ndef relative_error(a, b):\n    while True:\n        pass\n"
SECRET = b"a secret for three graders\n"


def command(*arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line, in the checkout."""
    return subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, arguments)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
        **more,
    )
