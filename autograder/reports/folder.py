"""A folder of reports that is valid at every moment, also when the grader is killed."""

import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder import scoring
from autograder.feedback.student import student_view
from autograder.model.assignment import Assignment, Visibility
from autograder.model.outcome import Outcome
from autograder.model.report import GradeReport, SandboxFacts
from autograder.model.submission import Submission
from autograder.reports import gradescope, html, json_report

RESULTS = "results.json"
REPORT = "report.json"
NOWHERE = SandboxFacts("", strong=True)


@dataclass
class ReportFolder:
    """Writes results.json before, while and after grading, and the other reports at the end.

    `language` is "en", "ar" or "both"; `shown` are the visibilities of the checks that the feedback shows.
    A platform knows the time better: results.json lists every check, with its visibility.
    """

    path: Path
    assignment: Assignment
    submission: Submission
    language: str
    shown: frozenset[Visibility] = frozenset({Visibility.VISIBLE})
    results: dict[str, Any] = field(default_factory=dict)

    def start(self) -> None:
        """Say that grading has not finished."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.results = gradescope.unfinished(self.assignment, self.language)
        self.write(RESULTS, as_json(self.results))

    def note(self, outcome: Outcome) -> None:
        """Replace the entry of a check that has just been decided."""
        report = scoring.report(self.assignment, self.submission, [outcome], NOWHERE)
        decided = gradescope.results(report, self.language, self.assignment.platform)
        for entry in decided["tests"]:
            self.replace(entry)
        self.results["score"] += decided["score"]
        self.write(RESULTS, as_json(self.results))

    def replace(self, entry: dict[str, Any]) -> None:
        """Put a check's decided entry in the place of its undecided one."""
        tests = self.results["tests"]
        checks = [test["extra_data"]["check"] for test in tests]
        place = checks.index(entry["extra_data"]["check"])
        tests[place] = {**entry, "number": tests[place]["number"]}

    def finish(self, report: GradeReport) -> None:
        """Write every report; the results file last."""
        view = student_view(report, shown=self.shown)
        for language in gradescope.languages(self.language):
            self.write(f"feedback.{language}.html", html.render(view, language))
        self.write(REPORT, json_report.dump(report))
        self.write(RESULTS, as_json(gradescope.results(report, self.language, self.assignment.platform)))

    def write(self, name: str, text: str) -> None:
        """Replace a file at once, so that nobody ever reads half of it."""
        handle, created = tempfile.mkstemp(dir=self.path, prefix=f".{name}.")
        temporary = Path(created)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
            temporary.chmod(0o644)
            temporary.replace(self.path / name)
        except OSError:
            temporary.unlink()
            raise


def as_json(results: dict[str, Any]) -> str:
    """Return JSON that every reader accepts: no NaN, and no lone surrogates but as escapes."""
    return json.dumps(results, allow_nan=False, indent=1) + "\n"
