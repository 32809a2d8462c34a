"""The assignment under attack: two functions, two public and four private checks, canaries where they hurt.

A student's print is shown in a public check; so what an attack has found it prints, or returns, there.
"""

from pathlib import Path

from support import tiny
from support.tiny import RIGHT, Tiny

from autograder import loading
from autograder.model.assignment import Assignment

__all__ = ["CHECKS", "RIGHT", "load", "write"]
POINTS = 6
SECONDS = {"call_wall": 1, "call_cpu": 1, "load_wall": 2, "load_cpu": 1, "total_wall": 20, "total_cpu": 15}
PATIENCE = {**SECONDS, "call_wall": 5, "load_wall": 5}
"""For attacks on a whole assignment that are not about time: hundreds of calls on a machine that is busy."""
LIMITS = {**SECONDS, "memory": 256}
DOUBLE = "expect(student.double(x).y, reference.double(x))"
TOTAL = "expect(student.total(x).s, reference.total(x))"
HIDDEN = ("private", "test_hidden.py")
CHECKS = (
    Tiny("v.double.example", "expect(student.double(X).y, X + X)"),
    Tiny("v.double.values", f"x = rng.normal(size=(3, 4))\nx[0, 0] = {{input}}\n{DOUBLE}", *HIDDEN),
    Tiny(
        "v.double.again",
        f"x = rng.normal(size=(5, 2))\nfor _ in range(3):\n    x = x + 1\n    {DOUBLE}",
        *HIDDEN,
    ),
    Tiny("v.total.values", f"x = rng.normal(size=(3, 4))\n{TOTAL}", *HIDDEN),
    Tiny("v.total.large", f"x = rng.normal(size=(200, 300))\n{TOTAL}", *HIDDEN),
    Tiny("v.total.example", "expect(student.total(X).s, X.sum(axis=1))"),
)
"""The public example of total comes last: what a private check has seen could be printed there."""


def write(root: Path, canaries: dict[str, str]) -> Path:
    """Write the assignment as a checkout has it; return its folder."""
    checks = [filled(check, canaries) for check in CHECKS]
    folder = tiny.write(
        root, checks, limits=LIMITS, tops={"test_hidden.py": f"HIDDEN = '{canaries['tests']}'\n"}
    )
    book = root / "book" / "__init__.py"
    book.write_text(f"{book.read_text('utf-8')}\n\nKEY = '{canaries['reference']}'\n", "utf-8")
    return folder


def filled(check: Tiny, canaries: dict[str, str]) -> Tiny:
    """Put the canary among the inputs into a test."""
    return Tiny(check.id, check.body.replace("{input}", canaries["input"]), check.suite, check.file)


def load(folder: Path) -> Assignment:
    """Load the assignment."""
    return loading.load(folder)
