"""Specimens: submissions whose grade is known beforehand, to test a suite with.

The solution and every variant must earn full marks, the starter its floor, a mistake must lose
points at the checks its header names and nowhere else.
"""

import ast
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from autograder import intake
from autograder.errors import AssignmentError
from autograder.model.assignment import Assignment
from autograder.model.submission import Submission

KEYS = {"row", "title", "fails", "may_fail"}


@dataclass(frozen=True)
class Specimen:
    """A submission laid over the solution and what it must lose.

    `kind` is "solution", "starter", "variant" or "mistake"; `fails` are the checks that must lose
    points, `may_fail` maps those that may to the reason.
    """

    kind: str
    name: str
    title: str
    submission: Submission
    row: str = ""
    fails: tuple[str, ...] = ()
    may_fail: Mapping[str, str] = field(default_factory=dict)


def specimens(assignment: Assignment) -> tuple[Specimen, ...]:
    """Return the solution, the starter, the variants and the mistakes of an assignment.

    Raises:
        AssignmentError: one of them is missing or its header is wrong.
    """
    solution = assignment.folder / "solution" / assignment.files[0]
    starter = assignment.folder.parents[1] / "student_template" / assignment.id / assignment.files[0]
    found = [whole("solution", solution, assignment), whole("starter", starter, assignment)]
    for kind in ("variant", "mistake"):
        paths = sorted((assignment.folder / f"{kind}s").glob("*.py"))
        found += [laid_over(kind, path, solution, assignment) for path in paths]
    return tuple(found)


def whole(kind: str, path: Path, assignment: Assignment) -> Specimen:
    """Return a specimen that is a complete file."""
    if not path.is_file():
        message = f"{assignment.id}: no {kind} at {path}"
        raise AssignmentError(message)
    return Specimen(kind, kind, kind, intake.read(path, assignment))


def laid_over(kind: str, path: Path, solution: Path, assignment: Assignment) -> Specimen:
    """Return a specimen that changes some of the solution's functions; the last definition counts."""
    text = path.read_bytes().decode("utf-8-sig")
    header = read_header(path, text, assignment)
    source = solution.read_text(encoding="utf-8") + "\n\n" + text
    submission = read_text(source, path.stem, assignment)
    return Specimen(
        kind=kind,
        name=path.stem,
        title=str(header["title"]),
        submission=submission,
        row=str(header["row"]),
        fails=tuple(header.get("fails", ())),
        may_fail=dict(header.get("may_fail", {})),
    )


def read_text(source: str, name: str, assignment: Assignment) -> Submission:
    """Read source as if it had been handed in, in a folder of that name."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / name
        folder.mkdir()
        (folder / assignment.files[0]).write_text(source, encoding="utf-8")
        return intake.read(folder, assignment)


def read_header(path: Path, text: str, assignment: Assignment) -> dict[str, Any]:
    """Return the header of a mistake or variant: YAML in its docstring.

    Raises:
        AssignmentError: it is missing or names something unknown.
    """
    try:
        header = yaml.safe_load(ast.get_docstring(ast.parse(text)) or "")
    except (SyntaxError, yaml.YAMLError) as error:
        message = f"{path}: the header cannot be read: {error}"
        raise AssignmentError(message) from error
    if not isinstance(header, dict) or not {"row", "title"} <= set(header) <= KEYS:
        message = f"{path}: the header needs row and title, and may have fails and may_fail"
        raise AssignmentError(message)
    unknown = {*header.get("fails", ()), *header.get("may_fail", {})} - {c.id for c in assignment.checks}
    if unknown:
        message = f"{path}: no such check: {', '.join(sorted(unknown))}"
        raise AssignmentError(message)
    return header
