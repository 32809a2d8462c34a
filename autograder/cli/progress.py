"""Progress of a grading: on the terminal, and in the results file as checks are decided."""

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from autograder.model.assignment import Assignment
from autograder.model.epoch import Epoch, OnEpoch
from autograder.model.outcome import Outcome
from autograder.reports.folder import ReportFolder
from autograder.runner.run import OnOutcome

if TYPE_CHECKING:
    from rich.progress import Progress


class Listeners(NamedTuple):
    """What hears of every outcome, and of every epoch of a training."""

    on_outcome: OnOutcome
    on_epoch: OnEpoch


@contextlib.contextmanager
def progress(assignment: Assignment, folder: ReportFolder | None) -> Iterator[Listeners]:
    """Yield what hears of a grading."""
    with bar(len(assignment.checks)) as shown:

        def on_outcome(outcome: Outcome) -> None:
            shown.advance(outcome.check)
            if folder:
                folder.note(outcome)

        yield Listeners(on_outcome, lambda epoch: shown.say(said(epoch)))


def said(epoch: Epoch) -> str:
    """Say how far a training is."""
    return f"{epoch.check}  epoch {epoch.number}, loss {epoch.value:.3g}"


class Bar:
    """How much is done; by itself it shows nothing."""

    def advance(self, name: str) -> None:
        """Show that one more is done, which is called `name`."""

    def say(self, text: str) -> None:
        """Show what is being done."""


class ShownBar(Bar):
    """A bar on the terminal."""

    def __init__(self, shown: "Progress", total: int | None) -> None:
        """Begin at nothing."""
        self.shown = shown
        self.task = shown.add_task("", total=total)

    def advance(self, name: str) -> None:
        """Move the bar."""
        self.shown.update(self.task, advance=1, description=name)

    def say(self, text: str) -> None:
        """Write beside the bar."""
        self.shown.update(self.task, description=text)


@contextlib.contextmanager
def bar(total: int | None) -> Iterator[Bar]:
    """Yield a progress bar, shown where somebody is looking; without `total` it only says what is done."""
    if not sys.stderr.isatty():
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        yield ShownBar(shown, total)
