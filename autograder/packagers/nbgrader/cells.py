"""Cells of nbgrader: what its metadata says of solutions and tests, and how a check is named there."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from autograder.errors import AssignmentError
from autograder.model.assignment import Assignment, Check
from autograder.packagers.nbgrader import points

if TYPE_CHECKING:
    from fractions import Fraction

    from nbformat import NotebookNode

SCHEMA = 3
"""The version of nbgrader's metadata that this is made for."""
WITH_IDS = 5
"""The minor version of notebook format 4 from which cells have ids."""
NAME = re.compile(r"[a-zA-Z0-9_-]+")


def solution(cell: "NotebookNode") -> "NotebookNode":
    """Mark a cell that students write in."""
    return _marked(cell, grade=False, solution=True, locked=False, grade_id=cell.id)


def graded(cell: "NotebookNode", name: str, points: float) -> "NotebookNode":
    """Mark a test cell: its output decides how many of the points are earned."""
    return _marked(cell, grade=True, solution=False, locked=True, grade_id=name, points=points)


def added(notebook: "NotebookNode", source: str) -> "NotebookNode":
    """Return a code cell that fits into a notebook, of an older format too."""
    from nbformat.v4 import new_code_cell

    cell: NotebookNode = new_code_cell(source)
    if notebook.nbformat_minor < WITH_IDS:
        del cell["id"]
    return cell


def _marked(cell: "NotebookNode", **keys: object) -> "NotebookNode":
    cell.metadata["nbgrader"] = {"schema_version": SCHEMA, "task": False, **keys}
    return cell


def grade_id(check: Check) -> str:
    """Return the name of a check's test cell.

    Raises:
        AssignmentError: nbgrader knows ASCII alone.
    """
    name = check.id.replace(".", "-")
    if not NAME.fullmatch(name):
        message = f"{check.id} cannot be the name of a test cell: nbgrader takes ASCII alone"
        raise AssignmentError(message)
    return name


def tests(notebook: "NotebookNode") -> Mapping[str, "NotebookNode"]:
    """Return the test cells of a notebook by name."""
    told = ((cell.metadata.get("nbgrader", {}), cell) for cell in notebook.cells)
    return {keys["grade_id"]: cell for keys, cell in told if keys.get("grade") and not keys.get("solution")}


def drop_strays(notebook: "NotebookNode") -> None:
    """Take nbgrader's metadata from copies of a cell, of which the last counts, and from other versions."""
    seen = set()
    for cell in reversed(notebook.cells):
        keys = cell.metadata.get("nbgrader", {})
        if keys.get("schema_version") != SCHEMA or keys.get("grade_id") in seen:
            cell.metadata.pop("nbgrader", None)
        else:
            seen.add(keys.get("grade_id"))


def possible(assignment: Assignment) -> Mapping[str, float]:
    """Return what each check can earn in nbgrader, by its id."""
    checks = assignment.checks
    values = points.possible(counted(checks, [check.points for check in checks]))
    return {check.id: value for check, value in zip(checks, values, strict=True)}


def counted(checks: Sequence[Check], values: "Sequence[Fraction]") -> "tuple[Fraction, ...]":
    """Return what counts in nbgrader: nothing of a bonus, for no score may be above what is possible."""
    return tuple(value * (not check.bonus) for check, value in zip(checks, values, strict=True))
