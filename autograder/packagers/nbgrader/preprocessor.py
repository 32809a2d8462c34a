"""nbgrader's preprocessor in the place of Execute: the notebook is graded in the sandbox and never run here.

Name GradeInSandbox first in `c.Autograde.autograde_preprocessors` and DropStrays first in
`c.Autograde.sanitize_preprocessors`; everything else stays nbgrader's.
"""

import tempfile
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import List, Unicode

from autograder import loading
from autograder.errors import GraderError
from autograder.loading.find import COURSE
from autograder.model.assignment import Assignment, Check
from autograder.model.report import GradeReport
from autograder.packagers.grading import Job, grade, settings
from autograder.packagers.nbgrader import cells
from autograder.packagers.nbgrader.feedback import Feedback, feedback
from autograder.packagers.nbgrader.submission import handed_in

if TYPE_CHECKING:
    from nbformat import NotebookNode


class DropStrays(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Takes nbgrader's metadata from cells at which it would end its run, for the students after it too."""

    def preprocess(self, nb: "NotebookNode", resources: Any) -> "tuple[NotebookNode, Any]":  # noqa: ANN401
        """Leave the metadata of one cell of each name."""
        cells.drop_strays(nb)
        return nb, resources


class GradeInSandbox(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Grades a notebook by the pack of its assignment; feedback and points become its test cells' outputs."""

    packs = Unicode(
        "private", help="The folder with a pack for each assignment, from the course's folder."
    ).tag(config=True)
    executed = List(
        Unicode(), help="Assignments without a pack, which nbgrader runs as if this were Execute."
    ).tag(config=True)

    def preprocess(self, nb: "NotebookNode", resources: Any) -> "tuple[NotebookNode, Any]":  # noqa: ANN401
        """Grade a notebook, or leave it ungraded as a whole.

        Raises:
            AutograderError: there is no report, or a test cell that is none of the assignment's.
            OSError: a file cannot be read or written.
        """
        names = resources["nbgrader"]
        if names["assignment"] in self.executed:
            executed: tuple[NotebookNode, Any] = Execute(parent=self.parent).preprocess(nb, resources)
            return executed
        forget(names)
        assignment = packed(self._pack(names))
        report = self._graded(nb, resources, assignment)
        for line in for_staff(report):
            self.log.warning("%s of %s: %s", names["assignment"], names["student"], line)
        write(nb, report, assignment)
        return nb, resources

    def _pack(self, names: Mapping[str, str]) -> Path:
        return Path(self.packs).resolve() / names["assignment"]

    def _graded(self, nb: "NotebookNode", resources: Any, assignment: Assignment) -> GradeReport:  # noqa: ANN401
        names = resources["nbgrader"]
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            submission = root / names["student"]
            submission.mkdir()
            handed_in(nb, Path(resources["metadata"]["path"]), assignment, submission)
            job = Job(self._pack(names), submission, root / "reports", (names["student"],))
            return grade(job, settings(assignment))


def forget(names: Mapping[str, str]) -> None:
    """Take back what an earlier grading of a notebook earned: if this one is killed, nobody keeps a point."""
    with Gradebook(names["db_url"]) as gradebook:
        notebook = gradebook.find_submission_notebook(
            names["notebook"], names["assignment"], names["student"]
        )
        for one in notebook.grades:
            one.auto_score, one.needs_manual_grade = None, True
        gradebook.db.commit()


def packed(pack: Path) -> Assignment:
    """Return the assignment of a pack.

    Raises:
        GraderError: there is no pack.
        AssignmentError: it is broken.
    """
    folder = pack / "assignments" / pack.name
    if not folder.is_dir():
        message = (
            f"there is no pack {pack}: write it with `autograder pack nbgrader`, or, if nbgrader shall run "
            f"{pack.name} itself, name it in c.GradeInSandbox.executed"
        )
        raise GraderError(message)
    course = pack / "assignments" / COURSE
    return loading.load(folder, course=course if course.is_file() else None)


def write(nb: "NotebookNode", report: GradeReport, assignment: Assignment) -> None:
    """Write a report into a notebook: an overview at its top, and what each test cell is worth.

    Raises:
        GraderError: no check decides a test cell; nbgrader would give its points away.
    """
    said = feedback(report, assignment.language, assignment.dates.shown(datetime.now(timezone.utc)))
    checks = {cells.grade_id(grade.check): grade.check for grade in report.checks}
    refuse_others(set(cells.tests(nb)) - set(checks))
    restore(nb, checks, cells.possible(assignment))
    tests = said.tests()
    for name, cell in cells.tests(nb).items():
        tests[checks[name].id].into(cell)
    nb.cells.insert(0, overview(nb, said))


def refuse_others(tests: Collection[str]) -> None:
    """Make sure that there are no test cells but those of checks.

    Raises:
        GraderError: there are.
    """
    if tests:
        message = f"no check decides the test cells {', '.join(sorted(tests))}"
        raise GraderError(message)


def restore(nb: "NotebookNode", checks: Mapping[str, Check], possible: Mapping[str, float]) -> None:
    """Put the test cells back that a student deleted; no other cell need be there."""
    there = cells.tests(nb)
    for name, check in checks.items():
        if name not in there:
            cell = cells.added(nb, f"# {check.title.en}")
            nb.cells.append(cells.graded(cell, name, possible[check.id]))


def overview(nb: "NotebookNode", said: Feedback) -> "NotebookNode":
    """Return a cell that shows what is said of the whole submission."""
    headings = (f"# {words.catalogue.ui['overview']}" for words in said.words)
    cell = cells.added(nb, "\n".join(headings))
    cell.outputs = [said.overview()]
    return cell


def for_staff(report: GradeReport) -> Iterator[str]:
    """Yield why a person should look at a grade; nothing private, for nbgrader's log may be shown around."""
    if report.needs_review:
        yield f"needs review: {', '.join(found.code for found in report.needs_review)}"
    pending = [grade.check.id for grade in report.checks if grade.pending]
    if pending:
        yield f"waits for you: {', '.join(pending)}"
    if report.sample_secret:
        yield "private inputs were drawn from the sample secret, which everybody knows"
