"""Code cells of a Jupyter notebook, without what only IPython understands."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.intake import limits
from autograder.intake.decode import clean, decode
from autograder.intake.notes import note
from autograder.intake.salvage import Unit
from autograder.intake.scan import scan
from autograder.model.finding import Finding

CELL_MAGIC = re.compile(r"\s*%%(\w*)[^\n]*")
BODY_IS_PYTHON = frozenset({"time", "timeit", "capture", "prun"})
LINE_MAGIC = re.compile(
    r"""[ \t]* (?: [%!?]                            # %matplotlib inline   !pip install   ?help
                 | [\w.]+ [ \t]* = [ \t]* [%!]      # files = !ls
                 | [\w.]+ \?{1,2} [ \t]* (?:\n|\Z)  # np.dot?
               )""",
    re.VERBOSE,
)


class NotANotebookError(ValueError):
    """The data is no JSON, or JSON without cells."""


@dataclass(frozen=True)
class Notebook:
    """A notebook's code cells, one after the other as if in one file."""

    units: tuple[Unit, ...]
    notes: tuple[Finding, ...]


def read_notebook(file: str, data: bytes) -> Notebook:
    """Read the code cells of a notebook of format 3 or 4.

    Raises:
        NotANotebookError: the data is no notebook.
    """
    units: list[Unit] = []
    notes: list[Finding] = []
    line = 1
    sources = list(_sources(_load(data)))
    if len(sources) > limits.CELLS:
        return Notebook((), (note("code_too_complex", file=file),))
    for source in sources:
        cell = _without_magics(file, Unit(line, source))
        units.append(cell.unit)
        notes.extend(cell.notes)
        line += source.count("\n")
    return Notebook(tuple(units), tuple(notes))


def looks_like_notebook(data: bytes) -> bool:
    """Tell a notebook that was saved under another name."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"cells"' in data


def _load(data: bytes) -> dict[object, object]:
    try:
        content = json.loads(decode(data).text)
    except (ValueError, RecursionError, MemoryError) as error:
        raise NotANotebookError from error
    if not isinstance(content, dict):
        raise NotANotebookError
    return content


def _sources(content: dict[object, object]) -> Iterator[str]:
    for cell in _cells(content):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            source = cell.get("source", cell.get("input", ""))
            lines = source if isinstance(source, list) else [source]
            yield clean("".join(line for line in lines if isinstance(line, str)))


def _cells(content: dict[object, object]) -> list[object]:
    """Return the cells of format 4, or of all worksheets of format 3."""
    cells = content.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = content.get("worksheets")
    if not isinstance(sheets, list):
        raise NotANotebookError
    of_sheets = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for sheet in of_sheets if isinstance(sheet, list) for cell in sheet]


@dataclass(frozen=True)
class _Cell:
    unit: Unit
    notes: tuple[Finding, ...]


def _without_magics(file: str, unit: Unit) -> _Cell:
    """Replace each line that is no Python by `pass`; a cell in another language becomes empty."""
    text, notes = unit.text, []
    magic = CELL_MAGIC.match(text)
    if magic:
        line = unit.line + text.count("\n", 0, magic.end())
        notes.append(_magic_note(file, line, magic.group()))
        if magic.group(1) not in BODY_IS_PYTHON:
            return _Cell(Unit(unit.line, ""), tuple(notes))
        text = "\n" * text.count("\n", 0, magic.end()) + text[magic.end() :]
    places = [place for place in scan(text, LINE_MAGIC).starts if LINE_MAGIC.match(text, place)]
    lines = text.split("\n")
    for number in _line_numbers(text, places):
        notes.append(_magic_note(file, unit.line + number, lines[number]))
        indent = len(lines[number]) - len(lines[number].lstrip())
        lines[number] = lines[number][:indent] + "pass"
    return _Cell(Unit(unit.line, "\n".join(lines)), tuple(notes))


def _line_numbers(text: str, places: list[int]) -> Iterator[int]:
    """Yield the line, from 0, of each offset."""
    line = begin = 0
    for place in places:
        line += text.count("\n", begin, place)
        begin = place
        yield line


def _magic_note(file: str, line: int, text: str) -> Finding:
    return note("notebook_magic", line=line, file=file, text=text.strip())
