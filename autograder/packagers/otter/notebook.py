"""The starter's notebook with Otter's cells in the place of ours."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from autograder.model.assignment import Assignment, Check
from autograder.packagers.otter.tests import public_checks

if TYPE_CHECKING:
    from nbformat import NotebookNode

OURS = "check-"
"""How the ids of those cells begin that a section of the starter ends with."""
GRADER = """\
import otter

from autograder.packagers.otter.sheets import sheets

grader = otter.Notebook("{name}")"""
EXPORT = "grader.export(pdf=False, files=sheets())"


def otter_notebook(starter: str, assignment: Assignment, name: str) -> str:
    """Return the notebook `name`: `grader.check("...")` for each public check, below what it is about."""
    import nbformat

    notebook = nbformat.reads(starter, as_version=nbformat.NO_CONVERT)
    notebook.cells = list(_cells(notebook.cells, _by_section(public_checks(assignment)), name))
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)) + "\n"


def _by_section(checks: Iterable[Check]) -> dict[str, list[str]]:
    ordered = sorted(checks, key=lambda check: check.section)
    return {
        section: [check.id for check in group]
        for section, group in groupby(ordered, key=lambda check: check.section)
    }


def _cells(
    cells: Iterable["NotebookNode"], checks: Mapping[str, list[str]], name: str
) -> Iterator["NotebookNode"]:
    """Yield the cells; checks of a section without functions come last."""
    left = dict(checks)
    for cell in cells:
        if cell.id.startswith(OURS):
            yield from _checking(left.pop(cell.id.removeprefix(OURS), ()))
        else:
            yield cell
        if cell.id == "imports":
            yield _code("grader", GRADER.format(name=name))
    for ids in left.values():
        yield from _checking(ids)
    yield _code("check-all", "grader.check_all()")
    yield _code("export", EXPORT)


def _checking(ids: Iterable[str]) -> Iterator["NotebookNode"]:
    return (_code(check.replace(".", "-"), f'grader.check("{check}")') for check in ids)


def _code(name: str, source: str) -> "NotebookNode":
    from nbformat.v4 import new_code_cell

    cell: NotebookNode = new_code_cell(source, id=name[-64:])
    return cell
