"""In a student's own `python -m pytest`: the words of a report instead of our tracebacks."""

import os
from collections.abc import Generator, Iterator

import pytest

from autograder.messages.catalogue import LANGUAGES
from autograder.messages.phrase import Phrase, plain
from autograder.messages.wording import Message, Wording, wording
from autograder.model.assignment import Assignment, Check
from autograder.model.finding import Finding
from autograder.model.outcome import Outcome, Status
from autograder.model.verdict import Verdict
from autograder.runner.bench import Bench, needed
from autograder.runner.marker import check_of
from autograder.runner.verdicts import absent_function, blocked, judge

LANGUAGE = "AUTOGRADER_LANG"
"""Environment variable: "en", "ar" or "both"; without it the assignment decides."""
CHECK, STATUS = "check", "status"
"""Properties of a test in pytest's reports (`--junitxml`)."""
RIGHT_TO_LEFT_MARK = "\u200f"
LEFT_TO_RIGHT_MARK = "\u200e"
WIDTH = 90


class Explainer:
    """A pytest plugin that runs checks in declared order and says what is wrong with each."""

    def __init__(self, bench: Bench) -> None:
        """Explain the checks of a bench."""
        self.bench = bench
        self.checks = {check.id: check for check in bench.assignment.checks}
        self.absent: dict[str, list[str]] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort tests as their checks are declared: later ones build on earlier ones."""
        order = {check: place for place, check in enumerate(self.checks)}
        items.sort(key=lambda item: order.get(check_of(item), len(order)))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: "pytest.CallInfo[None]"
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put the words of a verdict in the place of its traceback."""
        report = yield
        check = self.checks.get(check_of(item))
        if check is not None and (report.failed or call.when == "call"):
            error = call.excinfo.value if call.excinfo else None
            outcome = self.outcome(check, error)
            item.user_properties += [(CHECK, check.id), (STATUS, outcome.status.value)]
            if isinstance(error, Verdict):
                report.longrepr = explanation(self.bench.assignment, check, outcome)
        return report

    def outcome(self, check: Check, error: BaseException | None) -> Outcome:
        """Judge a test as a grading does, and remember what later checks must know."""
        outcome = blocked(judge(check.id, error), self.absent, needed(self.bench.assignment, check.id))
        if error is not None:
            self.bench.failed.add(check.id)
        if outcome.status is Status.GRADER_ERROR:
            self.bench.ours.add(check.id)
        function = absent_function(outcome)
        if function is not None:
            self.absent.setdefault(function, []).append(check.id)
        return outcome


def explanation(assignment: Assignment, check: Check, outcome: Outcome) -> str:
    """Return title, status, facts and next steps, in the language(s) that somebody asks for."""
    return "\n".join(
        line for language in languages(assignment) for line in lines(assignment, check, outcome, language)
    )


def told(assignment: Assignment, one: Finding) -> str:
    """Return a finding that is about no check: fact and next step, in each language."""
    words = [(wording(language), language == "ar") for language in languages(assignment)]
    messages = [(word.message(one), isolate) for word, isolate in words]
    return " ".join(plain((*m.text, " ", *m.next), isolate=isolate) for m, isolate in messages)


def languages(assignment: Assignment) -> tuple[str, ...]:
    """Return the language(s) that somebody asks for, in their order."""
    wanted = os.environ.get(LANGUAGE, assignment.language)
    return (wanted,) if wanted in LANGUAGES else LANGUAGES


def lines(assignment: Assignment, check: Check, outcome: Outcome, language: str) -> Iterator[str]:
    """Yield the explanation in one language, line by line."""
    words = wording(language, {one.id: one.title for one in assignment.checks}, assignment.hints)
    mark = RIGHT_TO_LEFT_MARK if words.catalogue.direction == "rtl" else ""
    yield f"{mark}{check.id}: {check.title.get(language)}: {words.catalogue.status[outcome.status.value]}"
    for finding in outcome.findings:
        yield from message_lines(words.message(finding), words, mark)
    if check.section in assignment.sections:
        yield f"{mark}  {words.catalogue.ui['handout']}: {assignment.sections[check.section].get(language)}"


def message_lines(message: Message, words: Wording, mark: str) -> Iterator[str]:
    """Yield the fact, the picture over time, and the next step; time runs left to right."""
    place: Phrase = (*message.place, ": ") if message.place else ()
    yield f"{mark}  {plain((*place, *message.text), isolate=bool(mark))}"
    if message.picture:
        yield f"{mark}  {plain(message.picture.caption, isolate=bool(mark))}:"
        yield from (f"{mark and LEFT_TO_RIGHT_MARK}  {row}" for row in message.picture.rows(WIDTH))
    yield f"{mark}  {plain((*words.ui('next'), ': ', *message.next), isolate=bool(mark))}"
