"""Submissions and assignments for tests of the worker, from a few lines of source."""

from collections.abc import Callable
from pathlib import Path

from autograder.model.assignment import Assignment, Limits, Part, ScalarType, Signature
from autograder.model.finding import Finding
from autograder.model.submission import Chunk, Module, Submission
from autograder.model.text import Text
from autograder.worker.proxy import RawStudent

LIMITS = Limits(
    call_wall=2.5, call_cpu=0.5, load_wall=2.5, load_cpu=0.5, total_wall=60, total_cpu=30, memory=200
)
PART = Part("p", Text("", ""), "rnn.py", "numpy", ())
IMPORTS = ("numpy", "math")
Load = Callable[..., RawStudent]


def submission(
    *chunks: str, problems: dict[str, tuple[Finding, ...]] | None = None, **files: str
) -> Submission:
    """Make a submission: each text is a statement of rnn.py that binds what follows its first "# binds"."""
    lines, pieces = 1, []
    for text in chunks:
        binds = text.partition("# binds ")[2].split()
        pieces.append(Chunk(lines, text, tuple(binds)))
        lines += text.count("\n") + 1
    others = tuple(Module(name, f"{name}.py", (Chunk(1, text),)) for name, text in files.items())
    return Submission("s", "0", (Module("rnn", "rnn.py", tuple(pieces)), *others), problems=problems or {})


def assignment(*functions: str) -> Assignment:
    signatures = {name: Signature(name, (), (("value", ScalarType("any")),)) for name in functions}
    return Assignment("a", Text("", ""), Path(), ("rnn.py",), (PART,), signatures, IMPORTS, LIMITS, {})
