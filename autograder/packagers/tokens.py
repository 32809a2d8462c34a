"""Text as runs that survive reformatting: lexemes, twelve of which in a row are no chance, and numbers.

A lexeme is a name, a word, a number, an operator or a quotation mark, so that every token of Python is one or
more of them. White space, line ends and the kind of quotation marks do not count. What a lexeme is does not
depend on what stands before it: a run is the same run in code, in a comment, in a page or in broken text.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

RUN = 12
"""Lexemes in a row that tell where a text comes from."""
ROW = 3
"""Numbers in a row that do."""
DIGITS = 6
"""Digits to which numbers are compared: after the point, and significant ones."""

Run = tuple[str, ...]
Row = tuple[str, ...]

_NUMBER = r"(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?"
_LEXEME = re.compile(rf"{_NUMBER}|\w+|[-+*/%@&|^<>=!:]=|[*/<>]{{2}}=?|->|[^\w\s]")
_QUOTES = re.compile(r"\"\"\"|'''|'")
_INVISIBLE = re.compile("\x1b\\[[0-9;]*[A-Za-z]|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Colours of a terminal, marks of direction, joiners."""
_CONTINUATION = re.compile(r"\\(?=\r?\n)")
_LINE = re.compile(r"([-=#*~_.])\1{3,}")
"""A line that is drawn with characters."""
_LONE_NUMBER = re.compile(r"(?<![\w.])(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?!\w|\.\d)")
_BETWEEN_NUMBERS = re.compile(r"[\s,;()\[\]{}+-]*")


def clean(text: str) -> str:
    """Return a text without what nobody sees, without drawn lines, with one kind of quotation marks."""
    return _QUOTES.sub('"', _LINE.sub(" ", _CONTINUATION.sub("", _INVISIBLE.sub("", text))))


def lexemes(cleaned: str) -> list[str]:
    """Return the lexemes of a clean text."""
    return _LEXEME.findall(cleaned)


def lines(cleaned: str) -> list[int]:
    """Return the line, counted from 1, of each lexeme of a clean text."""
    numbers, line, end = [], 1, 0
    for match in _LEXEME.finditer(cleaned):
        line += cleaned.count("\n", end, match.start())
        end = match.start()
        numbers.append(line)
    return numbers


def runs(found: Sequence[str]) -> Iterator[Run]:
    """Yield every run of lexemes, in order."""
    return windows(found, RUN)


def windows(found: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Yield every tuple of `length` neighbours."""
    return zip(*(islice(found, start, None) for start in range(length)), strict=False)


def rows(found: Sequence[float]) -> Iterator[tuple[Row, ...]]:
    """Yield the rows of neighbours among numbers, each in two ways: rounded after the point, and in all.

    A row that is zero after the point says nothing and is left out.
    """
    decimals = [f"{number:.{DIGITS}f}" for number in found]
    significant = [f"{number:.{DIGITS}g}" for number in found]
    zero = f"{0:.{DIGITS}f}"
    for after, whole in zip(windows(decimals, ROW), windows(significant, ROW), strict=True):
        yield (after, whole) if zero not in after else (whole,)


def numbers(cleaned: str) -> list[float]:
    """Return the numbers of a clean text that are not whole, in order and without their signs."""
    return list(_fractions(match[0] for match in _LONE_NUMBER.finditer(cleaned)))


def arrays(cleaned: str) -> Iterator[tuple[int, list[float]]]:
    """Yield the line and the numbers, those that are not whole, of each array in a clean text.

    In an array nothing stands between numbers but brackets, commas, signs and white space.
    """
    start, end, written = 0, -1, list[str]()
    for match in _LONE_NUMBER.finditer(cleaned):
        if end < 0 or not _BETWEEN_NUMBERS.fullmatch(cleaned, end, match.start()):
            yield cleaned.count("\n", 0, start) + 1, list(_fractions(written))
            start, written = match.start(), []
        written.append(match[0])
        end = match.end()
    yield cleaned.count("\n", 0, start) + 1, list(_fractions(written))


def _fractions(written: Iterable[str]) -> Iterator[float]:
    for text in written:
        number = float(text)
        if math.isfinite(number) and number % 1:
            yield number
