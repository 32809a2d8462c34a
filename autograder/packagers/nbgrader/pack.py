"""A course of nbgrader's with one assignment, or one assignment more.

source/ID/                         the notebook with solutions, and what students get beside it
private/ID/                        what grades: engine, assignment with its answers, secret, MANIFEST.json
nbgrader_config.py  README.md      only where there is none
"""

from collections.abc import Callable
from pathlib import Path

from autograder import loading
from autograder.authoring.decided import textbook_of
from autograder.authoring.starter import Stub, read_stubs
from autograder.authoring.student_folder import notebook_name, student_folder
from autograder.authoring.template import SUFFIX, fill
from autograder.authoring.textbook import Textbook
from autograder.errors import UsageError
from autograder.model.assignment import Assignment
from autograder.packagers.leaks import refuse_leaks
from autograder.packagers.material import material, refuse_sample, vouched
from autograder.packagers.nbgrader import course as courses
from autograder.packagers.nbgrader.solved import callable_from_outside, solved, unsolved
from autograder.packagers.nbgrader.source import TEMPLATES, source_notebook
from autograder.packagers.sources import secrets
from autograder.secret import Secret

KIND = "nbgrader"
NBGRADER = "0.9.6"
"""The version that this is made for and tested with."""
OWN = ("nbgrader_config.py", "README.md")
"""Files that are the instructor's own once they are there."""
LEFT_OUT = "README.md"
"""Of what students get elsewhere: it tells how to hand in elsewhere."""


def pack_nbgrader(
    assignment: Assignment, secret: Secret, out: Path, *, course: Path | None = None, demo: bool = False
) -> tuple[Path, ...]:
    """Write an assignment into the course at `out`; return what was written: files, and folders as a whole.

    `course` is the file whose settings for this assignment go with it; `assignment` is as they make it.

    Raises:
        UsageError: the secret is the sample, which everybody knows, and this is no `demo`; there is no
            checkout or no reference, as in a student's copy; what writes notebooks is not installed; or `out`
            cannot be written.
        AssignmentError: students would get something private; or a check cannot be named in nbgrader.
    """
    if not demo:
        refuse_sample(assignment, secret)
    graded_with = pack(assignment, secret.value, course)
    _refuse_without_reference(assignment)
    textbook = textbook_of(assignment)
    every = loading.load_all(assignment.folder.parent)
    refuse_leaks(released(assignment, textbook), secrets(every, keys=(secret.value,)))
    written = courses.Course(source(assignment, textbook), graded_with, own(assignment))
    return courses.write(written, out, assignment.id)


def pack(assignment: Assignment, secret: bytes, course: Path | None) -> dict[str, bytes]:
    """Return what grades, by name; the manifest vouches for it."""
    return vouched(KIND, assignment, material(assignment, secret, course))


def source(assignment: Assignment, textbook: Textbook) -> dict[str, bytes]:
    """Return the files of source/ID by name."""
    functions = callable_from_outside(read_stubs(assignment, textbook), textbook)
    return _given(assignment, textbook, lambda stub: solved(stub, textbook, functions))


def released(assignment: Assignment, textbook: Textbook) -> dict[str, bytes]:
    """Return the files of release/ID by name, as nbgrader makes them unless it is told otherwise."""
    return _given(assignment, textbook, unsolved)


def _given(assignment: Assignment, textbook: Textbook, write: Callable[[Stub], str]) -> dict[str, bytes]:
    """Return the notebook and what stands beside it: no file that nbgrader would copy over a student's."""
    stubs = read_stubs(assignment, textbook)
    left_out = {*assignment.files, LEFT_OUT}
    files = {
        path.as_posix(): data
        for path, data in student_folder(assignment, stubs).items()
        if path.as_posix() not in left_out
    }
    return {**files, notebook_name(assignment): source_notebook(assignment, stubs, write).encode()}


def own(assignment: Assignment) -> dict[str, bytes]:
    """Return the files that are written where there is none yet, by name."""
    values = {"id": assignment.id, "nbgrader": NBGRADER, "packs": courses.PACKS}
    return {name: fill(TEMPLATES / f"{name}{SUFFIX}", values).encode() for name in OWN}


def _refuse_without_reference(assignment: Assignment) -> None:
    """Make sure that there is a reference.

    Raises:
        UsageError: there is none, as of an assignment that was adopted.
    """
    if assignment.reference is None:
        message = f"{assignment.id} names no reference, and the notebook's solutions are taken from there"
        raise UsageError(message)
