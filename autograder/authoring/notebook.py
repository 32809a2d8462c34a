"""The starter as a notebook: one cell a function, in the order and under the headings of the handout.

One notebook, named after the first file, holds the functions of all files. What intake makes of it as it
stands is what it makes of the starter files, and the same holds with the functions written.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING

from autograder.authoring.starter import IMPORTS, Stub, imports
from autograder.authoring.template import SUFFIX, TEMPLATES, fill
from autograder.errors import UsageError
from autograder.model.assignment import Assignment

if TYPE_CHECKING:
    from nbformat import NotebookNode

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook(assignment: Assignment, stubs: Sequence[Stub]) -> str:
    """Write the notebook as JSON, the same at every time.

    Raises:
        UsageError: nbformat is not installed.
    """
    try:
        import nbformat
    except ImportError as error:
        message = "a notebook is written with nbformat: pip install 'rnn-autograder[authoring]'"
        raise UsageError(message) from error
    node = nbformat.v4.new_notebook(metadata=METADATA, cells=list(_cells(assignment, stubs)))
    nbformat.validate(node)
    return str(nbformat.writes(node)) + "\n"


def _cells(assignment: Assignment, stubs: Sequence[Stub]) -> Iterator["NotebookNode"]:
    values: dict[str, object] = {"title": assignment.title, "files": assignment.files}
    yield _markdown("title", fill(TEMPLATES / f"notebook.md{SUFFIX}", values))
    first, *others = assignment.files
    needed = imports(stub for stub in stubs if stub.file == first)
    yield _code("imports", f"{needed}\nfrom autograder import check")
    for section, group in groupby(stubs, key=lambda stub: stub.section):
        if section in assignment.sections:
            values = {"id": section, "words": assignment.sections[section]}
            yield _markdown(f"section-{section}", fill(TEMPLATES / f"notebook_section.md{SUFFIX}", values))
        for stub in group:
            if stub.file in others:
                others.remove(stub.file)
                yield _imports(stub.file, stubs)
            yield _code(stub.name, stub.source)
        yield _code(f"check-{section}", "check()")


def _imports(file: str, stubs: Sequence[Stub]) -> "NotebookNode":
    """Return the cell that stands before the first function of another file than the first."""
    needed = imports(stub for stub in stubs if stub.file == file).removeprefix(IMPORTS)
    return _code(f"imports-{PurePath(file).stem}", f"# {file}\n{needed}")


def _markdown(name: str, source: str) -> "NotebookNode":
    from nbformat.v4 import new_markdown_cell

    cell: NotebookNode = new_markdown_cell(source.strip(), id=name)
    return cell


def _code(name: str, source: str) -> "NotebookNode":
    from nbformat.v4 import new_code_cell

    cell: NotebookNode = new_code_cell(source.strip(), id=name)
    return cell
