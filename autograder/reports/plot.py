"""A chart in the words of one language, with its axes: what is drawn in letters and in SVG."""

from dataclasses import dataclass

from autograder.messages.phrase import Phrase, parse, quote
from autograder.messages.wording import Wording
from autograder.model.chart import Chart, Level, Line
from autograder.reports.ticks import Tick, around, widened, within

_MOST_ACROSS, _MOST_UP = 8, 6


@dataclass(frozen=True)
class Curve:
    """A line: what it is called, its values at `xs`, and what can be said of it without looking."""

    label: Phrase
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    summary: Phrase


@dataclass(frozen=True)
class Mark:
    """A straight line to compare with, or a place along the axis, with its words."""

    label: Phrase
    value: float


@dataclass(frozen=True)
class Plot:
    """A chart in words; the axis across goes from `left` to `right`, left to right in every language.

    The axis up goes from the first of `up` to the last.
    """

    title: Phrase
    x: str
    y: str
    axes: Phrase
    curves: tuple[Curve, ...]
    left: float
    right: float
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    level: Mark | None = None
    since: Mark | None = None

    @property
    def summaries(self) -> tuple[Phrase, ...]:
        """Everything that is seen, in words."""
        marks = tuple(mark.label for mark in (self.level, self.since) if mark)
        return (self.axes, *(curve.summary for curve in self.curves), *marks)


def plot(chart: Chart, words: Wording) -> Plot:
    """Put a chart into words and find its axes."""
    left, right = widened(min(it.start for it in chart.lines), max(it.end for it in chart.lines))
    heights = [value for it in chart.lines for value in it.values]
    heights += [chart.level.value] if chart.level else []
    x, y = words.catalogue.chart_words[chart.x], words.catalogue.chart_words[chart.y]
    return Plot(
        title=parse(words.catalogue.chart_titles[chart.title]),
        x=x,
        y=y,
        axes=words.ui("chart_axes", x=parse(x), y=parse(y)),
        curves=tuple(_curve(it, words) for it in chart.lines),
        left=left,
        right=right,
        across=within(left, right, _MOST_ACROSS),
        up=around(min(heights), max(heights), _MOST_UP),
        level=_level(chart.level, words) if chart.level else None,
        since=None if chart.since is None else Mark(words.ui("chart_since", since=chart.since), chart.since),
    )


def _curve(line: Line, words: Wording) -> Curve:
    xs = tuple(line.start + line.step * i for i in range(len(line.values)))
    summary = words.ui(
        "chart_line",
        label=_label(line.label, words),
        count=len(line.values),
        first=_short(line.values[0]),
        last=_short(line.values[-1]),
        low=_short(min(line.values)),
        high=_short(max(line.values)),
    )
    return Curve(_label(line.label, words), xs, line.values, summary)


def _level(level: Level, words: Wording) -> Mark:
    label = words.ui("chart_level", label=_label(level.label, words), value=_short(level.value))
    return Mark(label, level.value)


def _label(label: str, words: Wording) -> Phrase:
    """Return the words of a label's code; any other is a symbol, which stands for itself."""
    known = words.catalogue.chart_words.get(label)
    return parse(known) if known else (quote(label, code=False),)


def _short(value: float) -> float:
    """Return a value to three digits."""
    return float(f"{value:.3g}")
