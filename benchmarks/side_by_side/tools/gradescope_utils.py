"""gradescope-utils: a unittest.TestCase with its decorators and runner, in one process with the student."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from benchmarks.side_by_side.measuring import Command
from benchmarks.side_by_side.tools.tool import Tool
from benchmarks.side_by_side.twelve import FUNCTIONS, TWELVE, Check

HEAD = f"""\
import unittest

import numpy as np
from gradescope_utils.autograder_utils.decorators import number, visibility, weight
from rnn import {", ".join(FUNCTIONS)}


class TestRNN(unittest.TestCase):
"""
RUN = """\
import unittest

from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.discover("tests")
    with open("results.json", "w") as f:
        JSONTestRunner(visibility="visible", stream=f).run(suite)
"""


@dataclass(frozen=True)
class GradescopeUtils(Tool):
    """A folder for each submission, as Gradescope's container has it."""

    name: ClassVar[str] = "gradescope-utils"

    def prepare(self, submissions: Mapping[str, str]) -> None:
        suite = HEAD + "".join(test(number, check) for number, check in enumerate(TWELVE, 1))
        for name, source in submissions.items():
            folder = self.folder / name
            (folder / "tests").mkdir(parents=True)
            (folder / "rnn.py").write_text(source, encoding="utf-8")
            (folder / "run_tests.py").write_text(RUN, encoding="utf-8")
            (folder / "tests" / "test_rnn.py").write_text(suite, encoding="utf-8")

    def one(self, submission: str) -> Command:
        return self.command(sys.executable, "run_tests.py", folder=self.folder / submission)

    def all(self) -> Command:
        names = sorted(path.parent.name for path in self.folder.glob("*/rnn.py"))
        return self.two_at_a_time(names, f"cd {{}} && {sys.executable} run_tests.py")

    def tests(self, submission: str) -> dict[str, dict[str, Any]] | None:
        """Return what results.json says of each test, by its number."""
        path = self.folder / submission / "results.json"
        text = path.read_text("utf-8") if path.is_file() else ""
        return {test["number"]: test for test in json.loads(text)["tests"]} if text else None

    def scores(self, submission: str) -> dict[str, float] | None:
        tests = self.tests(submission)
        if tests is None:
            return None
        return {check.id: tests[str(place)]["score"] for place, check in enumerate(TWELVE, 1)}

    def shown(self, submission: str, check: str) -> str:
        tests = self.tests(submission)
        (place,) = (place for place, one in enumerate(TWELVE, 1) if one.id == check)
        return self.clean(tests[str(place)].get("output", "")) if tests else ""


def test(place: int, check: Check) -> str:
    """Return a test method."""
    return f'''
    @weight(1)
    @number("{place}")
    @visibility("visible")
    def test_{check.name}(self):
        """{check.title}"""
{check.body("        ")}'''
