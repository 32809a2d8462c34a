"""A submission as intake hands it on: source in pieces, never executed in the grader."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.model.finding import Finding


@dataclass(frozen=True)
class Chunk:
    """One top-level statement that the definitions need.

    `line` is the 1-based line of the file on which `source` begins; `binds` are the names that
    are missing from the module when the statement raises.
    """

    line: int
    source: str
    binds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Module:
    """One file of a submission: `name` is what the student's other files import it by."""

    name: str
    file: str
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True)
class Answers:
    """What a student answered to the concept questions that were drawn for `id`.

    `given` maps the id of a question to the answer as text, as the student wrote it.
    """

    id: str
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """All a worker needs to run a submission, and what intake noticed.

    `sha256` is the hash of the normalised source: comments, layout, docstrings and code that
    never runs do not change it. `notes` are findings about the submission as a whole; `problems`
    maps a function's name to the findings about it (it did not parse, it uses a free name). `answers` is
    None when the assignment asks no questions or none were handed in.
    """

    id: str
    sha256: str
    modules: tuple[Module, ...]
    notes: tuple[Finding, ...] = ()
    problems: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    answers: Answers | None = None


UNREAD = Submission("", "", ())
"""Stands for one that has not been read yet."""
