"""A chart that a check attaches to its outcome: numbers and codes of words, no words and no picture."""

from dataclasses import dataclass

TITLES = frozenset(
    {
        "losses",
        "accuracy",
        "accuracy_by_position",
        "forecast",
        "errors_by_horizon",
        "gradient_sizes",
        "gate",
        "series",
    }
)
AXES = frozenset(
    {"epoch", "update", "step", "position", "month", "horizon"}
    | {"loss", "accuracy", "value", "error", "temperature", "size"}
)
LABELS = frozenset(
    {"loss", "training", "validation", "accuracy", "truth", "forecast", "history", "naive", "yours"}
    | {"reference", "mean", "threshold", "rnn", "gru", "lstm"}
)
"""The codes whose words are in the catalogues; any other label is a symbol and stands for itself."""
MOST_LINES = 6
MOST_VALUES = 300
MOST_LETTERS = 24
LARGEST = 1e30
"""No number of a chart is larger: differences of them and their decimal places are numbers too."""


@dataclass(frozen=True)
class Line:
    """One line: its label, and its values at `start`, `start + step`, ... along the axis.

    Raises:
        ValueError: it has no values or more than a chart shows, or one of them is not finite or too large.
    """

    label: str
    values: tuple[float, ...]
    start: float = 0.0
    step: float = 1.0

    def __post_init__(self) -> None:
        _refuse_long(self.label)
        if not 0 < len(self.values) <= MOST_VALUES:
            message = f"a line has 1 to {MOST_VALUES} values, not {len(self.values)}"
            raise ValueError(message)
        if not all(map(_fits, (*self.values, self.start, self.step))):
            message = f"the line {self.label!r} holds a number that no chart can show"
            raise ValueError(message)

    @property
    def end(self) -> float:
        """Where along the axis the last value stands."""
        return self.start + self.step * (len(self.values) - 1)


@dataclass(frozen=True)
class Level:
    """A horizontal line to compare with, such as what a plain RNN reaches.

    Raises:
        ValueError: its value is not finite or too large.
    """

    label: str
    value: float

    def __post_init__(self) -> None:
        _refuse_long(self.label)
        if not _fits(self.value):
            message = f"the level {self.label!r} is a number that no chart can show"
            raise ValueError(message)


@dataclass(frozen=True)
class Chart:
    """Lines over a common axis.

    `title` is one of `TITLES`; `x` and `y` are of `AXES`. From `since` on, which is a place along the axis,
    the chart is shaded: there a forecast begins.

    Raises:
        ValueError: a code is not known, it has no line or too many, or `since` is no place.
    """

    title: str
    x: str
    y: str
    lines: tuple[Line, ...]
    level: Level | None = None
    since: float | None = None

    def __post_init__(self) -> None:
        for code, known in ((self.title, TITLES), (self.x, AXES), (self.y, AXES)):
            if code not in known:
                what = "title" if known is TITLES else "axis"
                message = f"no {what} of a chart is called {code!r}; there are {', '.join(sorted(known))}"
                raise ValueError(message)
        if not 0 < len(self.lines) <= MOST_LINES:
            message = f"a chart has 1 to {MOST_LINES} lines, not {len(self.lines)}"
            raise ValueError(message)
        if self.since is not None and not _fits(self.since):
            message = "the place from which a chart is shaded is a number that no chart can show"
            raise ValueError(message)


def _fits(number: float) -> bool:
    """Tell a number from infinity, one that is too large, and what is none: nan compares with nothing."""
    return abs(number) <= LARGEST


def _refuse_long(label: str) -> None:
    if not 0 < len(label) <= MOST_LETTERS:
        message = f"a label has 1 to {MOST_LETTERS} letters, not {len(label)}"
        raise ValueError(message)
