"""Charts, and the fabricated report with them in a public and a private check."""

from dataclasses import replace

from autograder.model.chart import Chart, Level, Line
from autograder.model.report import GradeReport

LOSSES = Chart("losses", "epoch", "loss", (Line("loss", (2.0, 1.0, 0.5, 0.25), 1.0),), Level("rnn", 0.75))
FORECAST = Chart(
    "forecast",
    "month",
    "temperature",
    (Line("truth", (24.0, 26.5, 25.0, 27.125)), Line("Γu", (25.5, 26.0), 2.0)),
    since=2.0,
)
PUBLIC, PRIVATE = "a1.forward.example", "a1.forward.states"


def with_charts(report: GradeReport) -> GradeReport:
    """Attach the losses to a public check and the forecast to a private one."""
    charts = {PUBLIC: (LOSSES,), PRIVATE: (FORECAST,)}
    parts = tuple(
        replace(
            part,
            checks=tuple(
                replace(it, outcome=replace(it.outcome, charts=charts.get(it.check.id, ())))
                for it in part.checks
            ),
        )
        for part in report.parts
    )
    return replace(report, parts=parts)
