"""The charts that a test attaches to its check: what a training came to, beside what it is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from autograder.checks.answer import Answer
from autograder.errors import GraderError
from autograder.model.chart import LARGEST, MOST_VALUES, Chart, Level, Line

MOST_CHARTS = 4


@dataclass
class Charts:
    """The fixture `chart`.

    chart("losses", x="epoch", y="loss", lines={"loss": losses}, start=1)
    chart("forecast", x="month", y="temperature", lines={"truth": truth, "forecast": forecast},
          starts={"forecast": 36}, since=36, level=("mean", 26.1))
    """

    drawn: list[Chart] = field(default_factory=list)

    def __call__(  # noqa: PLR0913 (what a chart is made of)
        self,
        title: str,
        *,
        x: str,
        y: str,
        lines: Mapping[str, object],
        start: float = 0.0,
        starts: Mapping[str, float] = {},
        level: tuple[str, float] | None = None,
        since: float | None = None,
    ) -> None:
        """Attach a chart, which is shown whether the check passes or not.

        `title`, `x` and `y` are codes of `model.chart`; the keys of `lines` are codes of its `LABELS` or
        symbols, the values are numbers over time. The first one stands at `start` along the axis, or where
        `starts` says for that line. `level` is a horizontal line to compare with, and what is from `since`
        on is shaded. A line ends before its first number that is not finite; one without numbers is left out.

        Raises:
            GraderError: there are too many charts, or a line is not a sequence of numbers.
            ValueError: a code is not known, or there are too many lines.
        """
        if len(self.drawn) >= MOST_CHARTS:
            message = f"a check has at most {MOST_CHARTS} charts"
            raise GraderError(message)
        made = tuple(
            line(label, numbers, starts.get(label, start))
            for label, numbers in ((label, _numbers(label, values)) for label, values in lines.items())
            if numbers.size
        )
        beside = Level(level[0], float(level[1])) if level else None
        if made:
            self.drawn.append(Chart(title, x, y, made, beside, since))


def line(label: str, numbers: np.ndarray, start: float) -> Line:
    """Return a line through numbers; of many, through as many evenly spaced ones as a chart shows."""
    count = len(numbers)
    if count <= MOST_VALUES:
        return Line(label, tuple(numbers.tolist()), float(start))
    places = np.linspace(0, count - 1, MOST_VALUES)
    shown = np.interp(places, np.arange(count), numbers)
    return Line(label, tuple(shown.tolist()), float(start), float(places[1]))


def _numbers(label: str, values: object) -> np.ndarray:
    """Return the numbers before the first that no chart can show."""
    raw = values.array if isinstance(values, Answer) else values
    try:
        numbers = np.asarray(raw, dtype=np.float64)
    except (TypeError, ValueError) as error:
        message = f"the line {label!r} of a chart does not hold numbers"
        raise GraderError(message) from error
    if numbers.ndim != 1:
        message = f"the line {label!r} of a chart has {numbers.ndim} axes, not one"
        raise GraderError(message)
    wrong = ~(np.abs(numbers) <= LARGEST)
    return numbers[: int(np.argmax(wrong))] if wrong.any() else numbers
