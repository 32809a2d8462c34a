"""`autograder grade`, with a course.yaml that leaves twelve checks of a1_rnn on."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import ClassVar

from autograder.feedback.student import student_view
from autograder.reports import json_report, text
from benchmarks.side_by_side.measuring import Command
from benchmarks.side_by_side.tools.tool import PROCESSES, Tool

CHECKOUT = Path(__file__).resolve().parents[3]
COURSE = Path(__file__).resolve().parents[1] / "course.yaml"
ANOTHER = re.compile(r"  \S{1,2} \d")


@dataclass(frozen=True)
class Ours(Tool):
    """The suite of a1_rnn: private inputs drawn for each submission, a sandboxed process for each check."""

    name: ClassVar[str] = "autograder grade"

    def prepare(self, submissions: Mapping[str, str]) -> None:
        """Write a file for each submission."""
        (self.folder / "submissions").mkdir(parents=True)
        for name, source in submissions.items():
            self.submission(name).write_text(source, encoding="utf-8")

    def submission(self, name: str) -> Path:
        """Return where a submission lies."""
        return self.folder / "submissions" / f"{name}.py"

    def one(self, submission: str) -> Command:
        return self.grade("grade", self.submission(submission), "--out", self.folder / "out" / submission)

    def all(self) -> Command:
        submissions = sorted((self.folder / "submissions").iterdir())
        return self.grade("grade-class", *submissions, "--out", self.folder / "out", "--jobs", str(PROCESSES))

    def grade(self, command: str, *arguments: str | Path) -> Command:
        """Return a command that grades."""
        settings = ("--course", COURSE, "--lang", "en", "--seed", "side by side")
        assignment = CHECKOUT / "assignments" / "a1_rnn"
        return self.command(sys.executable, "-m", "autograder", command, assignment, *arguments, *settings)

    def scores(self, submission: str) -> dict[str, float] | None:
        path = self.folder / "out" / submission / "report.json"
        if not path.is_file():
            return None
        return {
            grade.check.id: float(grade.score) for grade in json_report.load(path.read_text("utf-8")).checks
        }

    def shown(self, submission: str, check: str, language: str = "en") -> str:
        path = self.folder / "out" / submission / "report.json"
        report = json_report.load(path.read_text("utf-8"))
        (title,) = (one.check.title.get(language) for one in report.checks if one.check.id == check)
        lines = text.render(student_view(report), language).splitlines()
        start = next(place for place, line in enumerate(lines) if title in line)
        rest = lines[start + 1 :]
        length = next(n for n, line in enumerate(rest) if ANOTHER.match(line) or not line.startswith("  "))
        return dedent("\n".join(lines[start : start + 1 + length]))
