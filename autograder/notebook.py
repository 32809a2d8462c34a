"""`from autograder import check`: the public checks in a notebook, on the cells that ran in it.

The student's code runs in a worker as in every grading; the kernel only reads the text of the cells.
"""

import re
import sys
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder import checking
from autograder.errors import AutograderError, UsageError
from autograder.intake.cells import Cell, current_cells, place, read_cells
from autograder.messages.catalogue import LANGUAGES
from autograder.model.assignment import Assignment
from autograder.model.finding import Finding
from autograder.model.outcome import Status
from autograder.model.report import CheckGrade, GradeReport
from autograder.model.submission import Module, Submission

EXAMPLE = 'check(path="rnn.py")'
STEP = re.compile(r"\((\d+)\)")
"""A line in the parameter `trace`."""


class CheckError(UsageError):
    """What `check` was asked for cannot be done; a notebook shows the message alone."""

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython shows."""
        return str(self).splitlines()


class NotPassedError(AssertionError):
    """Checks that did not pass; a notebook shows their ids alone, for what was found stands above."""

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython shows."""
        return [f"{type(self).__name__}: {self}"]


@dataclass(frozen=True, repr=False)
class Feedback:
    """The findings of the public checks: HTML in a notebook, text elsewhere."""

    report: GradeReport
    languages: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every check that ran passed."""
        return all(grade.outcome.status is Status.PASSED for grade in self.report.checks)

    def must_pass(self) -> None:
        """Show the findings, and raise unless every check passed: what a test cell of nbgrader does.

        Raises:
            NotPassedError: one did not.
        """
        from IPython.display import display

        display(self)  # type: ignore[no-untyped-call]
        missed = [grade.check.id for grade in self.report.checks if grade.outcome.status is not Status.PASSED]
        if missed:
            raise NotPassedError(", ".join(missed))

    def __repr__(self) -> str:
        from autograder.feedback.student import student_view
        from autograder.reports import text

        view = student_view(self.report)
        return "\n".join(text.render(view, language) for language in self.languages)

    def _repr_html_(self) -> str:
        from autograder.feedback.student import student_view
        from autograder.reports import html

        view = student_view(self.report)
        return "\n".join(html.fragment(view, language) for language in self.languages)


def check(
    assignment: str | Path = ".",
    *,
    path: str | Path | None = None,
    lang: str | None = None,
    only: str | Collection[str] = (),
) -> Feedback:
    """Run the public checks on the cells of this notebook that ran, or on the file or folder at `path`.

    `assignment` is a folder or an id; "." is the folder of the assignment that the notebook is in. `lang`
    is "en", "ar" or "both"; without it the assignment decides. `only` names one check or several.

    Raises:
        CheckError: there is nothing to check, or no such assignment, path, check or language.
    """
    try:
        if lang is not None:
            languages(lang)
        where = checking.named(str(assignment))
        chosen = (only,) if isinstance(only, str) else tuple(only)
        if path is None:
            return _of_session(where, lang, chosen)
        checked = checking.check_submission(where, checking.read_path(checking.existing(Path(path))), chosen)
        return Feedback(checked.report, languages(lang or checked.language))
    except AutograderError as error:
        raise CheckError(str(error)) from None


def _of_session(where: str | Path, lang: str | None, only: Collection[str]) -> Feedback:
    cells = current_cells(history())

    def read(assignment: Assignment) -> Submission:
        submission = read_cells(cells, assignment)
        if not any(binds_one_of(assignment.functions, module) for module in submission.modules):
            checking.refuse("no_functions", command=EXAMPLE)
        return submission

    checked = checking.check_submission(where, read, only)
    return Feedback(with_cells(checked.report, cells), languages(lang or checked.language))


def history() -> list[Cell]:
    """Return the cells that ran in this session, as they were typed.

    Raises:
        UsageError: this is no session of IPython's.
    """
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        checking.refuse("no_session", command=EXAMPLE)
    ran = shell.history_manager.get_range()
    return [Cell(number, source) for _, number, source in ran]


def languages(language: str) -> tuple[str, ...]:
    """Return the languages that "en", "ar" or "both" asks for.

    Raises:
        UsageError: it is none of these.
    """
    if language not in (*LANGUAGES, "both"):
        message = f"lang is {language!r}; it can be 'en', 'ar' or 'both'"
        raise UsageError(message)
    return LANGUAGES if language == "both" else (language,)


def binds_one_of(functions: Container[str], module: Module) -> bool:
    """Tell whether a function of the assignment, written or not, is in a module."""
    return any(name in functions for chunk in module.chunks for name in chunk.binds)


def with_cells(report: GradeReport, cells: Sequence[Cell]) -> GradeReport:
    """Name the cell wherever a finding names a line of the notebook made of them."""
    return replace(
        report,
        parts=tuple(
            replace(part, checks=tuple(_check(grade, report.files, cells) for grade in part.checks))
            for part in report.parts
        ),
        notes=tuple(in_cell(note, report.files, cells) for note in report.notes),
    )


def _check(grade: CheckGrade, files: Collection[str], cells: Sequence[Cell]) -> CheckGrade:
    findings = tuple(in_cell(finding, files, cells) for finding in grade.outcome.findings)
    return replace(grade, outcome=replace(grade.outcome, findings=findings))


def in_cell(finding: Finding, files: Collection[str], cells: Sequence[Cell]) -> Finding:
    """Say `In[3]` and the line there instead of the file and the line that the cells would have in it."""
    params = dict(finding.params)
    line, trace = params.get("line"), params.get("trace")
    if isinstance(line, int) and PurePosixPath(str(params.get("file"))).stem in {Path(f).stem for f in files}:
        cell, params["line"] = place(cells, line)
        params["file"] = f"In[{cell.number}]"
    if isinstance(trace, str):
        params["trace"] = STEP.sub(lambda step: _step(int(step[1]), cells), trace)
    return Finding(finding.code, params)


def _step(line: int, cells: Sequence[Cell]) -> str:
    cell, line = place(cells, line)
    return f"(In[{cell.number}], {line})"
