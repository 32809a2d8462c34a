"""Read an assignment's folder: the story of this package."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from autograder.errors import AssignmentError
from autograder.loading.find import MANIFEST, find_course, find_folder, find_root, folders
from autograder.model.assignment import Assignment

T = TypeVar("T")


def load(
    name_or_folder: str | Path, *, root: Path | None = None, course: str | Path | None = None
) -> Assignment:
    """Return the assignment with this id, or in this folder, checked, as the course wants it.

    `course` is the file with a course's settings (see `find_course` where it is None).

    Raises:
        UsageError: there is no such assignment or no such file.
        AssignmentError: its files are wrong; says everything that is, one per line, stage by stage:
            not YAML, wrong keys, then broken rules and suites that do not match, then the course.
    """
    folder = find_folder(name_or_folder, root)
    return _in_course((_read(folder),), folder.parent, course)[0]


def load_all(root: Path | None = None, course: str | Path | None = None) -> tuple[Assignment, ...]:
    """Return all assignments, sorted by the names of their folders, as the course wants them.

    Raises:
        UsageError: there are none, or no such file.
        AssignmentError: says what is wrong in all of them; each file is named with its folder.
    """
    found = find_root(root)
    return _in_course(_all(_read_named, folders(found)), found, course)


def _all(make: Callable[[T], Assignment], these: Iterable[T]) -> tuple[Assignment, ...]:
    """Make an assignment of each; what is wrong is said of all of them together."""
    made = [_attempt(make, this) for this in these]
    wrong = [str(result) for result in made if isinstance(result, AssignmentError)]
    if wrong:
        raise AssignmentError("\n".join(wrong))
    return tuple(result for result in made if isinstance(result, Assignment))


def _attempt(make: Callable[[T], Assignment], this: T) -> Assignment | AssignmentError:
    try:
        return make(this)
    except AssignmentError as error:
        return error


def _in_course(
    assignments: tuple[Assignment, ...], root: Path, given: str | Path | None
) -> tuple[Assignment, ...]:
    """Lay a course over assignments; a student's copy is changed only when the course is `given`.

    What lies beside a student's folder is not a course's, and names checks that the copy does not have.
    """

    def ours(assignment: Assignment) -> bool:
        return given is not None or assignment.reference is not None

    path = find_course(given, root) if any(map(ours, assignments)) else None
    if path is None:
        return assignments
    from autograder.loading.course import read_course

    course = read_course(path, [folder.name for folder in folders(root)])
    return _all(lambda assignment: course.over(assignment) if ours(assignment) else assignment, assignments)


def _read_named(folder: Path) -> Assignment:
    try:
        return _read(folder)
    except AssignmentError as error:
        lines = (f"{folder.name}/{line}" for line in str(error).splitlines())
        raise AssignmentError("\n".join(lines)) from error


def _read(folder: Path) -> Assignment:
    # imported here because pydantic and yaml cost 0.1 s, which `autograder --help` should not pay
    from autograder.loading import (
        build,
        document,
        handouts,
        problem,
        questions,
        rules,
        schema,
        suites,
        values,
    )

    manifest = document.read(folder / MANIFEST, MANIFEST)
    declared = schema.validate(manifest, schema.AssignmentKeys)
    functions, wrong_values = values.signatures(declared)
    files = suites.suite_files(folder)
    places = handouts.sections(folder)
    wrong_keys = [*wrong_values, *rules.broken_rules(declared, places, folder)]
    problem.refuse_if_any(
        [
            *(manifest.problem(key, text) for key, text in wrong_keys),
            *suites.mismatches(declared, manifest, files, folder),
        ]
    )
    hints = None
    if declared.hints is not None:
        hints = schema.validate(document.read(folder / declared.hints, declared.hints), schema.HintsKeys)
    asked = questions.questions(folder, declared.questions) if declared.questions is not None else ()
    problem.refuse_if_any(manifest.problem(key, text) for key, text in questions.unmatched(declared, asked))
    return build.build(declared, functions, hints, files, places, asked, folder)
