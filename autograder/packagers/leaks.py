"""Does a bundle hold what students must not get? Every file of it is read, in whatever it is packed.

A leak is a run of 12 lexemes, or 3 neighbouring numbers, that a private text has and no public one. Engine
and suites are written in one hand, so that in the engine twice as many tell. A bundle with a leak is not
written.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from autograder.errors import AssignmentError
from autograder.packagers import tokens, views
from autograder.packagers.contents import Piece, Refused, pieces
from autograder.packagers.secrets import Place, Secrets

Window = TypeVar("Window")

SHOWN = 100
"""Characters of an excerpt."""
ENGINE = re.compile(r"(?:^|[!/])autograder/")
"""In the path of a file of the engine's, in whatever it is packed."""


class LeakKind(Enum):
    """What is in a bundle that must not be, in words."""

    TEXT = "repeats a private text"
    NUMBERS = "repeats numbers of a private array"
    KEY = "holds the secret that private inputs are drawn from"
    UNREADABLE = "cannot be looked into"


@dataclass(frozen=True)
class Leak:
    """One leak of a bundle.

    `path` is the file in the bundle (`a.zip!b.py` inside an archive), `line` where in its text as it is read,
    or 0; `source` is the private text, `excerpt` what both have: for staff only.
    """

    path: str
    kind: LeakKind
    line: int = 0
    source: Place | None = None
    excerpt: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        source = f" ({self.source.file}:{self.source.line})" if self.source else ""
        return f"{where}: {self.kind.value}{source}" + (f": {self.excerpt}" if self.excerpt else "")


def scan(bundle: Mapping[str, bytes] | Path, secrets: Secrets) -> tuple[Leak, ...]:
    """Return the leaks of a bundle: files by name, a folder, an archive or a single file.

    Of each file the first leak is told of each kind and each private text.
    """
    found: dict[tuple[str, LeakKind, str], Leak] = {}
    for piece in pieces(bundle):
        for leak in _leaks(piece, secrets):
            found.setdefault((leak.path, leak.kind, leak.source.file if leak.source else ""), leak)
    return tuple(found.values())


def refuse_leaks(bundle: Mapping[str, bytes] | Path, secrets: Secrets) -> None:
    """Make sure that a bundle holds nothing that students must not get.

    Raises:
        AssignmentError: it does; tells each leak to staff.
    """
    leaks = scan(bundle, secrets)
    if leaks:
        message = "nothing is written, for students would get what they must not:\n" + "\n".join(
            map(str, leaks)
        )
        raise AssignmentError(message)


def _leaks(piece: Piece | Refused, secrets: Secrets) -> Iterator[Leak]:
    if isinstance(piece, Refused):
        yield Leak(piece.path, LeakKind.UNREADABLE, excerpt=piece.fault.value)
        return
    if any(key in piece.data for key in secrets.keys):
        yield Leak(piece.path, LeakKind.KEY)
    for text in piece.texts:
        for reading in map(tokens.clean, views.readings(text)):
            yield from _repeated(piece.path, reading, secrets)


def _repeated(path: str, text: str, secrets: Secrets) -> Iterator[Leak]:
    """Yield the private texts and the private numbers that a text repeats."""
    found = tokens.lexemes(text)
    further = tokens.RUN if ENGINE.search(path) else 0
    for first, last, place in _hits(tokens.runs(found), secrets.runs.get):
        if last - first < further:
            continue
        excerpt = " ".join(found[first : last + tokens.RUN])[:SHOWN]
        yield Leak(path, LeakKind.TEXT, tokens.lines(text)[first], place, excerpt)
    numbers = tokens.numbers(text)
    for first, last, place in _hits(tokens.rows(numbers), lambda pair: _first(map(secrets.rows.get, pair))):
        excerpt = " ".join(map(repr, numbers[first : last + tokens.ROW]))[:SHOWN]
        yield Leak(path, LeakKind.NUMBERS, 0, place, excerpt)


def _hits(
    windows: Iterable[Window], known: Callable[[Window], Place | None]
) -> Iterator[tuple[int, int, Place]]:
    """Yield first and last place of each stretch of known windows, and where the first comes from."""
    hits = ((number, place) for number, window in enumerate(windows) if (place := known(window)))
    for _, stretch in groupby(enumerate(hits), key=lambda hit: hit[1][0] - hit[0]):
        found = [hit for _, hit in stretch]
        yield found[0][0], found[-1][0], found[0][1]


def _first(places: Iterable[Place | None]) -> Place | None:
    return next(filter(None, places), None)
