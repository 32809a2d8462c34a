"""nbgrader: a course with one notebook, an answer cell, and a test cell with hidden tests for each check."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import nbformat

from benchmarks.side_by_side.measuring import Command
from benchmarks.side_by_side.submissions import SUBMISSIONS
from benchmarks.side_by_side.tools.tool import Tool
from benchmarks.side_by_side.twelve import TWELVE

NBGRADER = Path(sys.executable).with_name("nbgrader")
ASSIGNMENT = "rnn"
CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "side_by_side"\n'


@dataclass(frozen=True)
class Nbgrader(Tool):
    """A course; students hand in the released notebook with their answer in it."""

    name: ClassVar[str] = "nbgrader autograde"

    def prepare(self, submissions: Mapping[str, str]) -> None:
        source = self.folder / "source" / ASSIGNMENT
        source.mkdir(parents=True)
        (self.folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
        nbformat.write(notebook(), source / "rnn.ipynb")
        self.set_up(NBGRADER, "generate_assignment", ASSIGNMENT)
        for name, answer in submissions.items():
            self.hand_in(name, answer)

    def hand_in(self, student: str, answer: str) -> None:
        """Write a student's notebook."""
        handed_in = nbformat.read(self.folder / "release" / ASSIGNMENT / "rnn.ipynb", as_version=4)
        handed_in.cells[0].source = answer
        to = self.folder / "submitted" / student / ASSIGNMENT
        to.mkdir(parents=True)
        nbformat.write(handed_in, to / "rnn.ipynb")

    def one(self, submission: str) -> Command:
        return self.command(NBGRADER, "autograde", ASSIGNMENT, "--student", submission, "--force")

    def all(self) -> Command:
        return self.command(NBGRADER, "autograde", ASSIGNMENT, "--force")

    def scores(self, submission: str) -> dict[str, float] | None:
        from nbgrader.api import Gradebook, MissingEntry

        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            try:
                (graded,) = gradebook.find_submission(ASSIGNMENT, submission).notebooks
            except MissingEntry:
                return None
            scores = {grade.name: grade.auto_score for grade in graded.grades}
        return None if None in scores.values() else {check.id: scores[check.name] for check in TWELVE}

    def shown(self, submission: str, check: str) -> str:
        path = self.folder / "autograded" / submission / ASSIGNMENT / "rnn.ipynb"
        if not path.is_file():
            return ""
        cells = nbformat.read(path, as_version=4).cells
        (cell,) = (cell for cell in cells if cell.metadata.nbgrader.grade_id == check.replace(".", "_"))
        return self.clean("\n".join(said(output) for output in cell.outputs))


def notebook() -> Any:  # noqa: ANN401 (a notebook)
    """Return the source notebook."""
    answer = f"### BEGIN SOLUTION\n{SUBMISSIONS['right']}### END SOLUTION"
    hidden = "### BEGIN HIDDEN TESTS\n{}### END HIDDEN TESTS"
    tests = [
        cell(hidden.format(check.body()), check.name, grade=True, locked=True, points=1) for check in TWELVE
    ]
    made = nbformat.v4.new_notebook(cells=[cell(answer, "rnn", solution=True), *tests])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return made


def cell(source: str, name: str, **marks: Any) -> Any:  # noqa: ANN401 (a cell, and nbgrader's marks)
    """Return a cell as nbgrader marks it."""
    made = nbformat.v4.new_code_cell(source)
    known = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    made.metadata["nbgrader"] = {**known, "grade_id": name, "cell_type": "code", **marks}
    return made


def said(output: nbformat.NotebookNode) -> str:
    """Return the text of an output."""
    return "\n".join(output.get("traceback", ())) or output.get("text", "")
