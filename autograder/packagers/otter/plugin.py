"""Otter's plugin: what a student handed in is graded before Otter touches it, and Otter is told the result.

Otter reads files of the working folder in its own process, runs the submission in a kernel there, and
believes what the kernel writes. So nothing of the student's is left there:

- before_grading: takes everything away (a `.OTTER_LOG` is unpickled, a `dill.py` imported), and grades it;
- before_execution: gives the kernel nothing to run (`sys.exit()`, `while True`, a look into tests/);
- after_grading: writes points and words into the results, of which the kernel knew the names only.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from otter.plugins import AbstractOtterPlugin
from otter.run.run_autograder.utils import OtterRuntimeError

from autograder.errors import AutograderError, GraderError
from autograder.model.outcome import Status
from autograder.model.report import CheckGrade, GradeReport
from autograder.packagers.grading import PRIVATE, Job, grade
from autograder.packagers.otter import settings as configured
from autograder.packagers.otter.settings import FOLDER
from autograder.packagers.otter.words import said, said_of, said_of_all
from autograder.reports.gradescope import languages

if TYPE_CHECKING:
    from nbformat import NotebookNode

OTTERS = frozenset({"tests", "__init__.py"})
"""What Otter itself puts into the working folder."""
IDS = ("sid", "email", "id")
"""What Gradescope knows a student by."""


class SandboxPlugin(AbstractOtterPlugin):  # type: ignore[misc]  # Otter has no types
    """Grades in the sandbox in the place of Otter's kernel."""

    report: GradeReport

    def before_grading(self, _config: object) -> None:
        """Take what was handed in and grade it.

        Raises:
            OtterRuntimeError: that failed; then nobody has a grade, and Otter says so.
        """
        try:
            self.report = self._graded()
        except (AutograderError, OSError) as error:
            self._fail(error)

    def before_execution(self, _submission: object) -> "NotebookNode":
        """Return a notebook without cells in the place of the submission."""
        return empty_notebook()

    def after_grading(self, results: Any) -> None:  # noqa: ANN401 (otter.test_files.GradingResults)
        """Write the report into Otter's results.

        Raises:
            OtterRuntimeError: its tests are not those that were graded.
        """
        checks = [grade.check.id for grade in self.report.checks]
        if sorted(results.results) != sorted(checks):
            self._fail(GraderError("Otter has not run the tests of this assignment, each once"))
        results.results = {check: results.results[check] for check in checks}
        self._tell(results)

    def generate_report(self) -> str:
        """Return what staff need to know."""
        return "\n".join(for_staff(self.report))

    def _graded(self) -> GradeReport:
        notebook = Path(self.submission_path)
        root = notebook.parents[1]
        handed_in = take(notebook, root / "handed_in")
        pack = root / "source" / "files" / FOLDER
        job = Job(pack, handed_in, root / "reports", known_by(self.submission_metadata))
        return grade(job, configured.read(self.plugin_config))

    def _tell(self, results: Any) -> None:  # noqa: ANN401
        spoken = languages(configured.read(self.plugin_config).language)
        texts = said_of(self.report, spoken)
        for one in self.report.checks:
            results.update_score(one.check.id, float(one.score))
            for case in results.get_result(one.check.id).test_case_results:
                decide(case, one, texts[one.check.id])
        results.set_output(said_of_all(self.report, spoken))
        results.set_plugin_data(configured.PLUGIN, facts(self.report))

    def _fail(self, error: Exception) -> NoReturn:
        """Let Otter fail: its message is for students too, its traceback for staff alone."""
        raise OtterRuntimeError(said("unfinished", languages("both"))) from error


def take(notebook: Path, to: Path) -> Path:
    """Move everything but Otter's own out of the working folder, and leave a blank in the submission's place.

    Otter has named a single file as the submission, and reads it once more.
    """
    to.mkdir(PRIVATE)
    for path in sorted(notebook.parent.iterdir()):
        if path.name == FOLDER:
            remove(path)
        elif path.name not in OTTERS:
            path.rename(to / path.name)
    notebook.write_text(blank() if notebook.suffix == ".ipynb" else "", encoding="utf-8")
    return to


def remove(path: Path) -> None:
    """Remove Otter's copy of the pack, or whatever a student put in its place."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def decide(case: Any, grade: CheckGrade, text: str) -> None:  # noqa: ANN401 (otter's TestCaseResult)
    """Say of a test's only case whether it passed, and why not; of one that passed, what is remarkable."""
    case.passed = grade.outcome.status is Status.PASSED
    case.message = text
    if case.passed and (grade.outcome.carried or grade.outcome.findings):
        case.test_case.success_message = text


def empty_notebook() -> "NotebookNode":
    """Return a notebook without cells."""
    from nbformat.v4 import new_notebook

    notebook: NotebookNode = new_notebook()
    return notebook


def blank() -> str:
    """Return the text of a notebook without cells."""
    import nbformat

    return str(nbformat.writes(empty_notebook()))


def known_by(metadata: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the platform knows those who hand in by; `otter run` knows nobody."""
    users = metadata.get("users") or ()
    return tuple(str(user[key]) for user in users for key in IDS if user.get(key))


def facts(report: GradeReport) -> dict[str, object]:
    """Return what a regrade compares; nothing that a draw or a secret could be told from."""
    return {
        "assignment": report.assignment,
        "engine": report.engine,
        "sha256": report.sha256,
        "situation": report.sandbox.situation,
        "needs_review": [found.code for found in report.needs_review],
        "pending": [grade.check.id for grade in report.checks if grade.pending],
    }


def for_staff(report: GradeReport) -> list[str]:
    """Return the facts, a line each: nothing private, for Otter may be told to show this to students."""
    said = facts(report).items()
    return [
        f"{name}: {', '.join(value) if isinstance(value, list) else value}" for name, value in said if value
    ]
