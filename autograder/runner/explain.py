"""In a student's own `python -m pytest`: the findings in words instead of our tracebacks."""

import os
from collections.abc import Generator

import pytest

from autograder.messages.catalogue import LANGUAGES
from autograder.messages.phrase import Phrase, plain
from autograder.messages.wording import wording
from autograder.model.assignment import Assignment, Check
from autograder.model.finding import Finding
from autograder.model.verdict import Verdict
from autograder.runner.bench import Bench
from autograder.runner.marker import check_of

LANGUAGE = "AUTOGRADER_LANG"
"""Environment variable: "en", "ar" or "both" (default)."""
RIGHT_TO_LEFT_MARK = "\u200f"


class Explainer:
    """A pytest plugin that runs checks in declared order and says what is wrong with each."""

    def __init__(self, bench: Bench) -> None:
        """Explain the checks of a bench."""
        self.bench = bench
        self.checks = {check.id: check for check in bench.assignment.checks}

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
        if check is not None and report.failed:
            self.bench.failed.add(check.id)
            if call.excinfo is not None and isinstance(call.excinfo.value, Verdict):
                report.longrepr = explanation(self.bench.assignment, check, call.excinfo.value.findings)
        return report


def explanation(assignment: Assignment, check: Check, findings: tuple[Finding, ...]) -> str:
    """Return title, facts and next steps, in the language(s) that the environment asks for."""
    wanted = os.environ.get(LANGUAGE, "both")
    languages = (wanted,) if wanted in LANGUAGES else LANGUAGES
    return "\n".join(line for language in languages for line in lines(assignment, check, findings, language))


def lines(assignment: Assignment, check: Check, findings: tuple[Finding, ...], language: str) -> list[str]:
    """Return the explanation in one language, line by line."""
    titles = {one.id: one.title for one in assignment.checks}
    words = wording(language, titles, assignment.hints)
    found = [f"{check.id}: {check.title.get(language)}"]
    for finding in findings:
        message = words.message(finding)
        place: Phrase = (*message.place, ": ") if message.place else ()
        found.append("  " + plain((*place, *message.text), isolate=language == "ar"))
        found.append("  " + plain((*words.ui("next"), ": ", *message.next), isolate=language == "ar"))
    return [(RIGHT_TO_LEFT_MARK if language == "ar" else "") + line for line in found]
