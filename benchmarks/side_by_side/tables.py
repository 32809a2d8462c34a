"""The figures as tables, for the terminal and for docs/comparison.md."""

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.side_by_side.trial import PATIENCE, Batch, Cost, Ended

PACKAGES = ("otter-grader", "nbgrader", "gradescope-utils", "pytest", "numpy")


@dataclass(frozen=True)
class Table:
    """A title, the heads of the columns, and rows of text."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """Return the table as Markdown."""
        lines = [self.heads, ("---", *["---:"] * (len(self.heads) - 1)), *self.rows]
        return f"{self.title}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def machine() -> str:
    """Say when and where this was measured."""
    gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"Measured on {date.today().isoformat()}: {os.cpu_count()} cores ({platform.machine()}), "  # noqa: DTZ011
        f"{gibibytes:.0f} GiB, {platform.system()} {platform.release().partition('-')[0]}, "
        f"Python {platform.python_version()}; {packages}. Load before: {os.getloadavg()[0]:.1f}."
    )


def cold(found: Mapping[str, Cost], pairs: int) -> Table:
    """Return what one cold grading costs."""
    title = f"One right submission, cold; medians of {pairs} rounds, in which the tools take turns:"
    heads = ("tool", "wall, s", "CPU, s", "peak memory, MiB", "wall, ours = 1")
    return Table(title, heads, tuple((name, *costs(one)) for name, one in found.items()))


def costs(cost: Cost) -> tuple[str, ...]:
    """Return the cells of a cost."""
    return f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.memory:.0f}", f"{cost.ratio:.2f}"


def batch(found: Mapping[str, Batch], students: int) -> Table:
    """Return what a batch costs."""
    title = f"A class of {students}, two thirds of them right, on two cores:"
    heads = ("tool", "wall, s", "CPU, s", "peak memory, MiB", "wall, ours = 1", "a minute", "graded")
    rows = ((name, *costs(one.cost), f"{one.a_minute:.0f}", str(one.graded)) for name, one in found.items())
    return Table(title, heads, tuple(rows))


def points(found: Mapping[str, Mapping[str, Ended]]) -> Table:
    """Return what became of each submission."""
    tools = tuple(next(iter(found.values())))
    rows = ((name.replace("_", " "), *(ended(one[tool]) for tool in tools)) for name, one in found.items())
    return Table("Points of 12, and seconds, for each submission:", ("submission", *tools), tuple(rows))


def ended(one: Ended) -> str:
    """Say how a grading ended."""
    if not one.finished:
        return f"killed after {PATIENCE:.0f} s, no result"
    return "no result" if one.points is None else f"{one.points:g} ({one.wall:.1f} s)"


def write(page: Path, name: str, text: str) -> None:
    """Put a text between the lines of a page that name it."""
    begin, end = f"<!-- {name}: written by `make bench` -->\n", f"<!-- end of {name} -->\n"
    before, rest = page.read_text("utf-8").split(begin)
    page.write_text(f"{before}{begin}\n{text.strip()}\n\n{end}{rest.split(end)[1]}", "utf-8")
