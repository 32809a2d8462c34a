"""The cells that ran in a notebook session, read as the notebook that they would make."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from autograder.intake.decode import clean
from autograder.intake.found import Found
from autograder.intake.locate import locate
from autograder.intake.reading import read_found
from autograder.intake.salvage import Salvaged, salvage
from autograder.intake.source import read_source
from autograder.intake.statement import Statement
from autograder.model.assignment import Assignment
from autograder.model.finding import Finding
from autograder.model.submission import Submission

NAME = "notebook"
"""What a submission made of cells is called."""


@dataclass(frozen=True)
class Cell:
    """A cell as it ran: the number in its prompt, and what was typed."""

    number: int
    source: str


def read_cells(cells: Sequence[Cell], assignment: Assignment) -> Submission:
    """Read cells as one notebook, beside the other files of the assignment's folder.

    Raises:
        UsageError: the folder cannot be read.
    """
    submission = read_found(beside(notebook(cells), assignment), NAME, assignment)
    return replace(submission, notes=tuple(n for n in submission.notes if not of_trying_out(n)))


def current_cells(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Leave out the cells whose every definition was made again later, and those that changed nothing."""
    kept: list[Cell] = []
    later: set[str] = set()
    for cell in reversed(cells):
        read = salvage(NAME, read_source(f"{NAME}.ipynb", notebook([cell])).units)
        if not is_outdated(read, later):
            kept.append(cell)
            later.update(*(statement.binds for statement in read.statements))
    return tuple(reversed(kept))


def is_outdated(read: Salvaged, later: set[str]) -> bool:
    """Tell a cell that leaves nothing in the session; one that does not parse never ran."""
    if read.broken:
        return all(piece.names <= later for piece in read.broken)
    return all(leaves_nothing(statement, later) for statement in read.statements)


def leaves_nothing(statement: Statement, later: set[str]) -> bool:
    """Tell a statement that binds nothing, or defines or imports only what is bound again later."""
    if statement.changes or statement.calls:
        return False
    replaceable = statement.defines or statement.is_import
    return not statement.binds or bool(replaceable and statement.binds <= later)


def notebook(cells: Sequence[Cell]) -> bytes:
    """Write cells as a notebook file."""
    written = [{"cell_type": "code", "source": cell.source} for cell in cells]
    return json.dumps({"cells": written}).encode()


def place(cells: Sequence[Cell], line: int) -> tuple[Cell, int]:
    """Return the cell that a line of the notebook is in, and the line in that cell; both count from 1."""
    for cell in cells[:-1]:
        length = clean(cell.source).count("\n")
        if line <= length:
            return cell, line
        line -= length
    return cells[-1], line


def beside(data: bytes, assignment: Assignment) -> Found:
    """Put a notebook in the place of the files that the assignment asks for: it holds them all."""
    folder = locate(assignment.folder)
    stems = {PurePosixPath(file).stem.casefold() for file in assignment.files}
    others = {
        path: content
        for path, content in folder.files.items()
        if PurePosixPath(path).stem.casefold() not in stems
    }
    name = str(PurePosixPath(assignment.files[0]).with_suffix(".ipynb"))
    return replace(folder, files={**others, name: data})


def of_trying_out(note: Finding) -> bool:
    """Tell a note that says what a session is for: code that is tried, and written again."""
    return note.code == "code_not_run" or (note.code == "redefined" and note.params["kept"] == "last")
