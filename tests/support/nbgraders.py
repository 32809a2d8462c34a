"""A course graded by the real nbgrader, and its gradebook as the database has it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

Notebook = dict[str, Any]
Change = Callable[[Notebook], object]
ID = "a1_rnn"
SCORES = """
    select base_cell.name, grade.auto_score, grade.needs_manual_grade
    from grade
    join base_cell on base_cell.id = grade.cell_id
    join submitted_notebook on submitted_notebook.id = grade.notebook_id
    join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
    where submitted_assignment.student_id = ?
"""


@dataclass(frozen=True)
class Grade:
    """What the gradebook says of a test cell."""

    score: float | None
    needs_manual_grade: bool


@dataclass(frozen=True)
class Course:
    """A course's folder, and the assignment in it."""

    folder: Path
    assignment: str = ID
    notebook: str = "rnn"
    nbgrader = (str(Path(sys.executable).with_name("nbgrader")),)

    def environment(self) -> dict[str, str]:
        """Return an environment that nothing of this machine's Jupyter gets into."""
        home = self.folder.parent / "home"
        home.mkdir(exist_ok=True)
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        return {"PATH": path, "HOME": str(home), "LC_ALL": "C.UTF-8"}

    def run(self, *arguments: str | Path, status: int = 0) -> str:
        """Run a command of nbgrader's and return what it printed, on whichever stream."""
        ran = subprocess.run(
            [*self.nbgrader, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert ran.returncode == status, ran.stdout
        return ran.stdout

    def copy(self, folder: Path) -> "Course":
        """Return a copy of the course."""
        return replace(self, folder=shutil.copytree(self.folder, folder / "course"))

    def hand_in(
        self, student: str, source: str, *, beside: Iterable[Path] = (), change: Change = lambda _: None
    ) -> Path:
        """Write a submission whose first answer is a whole source; `change` is what else a student did."""
        notebook = json.loads(
            (self.folder / "release" / self.assignment / f"{self.notebook}.ipynb").read_text("utf-8")
        )
        answers = [cell for cell in notebook["cells"] if marks(cell).get("solution")]
        for cell, text in zip(answers, [source] + [""] * len(answers), strict=False):
            cell["source"] = text
        change(notebook)
        to = self.folder / "submitted" / student / self.assignment
        to.mkdir(parents=True, exist_ok=True)
        (to / f"{self.notebook}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        for path in beside:
            shutil.copy(path, to)
        return to

    def graded(self, student: str) -> Notebook:
        """Return an autograded notebook."""
        path = self.folder / "autograded" / student / self.assignment / f"{self.notebook}.ipynb"
        notebook: Notebook = json.loads(path.read_text("utf-8"))
        return notebook

    def feedback(self, student: str) -> str:
        """Return a page of feedback."""
        return (self.folder / "feedback" / student / self.assignment / f"{self.notebook}.html").read_text(
            "utf-8"
        )

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what the database answers."""
        database = sqlite3.connect(self.folder / "gradebook.db")
        try:
            return database.execute(query, values).fetchall()
        finally:
            database.close()

    def grades(self, student: str) -> dict[str, Grade]:
        """Return the gradebook's scores by test cell."""
        return {name: Grade(score, bool(needs)) for name, score, needs in self.ask(SCORES, student)}

    def total(self, student: str) -> float | None:
        """Return the sum of the scores as the database adds them; None where there is none."""
        ((total,),) = self.ask(f"select sum(auto_score) from ({SCORES})", student)  # noqa: S608 (our own text)
        return None if total is None else float(total)


def marks(cell: dict[str, Any]) -> dict[str, Any]:
    """Return what nbgrader says of a cell."""
    found: dict[str, Any] = cell["metadata"].get("nbgrader", {})
    return found


def graded_cells(notebook: Notebook) -> dict[str, dict[str, Any]]:
    """Return the test cells by name."""
    return {marks(cell)["grade_id"]: cell for cell in notebook["cells"] if marks(cell).get("grade")}
