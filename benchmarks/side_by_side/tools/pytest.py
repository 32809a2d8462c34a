"""Plain pytest: the student's file beside a test file, both in one process."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from xml.etree import ElementTree as ET

from benchmarks.side_by_side.measuring import Command
from benchmarks.side_by_side.tools.tool import Tool
from benchmarks.side_by_side.twelve import FUNCTIONS, TWELVE, Check

HEAD = f"import numpy as np\nfrom rnn import {', '.join(FUNCTIONS)}\n"


@dataclass(frozen=True)
class Pytest(Tool):
    """A folder for each submission."""

    name: ClassVar[str] = "plain pytest"

    def prepare(self, submissions: Mapping[str, str]) -> None:
        suite = HEAD + "".join(test(check) for check in TWELVE)
        for name, source in submissions.items():
            folder = self.folder / name
            folder.mkdir(parents=True)
            (folder / "rnn.py").write_text(source, encoding="utf-8")
            (folder / "test_rnn.py").write_text(suite, encoding="utf-8")

    def one(self, submission: str) -> Command:
        folder = self.folder / submission
        return self.command(sys.executable, "-m", "pytest", "--junit-xml=junit.xml", folder=folder)

    def all(self) -> Command:
        names = sorted(path.parent.name for path in self.folder.glob("*/rnn.py"))
        return self.two_at_a_time(names, f"cd {{}} && {sys.executable} -m pytest --junit-xml=junit.xml")

    def scores(self, submission: str) -> dict[str, float] | None:
        cases = self.cases(submission)
        if cases is None:
            return None
        return {check.id: float(not len(cases[f"test_{check.name}"])) for check in TWELVE}

    def cases(self, submission: str) -> dict[str, ET.Element] | None:
        """Return pytest's own report, by test."""
        path = self.folder / submission / "junit.xml"
        if not path.is_file():
            return None
        return {case.attrib["name"]: case for case in ET.parse(path).iter("testcase")}  # noqa: S314 (pytest's)

    def shown(self, submission: str, check: str) -> str:
        cases = self.cases(submission)
        (name,) = (f"test_{one.name}" for one in TWELVE if one.id == check)
        return self.clean(cases[name][0].text or "") if cases else ""


def test(check: Check) -> str:
    """Return a test function."""
    return f'\n\ndef test_{check.name}():\n    """{check.title}."""\n{check.body("    ")}'
