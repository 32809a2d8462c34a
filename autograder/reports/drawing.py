"""The places of everything in the picture of a plot, for the template that writes SVG."""

from dataclasses import dataclass

from autograder.messages.phrase import plain
from autograder.reports.plot import Curve, Plot

WIDTH, HEIGHT = 560, 282
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 12, 32, 52
_DOT = 8


@dataclass(frozen=True)
class Place:
    """Where a tick stands, and how it is written."""

    at: float
    text: str


@dataclass(frozen=True)
class Drawing:
    """A plot's picture in units of its own; `paths` are those of the curves, in order.

    `level` is the height of the line to compare with, `since` where the shaded part begins; None without.
    """

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    across: tuple[Place, ...]
    up: tuple[Place, ...]
    paths: tuple[str, ...]
    level: float | None
    since: float | None
    described: str


def drawing(plot: Plot, *, rtl: bool) -> Drawing:
    """Find the places."""
    return Drawing(
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        right=WIDTH - _RIGHT,
        top=_TOP,
        bottom=HEIGHT - _BOTTOM,
        across=tuple(Place(_across(tick.value, plot), tick.text) for tick in plot.across),
        up=tuple(Place(_up(tick.value, plot), tick.text) for tick in plot.up),
        paths=tuple(_path(curve, plot) for curve in plot.curves),
        level=_up(plot.level.value, plot) if plot.level else None,
        since=_across(min(max(plot.since.value, plot.left), plot.right), plot) if plot.since else None,
        described=". ".join(plain(phrase, isolate=rtl) for phrase in plot.summaries) + ".",
    )


def _path(curve: Curve, plot: Plot) -> str:
    """Return the path through a curve's values; a single one is a short line."""
    points = [(_across(x, plot), _up(y, plot)) for x, y in zip(curve.xs, curve.ys, strict=True)]
    if len(points) == 1:
        return f"M{points[0][0] - _DOT / 2:g} {points[0][1]:g} h{_DOT}"
    return "M" + " L".join(f"{x:g} {y:g}" for x, y in points)


def _across(value: float, plot: Plot) -> float:
    return round(_LEFT + (WIDTH - _RIGHT - _LEFT) * (value - plot.left) / (plot.right - plot.left), 1)


def _up(value: float, plot: Plot) -> float:
    low, high = plot.up[0].value, plot.up[-1].value
    return round(_TOP + (HEIGHT - _BOTTOM - _TOP) * (high - value) / (high - low), 1)
