"""Specimens: submissions whose grade is known beforehand, to test a suite with.

The solution and every variant must earn full marks, the starter its floor, a mistake must lose
points at the checks its header names and nowhere else.
"""

import ast
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from autograder import intake
from autograder.errors import AssignmentError
from autograder.loading.conditional import wrong_settings
from autograder.loading.defaults import with_settings
from autograder.model.assignment import Assignment
from autograder.model.question import ANSWERS_FILE
from autograder.model.submission import Answers, Submission

KEYS = {"row", "title", "fails", "may_fail", "conventions", "trains"}
Texts = Mapping[str, str]
"""Files by name."""
NONE: Texts = MappingProxyType({})
SUFFIXES = (".py", ".yaml")
"""Of a file that changes functions of the solution, and of one that changes its answers."""


@dataclass(frozen=True)
class Specimen:
    """A submission laid over the solution and what it must lose.

    `kind` is "solution", "starter", "variant" or "mistake"; `fails` are the checks that must lose
    points, `may_fail` maps those that may to the reason. `file` is its path from the folder that
    holds the assignments' folder. `trains` says that it changes a training. `changes` is the source that
    was laid over the files of the `solution`, None for one that changes no source.
    """

    kind: str
    name: str
    title: str
    submission: Submission
    row: str = ""
    fails: tuple[str, ...] = ()
    may_fail: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    trains: bool = False
    changes: str | None = None
    solution: Texts = field(default_factory=dict)


def specimens(assignment: Assignment, made: Texts = NONE) -> tuple[Specimen, ...]:
    """Return the solution, the starter, and those variants and mistakes that the conventions allow.

    The files `made` take the place of those in solution/, which were made for other conventions.

    Raises:
        AssignmentError: one of them is missing or its header is wrong.
    """
    home = assignment.folder / "solution"
    solution = {**texts(home, assignment, "solution", made), **made}
    starter = assignment.folder.parents[1] / "student_template" / assignment.id
    empty = {name: texts(starter, assignment, "starter")[name] for name in assignment.files}
    found = [whole("solution", home, solution, assignment), whole("starter", starter, empty, assignment)]
    answers = found[0].submission.answers
    for kind, path, header in headers(assignment):
        if holds(header, assignment):
            found.append(laid_over(kind, path, header, solution, answers, assignment))
    return tuple(s for s in (without(s, assignment.off) for s in found) if s is not None)


def left_out(assignment: Assignment) -> tuple[str, ...]:
    """Return in words which variants and mistakes there are under other conventions only.

    Raises:
        AssignmentError: a header is wrong.
    """
    others = ((path, header) for _, path, header in headers(assignment) if not holds(header, assignment))
    return tuple(f"{place(path, assignment)} (only under {only(header)})" for path, header in others)


def only(header: Mapping[str, Any]) -> str:
    """Return the settings that a header asks for."""
    return ", ".join(f"{name}={value}" for name, value in header["conventions"].items())


