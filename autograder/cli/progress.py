"""Progress of a grading: on the terminal, and in the results file as checks are decided."""

import contextlib
import sys
from collections.abc import Callable, Iterator

from autograder.model.assignment import Assignment
from autograder.model.outcome import Outcome
from autograder.reports.folder import ReportFolder
from autograder.runner.run import OnOutcome


@contextlib.contextmanager
def progress(assignment: Assignment, folder: ReportFolder | None) -> Iterator[OnOutcome]:
    """Yield what hears of every outcome."""
    with bar(len(assignment.checks)) as advance:

        def on_outcome(outcome: Outcome) -> None:
            advance(outcome.check)
            if folder:
                folder.note(outcome)

        yield on_outcome


@contextlib.contextmanager
def bar(total: int) -> Iterator[Callable[[str], None]]:
    """Yield what advances a progress bar, told what is done, where somebody is looking."""
    if not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=total)
        yield lambda name: shown.update(task, advance=1, description=name)
