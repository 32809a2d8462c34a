"""A trial for a person at a terminal."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from autograder.standin.process import Ended, last_lines
from autograder.standin.results import Document
from autograder.standin.seen import Seen, SeenTest, seen
from autograder.standin.trial import Trial

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

STYLES = {"passed": "green", "failed": "red"}
UNFINISHED = "The results say that grading did not finish."
NO_TOTAL = "The student sees no total, because not every test is visible."


def show(trial: Trial, console: "Console", *, whole: bool = False) -> None:
    """Print a trial: its tests, what the student would see of them, how it ran, the score last.

    `whole` shows the text of every test, not only of those that did not pass.
    """
    for remark in trial.remarks:
        console.print(remark, soft_wrap=True)
    if trial.reading.document is not None and not trial.faults:
        page = seen(trial.reading.document)
        if page.tests or page.kept_back:
            console.print(table(page))
        for line in student(page, whole=whole):
            console.print(line, soft_wrap=True)
    for line in (*ran(trial), *trial.reading.remarks, *score(trial)):
        console.print(line, soft_wrap=True)
    for fault in trial.faults:
        console.print(fault, style="bold red", soft_wrap=True)


def table(page: Seen) -> "Table":
    """Return one row for each test."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    made.add_column("test", no_wrap=True)
    made.add_column("name", overflow="fold")
    for heading in ("score", "status", "visibility"):
        made.add_column(heading, no_wrap=True)
    for test in (*page.tests, *page.kept_back):
        made.add_row(
            test.number, test.name, test.score, test.status, test.visibility, style=STYLES.get(test.status)
        )
    return made


def student(page: Seen, *, whole: bool) -> Iterator[str]:
    """Yield the text that the student sees."""
    yield "What the student sees:"
    if not page.total:
        yield f"  ({NO_TOTAL})"
    yield from _indented(page.output or "(no text)")
    for test in page.tests:
        if test.output and (whole or test.status != "passed"):
            yield f"  {_title(test)}"
            yield from _indented(test.output, "    ")


def ran(trial: Trial) -> Iterator[str]:
    """Yield how it ran: times, memory, limits, isolation, and what it printed."""
    if trial.setup:
        yield f"setup.sh: {_ended(trial.setup)}"
    if trial.ran is None:
        return
    usage, ended = trial.ran.usage, trial.ran.ended
    peak = "" if usage.peak is None else f", at most {usage.peak / 2**20:.0f} MB, cached files among them"
    yield f"run_autograder: {_ended(ended)}{peak}; limits: {usage.limits}"
    for name, text in (("stdout", ended.stdout), ("stderr", ended.stderr)):
        if text.strip():
            yield f"{name} ({len(text):,} characters, not for the student):"
            yield from _indented(last_lines(text))
    yield from sandbox(trial.reading.document or {})


def sandbox(document: Document) -> Iterator[str]:
    """Yield what the results say of the sandbox of the student's code."""
    extra = document.get("extra_data")
    facts = extra.get("sandbox") if isinstance(extra, dict) else None
    if isinstance(facts, dict):
        yield "sandbox of the student's code:"
        yield from (f"  {name}: {_fact(value)}" for name, value in facts.items())


def score(trial: Trial) -> Iterator[str]:
    """Yield the score, when the platform takes one."""
    document = trial.reading.document
    if document is None or trial.faults:
        return
    if not trial.finished:
        yield UNFINISHED
    most = sum(test.get("max_score", 0) for test in document.get("tests", []))
    yield f"score: {trial.reading.score:g}" + (f" of {most:g}" if most else "")


def _title(test: SeenTest) -> str:
    points = f" ({test.score})" if test.score else ""
    return f"{test.number} {test.name}{points}".strip()


def _indented(text: str, margin: str = "  ") -> Iterator[str]:
    yield from (f"{margin}{line}" for line in text.splitlines())


def _ended(ended: Ended) -> str:
    how = "stopped" if ended.status is None else f"exit status {ended.status}"
    return f"{how} after {ended.seconds:.1f} s"


def _fact(value: object) -> str:
    """Write a fact on a line; of a table of results, how many there are of each."""
    if isinstance(value, dict):
        counts = Counter(map(str, value.values()))
        return ", ".join(f"{count} {result}" for result, count in counts.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
