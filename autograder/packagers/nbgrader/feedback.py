"""A report as outputs of nbgrader's test cells: for each check its words, then its points as a plain float.

The rule: the first result of a cell that reads as a number from 0 to what is possible is its score; with
any other, or none, the cell has full marks. So every test cell gets exactly one result, a float.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.feedback.student import student_view
from autograder.feedback.view import StudentReport
from autograder.messages.wording import Wording, wording
from autograder.model.assignment import Visibility
from autograder.model.report import GradeReport
from autograder.packagers.nbgrader import cells, points
from autograder.reports.gradescope import languages
from autograder.reports.markup import MARKUPS
from autograder.reports.output import Remark, Writer
from autograder.reports.page import item, page

if TYPE_CHECKING:
    from nbformat import NotebookNode

FORMS = {"text/html": Writer(MARKUPS["html"]), "text/plain": Writer(MARKUPS["md"])}
"""A browser shows the first, a terminal the second."""
NOT_SHOWN = Remark("hidden", {"count": 1})


@dataclass(frozen=True)
class Decision:
    """What a test cell is worth, and the words for it."""

    score: float
    words: "NotebookNode"

    def into(self, cell: "NotebookNode") -> None:
        """Write it into a cell: a score above what is possible would be refused, also in the 15th digit."""
        cell.outputs = [self.words, _result(self.score)]
        marks = cell.metadata["nbgrader"]
        marks["points"] = max(marks["points"], self.score)


@dataclass(frozen=True)
class Feedback:
    """What students may see of a report, and the wordings to say it in."""

    report: GradeReport
    view: StudentReport
    words: Sequence[Wording]

    def overview(self) -> "NotebookNode":
        """Return what is said of the whole submission."""
        return _displayed(
            lambda write: "".join(write.overview(page(self.view, w.catalogue.language)) for w in self.words)
        )

    def tests(self) -> Mapping[str, Decision]:
        """Return what becomes of the test cells, by the checks' ids."""
        checks = [grade.check for grade in self.report.checks]
        scores = cells.counted(checks, [grade.score for grade in self.report.checks])
        possible = cells.counted(checks, [check.points for check in checks])
        return {
            check.id: Decision(score, self._check(check.id))
            for check, score in zip(checks, points.earned(scores, possible), strict=True)
        }

    def _check(self, name: str) -> "NotebookNode":
        return _displayed(lambda write: self._said(name, write))

    def _said(self, name: str, write: Writer) -> str:
        for check in self.view.checks:
            if check.id == name:
                return write.check({w.catalogue.language: item(check, self.view, w) for w in self.words})
        return "".join(write.remarks((NOT_SHOWN,), w) for w in self.words)


def feedback(report: GradeReport, language: str, shown: Collection[Visibility]) -> Feedback:
    """Return the feedback in "en", "ar" or "both"; `shown` are the visibilities it speaks of."""
    view = student_view(report, shown=shown)
    titles = {check.id: check.title for check in view.checks}
    words = [wording(one, titles, view.hints) for one in languages(language)]
    return Feedback(report, view, words)


def _displayed(say: Callable[[Writer], str]) -> "NotebookNode":
    from nbformat.v4 import new_output

    output: NotebookNode = new_output("display_data", data={form: say(w) for form, w in FORMS.items()})
    return output


def _result(score: float) -> "NotebookNode":
    from nbformat.v4 import new_output

    output: NotebookNode = new_output("execute_result", data={"text/plain": repr(score)})
    return output