def headers(assignment: Assignment) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Yield the kind, the file and the header of each variant and mistake."""
    for kind in ("variant", "mistake"):
        for path in sorted((assignment.folder / f"{kind}s").glob("*")):
            if path.suffix in SUFFIXES:
                text = path.read_bytes().decode("utf-8-sig")
                yield kind, path, read_header(path, text, assignment)


def holds(header: Mapping[str, Any], assignment: Assignment) -> bool:
    """Tell whether a file is about the conventions as they are set."""
    asked = header.get("conventions", {})
    return all(assignment.conventions[name] == value for name, value in asked.items())


def texts(folder: Path, assignment: Assignment, kind: str, made: Texts = NONE) -> dict[str, str]:
    """Return the Python files and the answers in a folder, by name.

    Raises:
        AssignmentError: one of the assignment's files is not there, nor `made`.
    """
    for name in assignment.files:
        if name not in made and not (folder / name).is_file():
            message = f"{assignment.id}: no {kind} at {folder / name}"
            raise AssignmentError(message)
    paths = [*folder.glob("*.py"), *folder.glob(ANSWERS_FILE)]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def without(specimen: Specimen, off: Collection[str]) -> Specimen | None:
    """Return a specimen as it is when checks are off; None when no check is left that it must fail."""
    left = tuple(name for name in specimen.fails if name not in off)
    if specimen.fails and not left:
        return None
    may_fail = {name: why for name, why in specimen.may_fail.items() if name not in off}
    return replace(specimen, fails=left, may_fail=may_fail)


def whole(kind: str, folder: Path, files: Texts, assignment: Assignment) -> Specimen:
    """Return a specimen that is complete by itself."""
    submission = read_texts(files, kind, assignment)
    return Specimen(kind, kind, kind, submission, file=place(folder / assignment.files[0], assignment))


def laid_over(  # noqa: PLR0913, PLR0917 (everything a specimen is made of)
    kind: str,
    path: Path,
    header: Mapping[str, Any],
    solution: Texts,
    answers: Answers | None,
    assignment: Assignment,
) -> Specimen:
    """Return a specimen that changes some of the solution's functions, or some of its answers.

    Of functions the last definition counts. Defaults that a convention decides follow it, unless the header
    names that convention: then the file is about it.
    """
    files = dict(solution)
    text = path.read_bytes().decode("utf-8-sig") if path.suffix == ".py" else None
    if text is not None:
        own = header.get("conventions", {})
        text = with_settings(text, {n: v for n, v in assignment.conventions.items() if n not in own})
        for name in changed(text, solution, assignment):
            files[name] += "\n\n" + text
    if answers is not None:
        files[ANSWERS_FILE] = answer_sheet(answers, header.get("answers", {}))
    submission = read_texts(files, path.stem, assignment)
    return Specimen(
        kind=kind,
        name=path.stem,
        title=str(header["title"]),
        submission=submission,
        row=str(header["row"]),
        fails=tuple(header.get("fails", ())),
        may_fail=dict(header.get("may_fail", {})),
        file=place(path, assignment),
        trains=header.get("trains", False) is True,
        changes=text,
        solution={name: solution[name] for name in assignment.files},
    )


def changed(text: str, solution: Texts, assignment: Assignment) -> tuple[str, ...]:
    """Return the solution's files whose definitions a text makes anew; the first if it makes none."""
    names = defined(text)
    files = tuple(name for name in assignment.files if names & defined(solution[name]))
    return files or assignment.files[:1]


def defined(source: str) -> frozenset[str]:
    """Return the names of the functions and classes at the top of a source."""
    nodes = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.ClassDef))
    return frozenset(node.name for node in nodes)


def place(path: Path, assignment: Assignment) -> str:
    """Return the path that a contradiction names."""
    return path.relative_to(assignment.folder.parents[1]).as_posix()


def answer_sheet(answers: Answers, others: Mapping[str, object]) -> str:
    """Return a sheet with the solution's answers but for `others`."""
    questions = {name: {"answer": answer} for name, answer in {**answers.given, **others}.items()}
    return str(yaml.safe_dump({"id": answers.id, "questions": questions}, allow_unicode=True))


def read_texts(files: Texts, name: str, assignment: Assignment) -> Submission:
    """Read files as if they had been handed in, in a folder of that name."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / name
        folder.mkdir()
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8")
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
        may = "fails, may_fail and trains"
        message = f"{path}: the header needs {', '.join(sorted(needed))}, and may have {may}"
        raise AssignmentError(message)
    unknown = {*header.get("fails", ()), *header.get("may_fail", {})} - {c.id for c in assignment.checks}
    unknown -= set(assignment.off)
    if unknown:
        message = f"{path}: no such check: {', '.join(sorted(unknown))}"
        raise AssignmentError(message)
    wrong = wrong_settings(header.get("conventions", {}), assignment.conventions)
    if wrong:
        message = f"{path}: conventions: {wrong}"
        raise AssignmentError(message)
    unknown = set(header.get("answers", {})) - {question.id for question in assignment.questions}
    unknown -= {check.rpartition(".")[2] for check in assignment.off}  # a question is off with its check
    if unknown:
        message = f"{path}: no such question: {', '.join(sorted(unknown))}"
        raise AssignmentError(message)
    return header
