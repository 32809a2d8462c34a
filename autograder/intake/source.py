"""From the bytes of one file to text that can be parsed."""

import re
from dataclasses import dataclass

from autograder.intake import limits
from autograder.intake.decode import decode
from autograder.intake.found import suffix
from autograder.intake.notebook import NotANotebookError, looks_like_notebook, read_notebook
from autograder.intake.notes import note
from autograder.intake.salvage import Unit
from autograder.model.finding import Finding

HTML = re.compile(rb"[\s\xef\xbb\xbf]*<(?:!doctype\s+html|html|head|!--)", re.IGNORECASE)
PLAIN = frozenset({"utf-8", "ascii"})


@dataclass(frozen=True)
class Source:
    """The Python text of a file, in pieces that are parsed by themselves."""

    units: tuple[Unit, ...] = ()
    notes: tuple[Finding, ...] = ()


def read_source(file: str, data: bytes) -> Source:
    """Read a .py file or a notebook, whatever its name says; `file` names it in the notes."""
    if HTML.match(data):
        return Source((), (note("file_is_html", file=file),))
    if suffix(file) == ".ipynb" or looks_like_notebook(data):
        return _limited(file, _read_notebook(file, data))
    decoded = decode(data)
    strange = decoded.encoding not in PLAIN
    notes = (note("file_encoding", file=file, encoding=decoded.encoding),) if strange else ()
    return _limited(file, Source((Unit(1, decoded.text),), notes))


def _read_notebook(file: str, data: bytes) -> Source:
    try:
        notebook = read_notebook(file, data)
    except NotANotebookError:
        return Source((), (note("file_broken_notebook", file=file),))
    return Source(notebook.units, notebook.notes)


def _limited(file: str, source: Source) -> Source:
    if sum(len(unit.text) for unit in source.units) > limits.FILE:
        return Source((), (*source.notes, note("file_too_large", file=file, limit=limits.FILE)))
    return source
