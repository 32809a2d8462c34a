"""A plot in letters: blocks for lines, from left to right in every language."""

from collections.abc import Iterator

from autograder.messages.phrase import Phrase
from autograder.reports.plot import Curve, Plot

WIDEST = 72
_HEIGHT = 11
_SIGNS = "█░▒▓▚▞"
_LEVEL, _SINCE = "─", "┊"
_NARROWEST = 16

Grid = list[list[str]]


def rows(plot: Plot, width: int) -> tuple[str, ...]:
    """Write a plot as lines of text, at most `width` wide and never wider than `WIDEST`."""
    margin = max(len(tick.text) for tick in plot.up)
    columns = max(_NARROWEST, min(width, WIDEST) - margin - 2)
    grid = [[" "] * columns for _ in range(_HEIGHT)]
    _draw_marks(plot, grid)
    for sign, curve in zip(_SIGNS, plot.curves, strict=False):
        _draw(curve, sign, plot, grid)
    labels = {_row(tick.value, plot): tick.text for tick in plot.up}
    lines = [f"{labels.get(i, ''):>{margin}} {'┤' if i in labels else '│'}" for i in range(_HEIGHT)]
    drawn = (line + "".join(cells).rstrip() for line, cells in zip(lines, grid, strict=True))
    return (*drawn, *(" " * (margin + 1) + line for line in _axis(plot, columns)))


def legend(plot: Plot) -> tuple[tuple[str, Phrase], ...]:
    """Return the sign of every line with its words."""
    named = [(sign, curve.label) for sign, curve in zip(_SIGNS, plot.curves, strict=False)]
    named += [(_LEVEL, plot.level.label)] if plot.level else []
    return (*named, *([(_SINCE, plot.since.label)] if plot.since else []))


def _draw_marks(plot: Plot, grid: Grid) -> None:
    if plot.since and plot.left <= plot.since.value <= plot.right:
        column = _column(plot.since.value, plot, len(grid[0]))
        for cells in grid:
            cells[column] = _SINCE
    if plot.level:
        grid[_row(plot.level.value, plot)] = [_LEVEL] * len(grid[0])


def _draw(curve: Curve, sign: str, plot: Plot, grid: Grid) -> None:
    """Draw a curve so that every column touches the one before it."""
    before: int | None = None
    for column, value in _heights(curve, plot, len(grid[0])):
        row = _row(value, plot)
        reached = row if before is None or before == row else before + (1 if row > before else -1)
        for i in range(min(row, reached), max(row, reached) + 1):
            grid[i][column] = sign
        before = row


def _heights(curve: Curve, plot: Plot, columns: int) -> Iterator[tuple[int, float]]:
    """Yield each column that a curve crosses, with its height there; between values it is straight."""
    first, last = (_column(x, plot, columns) for x in (curve.xs[0], curve.xs[-1]))
    steps = len(curve.ys) - 1
    for column in range(first, last + 1):
        place = steps * (column - first) / (last - first) if last > first else 0.0
        i = min(int(place), max(steps - 1, 0))
        after = curve.ys[min(i + 1, steps)]
        yield column, curve.ys[i] + (after - curve.ys[i]) * (place - i)


def _row(value: float, plot: Plot) -> int:
    low, high = plot.up[0].value, plot.up[-1].value
    return round((_HEIGHT - 1) * (high - value) / (high - low))


def _column(value: float, plot: Plot, columns: int) -> int:
    return round((columns - 1) * (value - plot.left) / (plot.right - plot.left))


def _axis(plot: Plot, columns: int) -> tuple[str, str]:
    """Return the line below the plot and its numbers; a number for which there is no room is left out."""
    line, numbers = ["─"] * columns, ""
    for tick in plot.across:
        column = _column(tick.value, plot, columns)
        start = max(0, min(column - (len(tick.text) - 1) // 2, columns - len(tick.text)))
        if not numbers or start > len(numbers) + 1:
            line[column] = "┬"
            numbers = numbers.ljust(start) + tick.text
    return "└" + "".join(line), " " + numbers
