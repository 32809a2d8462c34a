"""The notebook of source/: the starter's, with solutions and a test cell for each check."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.authoring.notebook import notebook
from autograder.authoring.starter import Stub
from autograder.authoring.template import SUFFIX, fill
from autograder.messages.number import points
from autograder.model.assignment import Assignment, Check, Suite
from autograder.packagers.nbgrader import cells

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEMPLATES = Path(__file__).with_name("templates")
CHECKS = "check-"
"""How the name of the cell begins that a section of the starter ends with."""
LONGEST = 64
"""Characters that nbformat gives to the name of a cell; nbgrader has no such limit."""

Write = Callable[[Stub], str]
"""Writes a function: with its solution, or as students get it."""


def source_notebook(assignment: Assignment, stubs: Sequence[Stub], write: Write) -> str:
    """Write the notebook as JSON, the same at every time.

    Raises:
        AssignmentError: a check cannot be named in nbgrader.
        UsageError: nbformat is not installed.
    """
    starter = notebook(assignment, stubs)
    import nbformat

    node = nbformat.reads(starter, as_version=nbformat.NO_CONVERT)
    written = {stub.name: write(stub) for stub in stubs}
    node.cells = list(_cells(node.cells, assignment, written))
    nbformat.validate(node)
    return str(nbformat.writes(node)) + "\n"


def _cells(
    starter: "Iterable[NotebookNode]", assignment: Assignment, written: Mapping[str, str]
) -> "Iterator[NotebookNode]":
    """Yield the starter's cells; the checks of a section without functions come last."""
    left = _by_section(assignment.checks)
    for cell in starter:
        if cell.id in written:
            cell.source = written[cell.id].rstrip("\n")
            yield cells.solution(cell)
        elif cell.id.startswith(CHECKS):
            section = cell.id.removeprefix(CHECKS)
            yield from _tests(section, left.pop(section, []), assignment)
        else:
            yield _fitted(cell, assignment)
    for section, checks in left.items():
        yield from _heading(section, assignment)
        yield from _tests(section, checks, assignment)


def _by_section(checks: Iterable[Check]) -> dict[str, list[Check]]:
    found: dict[str, list[Check]] = {}
    for check in checks:
        found.setdefault(check.section, []).append(check)
    return found


def _fitted(cell: "NotebookNode", assignment: Assignment) -> "NotebookNode":
    """Change what the starter says that is not so in nbgrader."""
    if cell.id == "title":
        asked, personal = bool(assignment.questions), not assignment.one_draw
        values = {"title": assignment.title, "questions": asked, "personal": personal}
        cell.source = _filled("title.md", values)
    return cell


def _heading(section: str, assignment: Assignment) -> "Iterator[NotebookNode]":
    from nbformat.v4 import new_markdown_cell

    if section in assignment.sections:
        values = {"id": section, "words": assignment.sections[section]}
        yield new_markdown_cell(_filled("section.md", values), id=f"section-{section}")


def _tests(section: str, checks: Sequence[Check], assignment: Assignment) -> "Iterator[NotebookNode]":
    """Yield what the checks of a section are about, in both languages, and then their test cells."""
    from nbformat.v4 import new_code_cell, new_markdown_cell

    if checks:
        rows = [(cells.grade_id(check), check, points(check.points)) for check in checks]
        yield new_markdown_cell(_filled("tests.md", {"tests": rows}), id=f"tests-{section}"[:LONGEST])
    possible = cells.possible(assignment)
    for check in checks:
        name = cells.grade_id(check)
        yield cells.graded(new_code_cell(_test(check), id=name[-LONGEST:]), name, possible[check.id])


def _test(check: Check) -> str:
    public = check.suite is Suite.PUBLIC
    return _filled("test.py", {"check": check, "points": points(check.points), "public": public})


def _filled(name: str, values: Mapping[str, object]) -> str:
    return fill(TEMPLATES / f"{name}{SUFFIX}", values).strip()
