"""From source text to statements; where it does not parse, statement by statement."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.intake import limits
from autograder.intake.notes import note
from autograder.intake.scan import pieces, scan
from autograder.intake.statement import Statement, statements
from autograder.intake.syntax import Fault, Parsed, TooComplex, parse
from autograder.model.finding import Finding

DEFINED = re.compile(r"^(?:async[ \t]+def|def|class)[ \t]+(\w+)", re.MULTILINE)
ASSIGNED = re.compile(r"^[ \t]*([^\W\d]\w*)[ \t]*=(?!=)", re.MULTILINE)


@dataclass(frozen=True)
class Unit:
    """Text that is parsed by itself, a file or a notebook cell; it begins on line `line` of its module."""

    line: int
    text: str


@dataclass(frozen=True)
class Broken:
    """A top-level statement that is left out: the names it would have bound, and why."""

    names: frozenset[str]
    finding: Finding


@dataclass(frozen=True)
class Salvaged:
    """What could be read of one file."""

    statements: tuple[Statement, ...]
    broken: tuple[Broken, ...]
    notes: tuple[Finding, ...]


def salvage(file: str, units: Iterable[Unit]) -> Salvaged:
    """Parse each unit, or else each top-level statement of it."""
    found = [item for unit in units for item in _salvage_unit(file, unit)]
    kept = tuple(item for item in found if isinstance(item, Statement))
    broken = tuple(item for item in found if isinstance(item, Broken))
    notes = [item for item in found if isinstance(item, Finding)] + [item.finding for item in broken]
    if len(kept) > limits.STATEMENTS:
        return Salvaged((), (), (note("code_too_complex", file=file),))
    return Salvaged(kept, broken, tuple(notes))


def _salvage_unit(file: str, unit: Unit) -> Iterator[Statement | Broken | Finding]:
    parsed = parse(unit.text)
    if isinstance(parsed, (Fault, TooComplex)):
        yield from _salvage_pieces(file, unit)
    else:
        yield from statements(parsed, unit.text, unit.line)


def _salvage_pieces(file: str, unit: Unit) -> Iterator[Statement | Broken | Finding]:
    parts = [Unit(unit.line + line - 1, text) for line, text in pieces(unit.text)]
    if len(parts) > limits.STATEMENTS:
        yield note("code_too_complex", file=file)
        return
    for part in parts:
        yield from _salvage_piece(file, part)


def _salvage_piece(file: str, piece: Unit) -> Iterator[Statement | Broken | Finding]:
    parsed, text = parse(piece.text), piece.text
    if isinstance(parsed, Fault) and parsed.indentation and "\t" in text:
        expanded = _expand_tabs(text)
        repaired = parse(expanded)
        if not isinstance(repaired, (Fault, TooComplex)):
            yield note("tabs_mixed", line=piece.line + parsed.line - 1, file=file)
            parsed, text = repaired, expanded
    if isinstance(parsed, (Fault, TooComplex)):
        yield _broken(file, piece, parsed)
    else:
        yield from statements(parsed, text, piece.line)


def _expand_tabs(text: str) -> str:
    """Indent with spaces as Python 2 understood tabs, 8 columns; strings over several lines stay."""
    starts = set(scan(text).starts)
    lines, place = [], 0
    for line in text.split("\n"):
        body = line.lstrip(" \t")
        indent = line[: len(line) - len(body)]
        lines.append((indent.expandtabs(8) if place in starts else indent) + body)
        place += len(line) + 1
    return "\n".join(lines)


def _broken(file: str, piece: Unit, parsed: Parsed) -> Broken:
    defined = DEFINED.search(piece.text)
    names = frozenset([defined.group(1)] if defined else ASSIGNED.findall(piece.text))
    return Broken(names, _finding(file, piece, parsed, defined.group(1) if defined else ""))


def _finding(file: str, piece: Unit, parsed: Parsed, name: str) -> Finding:
    if not isinstance(parsed, Fault):
        return note("code_too_complex", file=file)
    line = piece.line + parsed.line - 1
    if name:
        return note("definition_broken", name=name, line=line, file=file, text=parsed.message)
    return note("code_broken", line=line, file=file, text=parsed.message)
