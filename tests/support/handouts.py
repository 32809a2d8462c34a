"""A handout as its tests read it: under given conventions, by sections, tables, code and equations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.loading.conditional import resolved


@dataclass(frozen=True)
class Handout:
    """An assignment's handout in one language; without conventions, with all that they choose from."""

    folder: Path
    language: str
    conventions: Mapping[str, str] | None = None

    @property
    def text(self) -> str:
        path = self.folder / f"handout.{self.language}.md"
        text = path.read_text(encoding="utf-8")
        return text if self.conventions is None else resolved(text, self.conventions, path.name)

    @property
    def sections(self) -> list[str]:
        return re.findall(r"^## .+ \{#([a-z-]+)\}$", self.text, re.MULTILINE)

    def section(self, name: str) -> str:
        return self.text.partition(f"{{#{name}}}")[2].partition("\n## ")[0]


def rows(markdown: str) -> list[list[str]]:
    """Return the cells of all table rows."""
    lines = (line.strip() for line in markdown.splitlines())
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in lines if line.startswith("|")]


def fences(markdown: str) -> list[str]:
    return re.findall(r"^```.*?^```$", markdown, re.DOTALL | re.MULTILINE)


def equations(markdown: str) -> list[str]:
    return re.findall(r"\$\$.*?\$\$", markdown, re.DOTALL)


def code_words(markdown: str) -> set[str]:
    """Return what stands in backquotes within a line."""
    return set(re.findall(r"`[^`\n]+`", markdown))


def numbers(cell: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+\.\d+", cell)]
