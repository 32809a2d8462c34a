"""Private texts and numbers, indexed by what recognises them: Secrets -> places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from autograder.packagers import tokens, views


@dataclass(frozen=True)
class Source:
    """A text by the name of its file, lines as in the file; of Python also the names that it compiles to."""

    file: str
    text: str
    names: str = ""

    @property
    def copies(self) -> Iterator[str]:
        """What a copy of it may hold: all of it, no comments, names alone."""
        yield from map(tokens.clean, dict.fromkeys((self.text, views.code(self.text), self.names)))

    @property
    def readings(self) -> Iterator[str]:
        """What it may be read as."""
        yield from map(tokens.clean, (self.names, *views.readings(self.text)))


@dataclass(frozen=True)
class Place:
    """Where a private text stands."""

    file: str
    line: int


@dataclass(frozen=True)
class Secrets:
    """Private texts, the public ones that may repeat them, and what private inputs are drawn from."""

    private: tuple[Source, ...]
    public: tuple[Source, ...] = ()
    keys: tuple[bytes, ...] = ()

    @cached_property
    def runs(self) -> dict[tokens.Run, Place]:
        """Where each run of lexemes stands that is in a private text and in no public one."""
        found: dict[tokens.Run, Place] = {}
        for source in self.private:
            for text in source.copies:
                for line, run in zip(tokens.lines(text), tokens.runs(tokens.lexemes(text)), strict=False):
                    found.setdefault(run, Place(source.file, line))
        return without(found, (run for text in self._public for run in tokens.runs(tokens.lexemes(text))))

    @cached_property
    def rows(self) -> dict[tokens.Row, Place]:
        """Where each row of numbers stands that is in an array of a private text and in no public text."""
        found: dict[tokens.Row, Place] = {}
        for source in self.private:
            for line, array in tokens.arrays(tokens.clean(source.text)):
                for written in tokens.rows(array):
                    found |= {row: Place(source.file, line) for row in written if row not in found}
        rows = (written for text in self._public for written in tokens.rows(tokens.numbers(text)))
        return without(found, (row for written in rows for row in written))

    @property
    def _public(self) -> Iterator[str]:
        return (reading for source in self.public for reading in source.readings)


def without(
    found: dict[tuple[str, ...], Place], public: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], Place]:
    """Return the places of what is not public."""
    for key in public:
        found.pop(key, None)
    return found
