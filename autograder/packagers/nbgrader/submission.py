"""What of a student's folder is graded: the notebook that nbgrader shows, answers, modules beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.authoring.student_folder import notebook_name
from autograder.model.assignment import Assignment
from autograder.packagers.student import SHEETS

if TYPE_CHECKING:
    from nbformat import NotebookNode

OURS = frozenset({"conftest.py"})
"""Modules that nbgrader copies from source/."""


def handed_in(notebook: "NotebookNode", folder: Path, assignment: Assignment, to: Path) -> Path:
    """Write a submission into the empty folder `to`, and return it.

    The notebook counts, whatever file of the same functions lies beside it in `folder`.
    """
    import nbformat

    (to / notebook_name(assignment)).write_text(nbformat.writes(notebook), encoding="utf-8")
    for path in beside(folder, assignment):
        (to / path.name).write_bytes(path.read_bytes())
    return to


def beside(folder: Path, assignment: Assignment) -> Iterator[Path]:
    """Yield the files beside a notebook that belong to it."""
    taken = {name.casefold() for name in assignment.files} | OURS
    for path in sorted(folder.iterdir()):
        module = path.suffix == ".py" and path.name.casefold() not in taken
        if path.is_file() and (module or path.name in SHEETS):
            yield path
