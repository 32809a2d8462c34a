"""A folder of reports that is valid at every moment, also when the grader is killed."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder import scoring
from autograder.errors import OutputError, writing
from autograder.feedback.student import student_view
from autograder.model.assignment import Assignment, Visibility
from autograder.model.outcome import Outcome
from autograder.model.report import GradeReport, SandboxFacts
from autograder.model.submission import Submission
from autograder.reports import gradescope, html, json_report
from autograder.reports.file import clear, replace

RESULTS = "results.json"
REPORT = "report.json"
NOWHERE = SandboxFacts("", strong=True)


@dataclass
class ReportFolder:
    """Writes results.json before, while and after grading, and the other reports at the end.

    `language` is "en", "ar" or "both"; `shown` are the visibilities of the checks that the feedback shows.
    A platform knows the time better: results.json lists every check, with its visibility.
    What cannot be written takes nothing from the rest: a grading goes on, every file is tried.
    """

    path: Path
    assignment: Assignment
    submission: Submission
    language: str
    shown: frozenset[Visibility] = frozenset({Visibility.VISIBLE})
    results: dict[str, Any] = field(default_factory=dict)

    def start(self) -> None:
        """Say that grading has not finished.

        Raises:
            OutputError: the folder cannot be written to; the other methods can be called all the same.
        """
        self.results = gradescope.unfinished(self.assignment, self.language)
        with writing(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            clear(self.path)
        self.write(RESULTS, as_json(self.results))

    def note(self, outcome: Outcome) -> None:
        """Replace the entry of a check that has just been decided; if not now, the next one does."""
        report = scoring.report(self.assignment, self.submission, [outcome], NOWHERE)
        decided = gradescope.results(report, self.language, self.assignment.platform)
        for entry in decided["tests"]:
            self.settle(entry)
        self.results["score"] += decided["score"]
        with contextlib.suppress(OutputError):  # the end of the grading tells
            self.write(RESULTS, as_json(self.results))

    def settle(self, entry: dict[str, Any]) -> None:
        """Put a check's decided entry in the place of its undecided one."""
        tests = self.results["tests"]
        checks = [test["extra_data"]["check"] for test in tests]
        place = checks.index(entry["extra_data"]["check"])
        tests[place] = {**entry, "number": tests[place]["number"]}

    def finish(self, report: GradeReport) -> None:
        """Write every report; the results file last.

        Raises:
            OutputError: some cannot be written, the others are.
        """
        view = student_view(report, shown=self.shown)
        languages = gradescope.languages(self.language)
        texts = {f"feedback.{one}.html": html.render(view, one) for one in languages}
        texts[REPORT] = json_report.dump(report)
        texts[RESULTS] = as_json(gradescope.results(report, self.language, self.assignment.platform))
        failed = [error for name, text in texts.items() for error in self.attempt(name, text)]
        if failed:
            raise OutputError("; ".join(map(str, failed)))

    def attempt(self, name: str, text: str) -> Iterator[OutputError]:
        """Write a file; yield the error when it cannot be written."""
        try:
            self.write(name, text)
        except OutputError as error:
            yield error

    def write(self, name: str, text: str) -> None:
        """Replace a file at once, so that nobody ever reads half of it.

        Raises:
            OutputError: it cannot be written; what was there is as it was.
        """
        with writing(self.path / name):
            self.path.mkdir(parents=True, exist_ok=True)
            replace(self.path / name, text)


def as_json(results: dict[str, Any]) -> str:
    """Return JSON that every reader accepts: no NaN, and no lone surrogates but as escapes."""
    return json.dumps(results, allow_nan=False, indent=1) + "\n"
