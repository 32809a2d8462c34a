"""Specimens: submissions whose grade is known beforehand, to test a suite with.

The solution and every variant must earn full marks, the starter its floor, a mistake must lose
points at the checks its header names and nowhere else.
"""

import ast
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from autograder import intake
from autograder.errors import AssignmentError
from autograder.model.assignment import Assignment
from autograder.model.question import ANSWERS_FILE
from autograder.model.submission import Answers, Submission

KEYS = {"row", "title", "fails", "may_fail"}
SUFFIXES = (".py", ".yaml")
"""Of a file that changes functions of the solution, and of one that changes its answers."""


@dataclass(frozen=True)
class Specimen:
    """A submission laid over the solution and what it must lose.

    `kind` is "solution", "starter", "variant" or "mistake"; `fails` are the checks that must lose
    points, `may_fail` maps those that may to the reason. `file` is its path from the folder that
    holds the assignments' folder.
    """

    kind: str
    name: str
    title: str
    submission: Submission
    row: str = ""
    fails: tuple[str, ...] = ()
    may_fail: Mapping[str, str] = field(default_factory=dict)
    file: str = ""


def specimens(assignment: Assignment) -> tuple[Specimen, ...]:
    """Return the solution, the starter, the variants and the mistakes of an assignment.

    Raises:
        AssignmentError: one of them is missing or its header is wrong.
    """
    solution = assignment.folder / "solution" / assignment.files[0]
    starter = assignment.folder.parents[1] / "student_template" / assignment.id / assignment.files[0]
    right = whole("solution", solution, assignment, beside=True)
    found = [right, whole("starter", starter, assignment)]
    for kind in ("variant", "mistake"):
        paths = sorted(p for p in (assignment.folder / f"{kind}s").glob("*") if p.suffix in SUFFIXES)
        found += [laid_over(kind, path, solution, right.submission.answers, assignment) for path in paths]
    return tuple(s for s in (without(s, assignment.off) for s in found) if s is not None)


def without(specimen: Specimen, off: Collection[str]) -> Specimen | None:
    """Return a specimen as it is when checks are off; None when no check is left that it must fail."""
    left = tuple(name for name in specimen.fails if name not in off)
    if specimen.fails and not left:
        return None
    may_fail = {name: why for name, why in specimen.may_fail.items() if name not in off}
    return replace(specimen, fails=left, may_fail=may_fail)


def whole(kind: str, path: Path, assignment: Assignment, *, beside: bool = False) -> Specimen:
    """Return a specimen that is a complete file, or all that lies beside it, such as answers."""
    if not path.is_file():
        message = f"{assignment.id}: no {kind} at {path}"
        raise AssignmentError(message)
    submission = intake.read(path.parent if beside else path, assignment)
    return Specimen(kind, kind, kind, submission, file=place(path, assignment))


def laid_over(
    kind: str, path: Path, solution: Path, answers: Answers | None, assignment: Assignment
) -> Specimen:
    """Return a specimen that changes some of the solution's functions, or some of its answers.

    Of functions the last definition counts.
    """
    text = path.read_bytes().decode("utf-8-sig")
    header = read_header(path, text, assignment)
    source = solution.read_text(encoding="utf-8") + ("\n\n" + text if path.suffix == ".py" else "")
    sheet = answer_sheet(answers, header.get("answers", {}))
    submission = read_text(source, path.stem, assignment, sheet)
    return Specimen(
        kind=kind,
        name=path.stem,
        title=str(header["title"]),
        submission=submission,
        row=str(header["row"]),
        fails=tuple(header.get("fails", ())),
        may_fail=dict(header.get("may_fail", {})),
        file=place(path, assignment),
    )


def place(path: Path, assignment: Assignment) -> str:
    """Return the path that a contradiction names."""
    return path.relative_to(assignment.folder.parents[1]).as_posix()


def answer_sheet(answers: Answers | None, others: Mapping[str, object]) -> str:
    """Return a sheet with the solution's answers but for `others`; "" where there are none."""
    if answers is None:
        return ""
    questions = {name: {"answer": answer} for name, answer in {**answers.given, **others}.items()}
    return str(yaml.safe_dump({"id": answers.id, "questions": questions}, allow_unicode=True))


def read_text(source: str, name: str, assignment: Assignment, sheet: str = "") -> Submission:
    """Read source, and a sheet of answers, as if they had been handed in, in a folder of that name."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / name
        folder.mkdir()
        (folder / assignment.files[0]).write_text(source, encoding="utf-8")
        if sheet:
            (folder / ANSWERS_FILE).write_text(sheet, encoding="utf-8")
        return intake.read(folder, assignment)


def read_header(path: Path, text: str, assignment: Assignment) -> dict[str, Any]:
    """Return the header of a mistake or variant: YAML in its docstring, or the whole of a .yaml file.

    Raises:
        AssignmentError: it is missing or names something unknown.
    """
    of_answers = path.suffix == ".yaml"
    try:
        header = yaml.safe_load(text if of_answers else ast.get_docstring(ast.parse(text)) or "")
    except (SyntaxError, yaml.YAMLError) as error:
        message = f"{path}: the header cannot be read: {error}"
        raise AssignmentError(message) from error
    needed = {"row", "title", "answers"} if of_answers else {"row", "title"}
    if not isinstance(header, dict) or not needed <= set(header) <= KEYS | needed:
        message = f"{path}: the header needs {', '.join(sorted(needed))}, and may have fails and may_fail"
        raise AssignmentError(message)
    unknown = {*header.get("fails", ()), *header.get("may_fail", {})} - {c.id for c in assignment.checks}
    unknown -= set(assignment.off)
    if unknown:
        message = f"{path}: no such check: {', '.join(sorted(unknown))}"
        raise AssignmentError(message)
    unknown = set(header.get("answers", {})) - {question.id for question in assignment.questions}
    unknown -= {check.rpartition(".")[2] for check in assignment.off}  # a question is off with its check
    if unknown:
        message = f"{path}: no such question: {', '.join(sorted(unknown))}"
        raise AssignmentError(message)
    return header
