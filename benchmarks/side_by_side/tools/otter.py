"""Otter: exception-based test files in an autograder.zip, the submission a notebook, `otter run`."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import nbformat

from benchmarks.side_by_side.measuring import Command
from benchmarks.side_by_side.tools.tool import Tool
from benchmarks.side_by_side.twelve import TWELVE, Check

NOT_OTTERS = "rfc3987_syntax"
"""A dependency of nbgrader's, slow to import, which an environment of Otter's alone does not have."""
OTTER = (sys.executable, "-m", "otter")


@dataclass(frozen=True)
class Otter(Tool):
    """A notebook for each submission; visible tests, so that students see why one failed."""

    name: ClassVar[str] = "otter run"

    def prepare(self, submissions: Mapping[str, str]) -> None:
        (self.folder / "tests").mkdir(parents=True)
        for name in submissions:
            (self.folder / "out" / name).mkdir(parents=True)
        for check in TWELVE:
            (self.folder / "tests" / f"{check.name}.py").write_text(test(check), encoding="utf-8")
        (self.folder / "otter_config.json").write_text('{"show_stdout": false}', encoding="utf-8")
        (self.folder / "alone").mkdir()
        (self.folder / "alone" / f"{NOT_OTTERS}.py").write_text("raise ImportError", encoding="utf-8")
        self.set_up(*OTTER, "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment")
        for name, source in submissions.items():
            notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
            notebook.metadata["kernelspec"] = {
                "name": "python3",
                "display_name": "Python 3",
                "language": "python",
            }
            nbformat.write(notebook, self.folder / f"{name}.ipynb")

    def environment(self) -> dict[str, str]:
        return {**super().environment(), "PYTHONPATH": str(self.folder / "alone")}

    def one(self, submission: str) -> Command:
        options = ("-a", "autograder.zip", "-o", f"out/{submission}", "--no-logo")
        return self.command(*OTTER, "run", f"{submission}.ipynb", *options)

    def all(self) -> Command:
        names = sorted(path.stem for path in self.folder.glob("*.ipynb"))
        line = f"{' '.join(OTTER)} run {{}}.ipynb -a autograder.zip -o out/{{}} --no-logo"
        return self.two_at_a_time(names, line)

    def tests(self, submission: str) -> dict[str, dict[str, Any]] | None:
        """Return what results.json says, by test file."""
        path = self.folder / "out" / submission / "results.json"
        if not path.is_file():
            return None
        return {test["name"]: test for test in json.loads(path.read_text("utf-8"))["tests"]}

    def scores(self, submission: str) -> dict[str, float] | None:
        tests = self.tests(submission)
        if tests is None:
            return None
        return {check.id: float(tests[check.id]["score"]) for check in TWELVE}

    def shown(self, submission: str, check: str) -> str:
        tests = self.tests(submission)
        return self.clean(tests[check]["output"]) if tests else ""


def test(check: Check) -> str:
    """Return a test file."""
    return f"""\
from otter.test_files import test_case

OK_FORMAT = False
name = "{check.id}"
points = 1


@test_case(name="{check.title}")
def test_{check.name}({", ".join(check.uses)}):
    import numpy as np

{check.body("    ")}"""
