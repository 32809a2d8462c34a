"""The sections of a handout: the headings `## Words {#id}` of handout.en.md and handout.ar.md."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from autograder.loading.document import read_text
from autograder.loading.problem import Problem, quote, refuse_if_any
from autograder.model.text import Text

ENGLISH = "handout.en.md"
ARABIC = "handout.ar.md"

_HEADING = re.compile(r" {0,3}##(?:\s+(?P<words>.*?))?\s*(?:\{#(?P<id>[^{}]*)\})?\s*")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<after>.*)")
_ID = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Heading:
    """A heading of the second level: its words and id as written, where it stands."""

    id: str
    words: str
    file: str
    line: int

    def problem(self, text: str) -> Problem:
        """Return a problem with this heading."""
        return Problem(self.file, self.line, "", text)


def sections(folder: Path) -> Mapping[str, Text]:
    """Return the words of each section of a folder's handout by the section's id, in order.

    A folder without a handout has no sections.

    Raises:
        AssignmentError: a language is missing or cannot be read, a heading has no id or one that stands
            there twice, or the languages differ in ids or order; says all of it.
    """
    files = [name for name in (ENGLISH, ARABIC) if (folder / name).is_file()]
    if not files:
        return {}
    refuse_if_any(_missing(files))
    english, arabic = (headings(read_text(folder / name, name), name) for name in files)
    refuse_if_any([*_malformed(english), *_malformed(arabic)])
    refuse_if_any(_differences(english, arabic))
    return {en.id: Text(en.words, ar.words) for en, ar in zip(english, arabic, strict=True)}


def headings(text: str, file: str) -> tuple[Heading, ...]:
    """Return the headings of the second level of a Markdown text; lines of code are none."""
    found = (
        Heading(match["id"] or "", match["words"] or "", file, number)
        for number, line in _prose(text)
        if (match := _HEADING.fullmatch(line))
    )
    return tuple(found)


def _prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines outside of fenced code, with their 1-based numbers."""
    opened = ""
    for number, line in enumerate(text.splitlines(), 1):
        fence = _FENCE.fullmatch(line)
        if not opened and fence:
            opened = fence["fence"]
        elif not opened:
            yield number, line
        elif fence and fence["fence"].startswith(opened) and not fence["after"].strip():
            opened = ""


def _missing(files: Iterable[str]) -> Iterator[Problem]:
    for name in {ENGLISH, ARABIC} - set(files):
        yield Problem(name, 1, "", f"is missing; {', '.join(files)} is there, and a handout has both")


def _malformed(found: Iterable[Heading]) -> Iterator[Problem]:
    first: dict[str, Heading] = {}
    for heading in found:
        earlier = first.setdefault(heading.id, heading)
        if not heading.id:
            yield heading.problem(f"the heading {quote(heading.words)} has no id such as {{#one-step}}")
        elif not _ID.fullmatch(heading.id):
            yield heading.problem(f"{quote(heading.id)} is not an id: a-z, 0-9 and -, a letter first")
        elif not heading.words:
            yield heading.problem(f"the heading with the id {quote(heading.id)} has no words")
        elif earlier is not heading:
            yield heading.problem(f"the id {quote(heading.id)} stands in line {earlier.line} already")


def _differences(english: tuple[Heading, ...], arabic: tuple[Heading, ...]) -> Iterator[Problem]:
    """Yield the first place at which the languages part."""
    for en, ar in zip_longest(english, arabic):
        if en is None or ar is None:
            here, other = (en, ARABIC) if ar is None else (ar, ENGLISH)
            yield here.problem(f"{other} has no section {quote(here.id)} in this place")
            return
        if en.id != ar.id:
            yield ar.problem(f"the section {quote(ar.id)} is {quote(en.id)} in line {en.line} of {ENGLISH}")
            return
