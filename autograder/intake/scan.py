"""Where logical lines begin in Python text that may not parse.

Python's own tokenizer gives up at the first error and differs between versions; this one knows only
comments, strings, brackets and joined lines, and never fails.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

TOKEN = re.compile(
    r"""
    (?P<skip> \#[^\n]* | \\\n )
  | (?P<triple> \"{3} | '{3} )
  | (?P<string> "(?:\\.|[^"\\\n])*"? | '(?:\\.|[^'\\\n])*'? )
  | (?P<open> [(\[{] )
  | (?P<close> [)\]}] )
  | (?P<newline> \n )
    """,
    re.VERBOSE | re.DOTALL,
)
TRIPLE_END = {quotes: re.compile(rf"\\.|{quotes}", re.DOTALL) for quotes in ('"""', "'''")}
DEFINITION = re.compile(r"(?:async[ \t]+def|def|class|import)[ \t]+\w|from[ \t]+[\w.]+[ \t]+import\b|@\w")
"""A line that starts so in column 0 begins a statement even when a bracket was never closed."""

BLANK = re.compile(r"[ \t\f]*(?:\#[^\n]*)?(?:\n|\Z)")
RESTARTS = 20
"""How many strings without an end are skipped in one text; each costs a scan of the rest."""


@dataclass(frozen=True)
class Layout:
    """Offsets at which logical lines begin (blank and comment lines left out), deepest nesting."""

    starts: tuple[int, ...]
    brackets: int


def scan(text: str, skip: "re.Pattern[str] | None" = None) -> Layout:
    """Find the logical lines of `text`; a line that begins with `skip` is not looked into."""
    scanner = _Scanner(text, skip)
    scanner.run()
    return Layout(tuple(scanner.starts), scanner.deepest)


class _Scanner:
    def __init__(self, text: str, skip: "re.Pattern[str] | None") -> None:
        self.text = text
        self.skip = skip
        self.starts: list[int] = []
        self.depth = 0
        self.deepest = 0
        self.restarts = 0

    def run(self) -> None:
        place = self._begin_line(0)
        while match := TOKEN.search(self.text, place):
            place = self._step(match)

    def _step(self, match: "re.Match[str]") -> int:
        """Take one token; return the offset behind it."""
        if match.lastgroup == "newline":
            return self._end_line(match.end())
        if match.lastgroup == "triple":
            return self._end_string(match.group(), match.end())
        if match.lastgroup == "open":
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)
        elif match.lastgroup == "close":
            self.depth = max(self.depth - 1, 0)
        return match.end()

    def _end_line(self, place: int) -> int:
        if self.depth == 0 or DEFINITION.match(self.text, place):
            self.depth = 0
            return self._begin_line(place)
        return place

    def _begin_line(self, place: int) -> int:
        if BLANK.match(self.text, place):
            return place
        self.starts.append(place)
        if self.skip and self.skip.match(self.text, place):
            end = self.text.find("\n", place)
            return len(self.text) if end < 0 else end
        return place

    def _end_string(self, quotes: str, place: int) -> int:
        """Return the offset behind the closing quotes; without any, that of the next definition."""
        for match in TRIPLE_END[quotes].finditer(self.text, place):
            if match.group() == quotes:
                return match.end()
        self.restarts += 1
        return self._next_definition(place) if self.restarts <= RESTARTS else len(self.text)

    def _next_definition(self, place: int) -> int:
        while (newline := self.text.find("\n", place)) >= 0:
            place = newline + 1
            if DEFINITION.match(self.text, place):
                return newline
        return len(self.text)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Split `text` into its top-level statements; yield the line, from 1, and the text of each.

    Clauses (`else`, `except`) stay with their statement, decorators with their definition.
    """
    starts = scan(text).starts
    bounds = list(_joined(text, [s for s in starts if s == starts[0] or not text[s].isspace()]))
    line, place = 1, 0
    for start, end in pairwise([*bounds, len(text)]):
        line += text.count("\n", place, start)
        place = start
        yield line, text[start:end]


CLAUSE = re.compile(r"(?:else|elif|except|finally)\b")


def _joined(text: str, starts: list[int]) -> Iterator[int]:
    decorated = False
    for start in starts:
        joins = decorated or CLAUSE.match(text, start)
        if start == starts[0] or not joins:
            yield start
        decorated = text[start] == "@"
