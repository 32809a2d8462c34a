"""What grades, wherever it goes: the engine, one assignment with its answers, the secret.

engine/autograder/              the package
assignments/ID/                 assignment.yaml, questions, handouts, tests; what mends or breaks a
assignments/hints.yaml          submission (solution, mistakes, variants) stays at home
assignments/course.yaml         what a course says of this assignment
reference/
secret
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from autograder.authoring.student_folder import data_files, handouts
from autograder.errors import AssignmentError, UsageError
from autograder.loading import document
from autograder.loading.datafiles import FOLDER as DATA
from autograder.loading.find import COURSE, MANIFEST
from autograder.manifest import NAME, manifest
from autograder.model.assignment import Assignment
from autograder.packagers import checkout
from autograder.secret import SAMPLE, Secret, content

PRIVATE = 0o600
"""Who may read a pack: its owner."""
IN_TORCH = "in_torch"
"""The folder of a reference for what is written with PyTorch."""


def refuse_sample(assignment: Assignment, secret: Secret) -> None:
    """Make sure that private inputs are drawn from a secret.

    Raises:
        UsageError: they are drawn from the sample, which everybody knows.
    """
    sample = assignment.folder.parent / SAMPLE
    if secret.sample or (sample.is_file() and secret.value == content(sample)):
        message = (
            "the sample secret is known to everybody: make one of your own with `head -c 32 /dev/urandom | "
            "base64 > FILE` and name it with --secret-file; --demo packs the sample all the same"
        )
        raise UsageError(message)


def material(assignment: Assignment, secret: bytes, course: Path | None = None) -> dict[str, bytes]:
    """Return what grades anywhere, by name: the engine, the assignment with its answers, the secret."""
    files = {
        **{f"engine/{name}": code for name, code in checkout.engine().items()},
        **{_place(assignment, path): path.read_bytes() for path in _needed(assignment)},
        **{
            f"assignments/{assignment.id}/{DATA}/{name}": data
            for name, data in data_files(assignment).items()
        },
        "secret": secret,
    }
    if course is not None:
        files[f"assignments/{COURSE}"] = course_part(course, assignment)
    return files


def vouched(
    kind: str, assignment: Assignment, files: Mapping[str, bytes], scripts: tuple[str, ...] = ()
) -> dict[str, bytes]:
    """Add the manifest that tells whether the files of a pack are whole; `scripts` run before it is read."""
    return {**files, NAME: manifest(kind, assignment.id, dict(files), scripts).to_json()}


def _needed(assignment: Assignment) -> Iterator[Path]:
    """Yield the files that grading reads.

    Raises:
        UsageError: the assignment names no reference.
    """
    if assignment.reference is None and assignment.adopted is None:
        message = f"{assignment.id} names no reference, as a student's copy: nothing private to grade with"
        raise UsageError(message)
    declared: Any = document.read(assignment.folder / MANIFEST, MANIFEST).data
    named = (MANIFEST, *(declared[key] for key in ("questions", "hints") if key in declared))
    yield from ((assignment.folder / name).resolve() for name in named)
    yield from handouts(assignment).values()
    yield from checkout.kept(assignment.folder / "tests")
    if assignment.reference is not None:
        for path in checkout.kept(assignment.reference, "*.py"):
            if assignment.in_torch or IN_TORCH not in path.relative_to(assignment.reference).parts:
                yield path


def _place(assignment: Assignment, path: Path) -> str:
    """Return a file's name in the pack, where relative paths lead as they do at home.

    Raises:
        AssignmentError: it lies outside what is packed.
    """
    home = assignment.folder
    for folder, name in (
        (home, f"assignments/{assignment.id}"),
        (home.parent, "assignments"),
        (home.parents[1], ""),
    ):
        if path.is_relative_to(folder):
            return (Path(name) / path.relative_to(folder)).as_posix()
    message = f"{MANIFEST}: {path} lies outside {home.parents[1]}, where a pack cannot follow"
    raise AssignmentError(message)


def course_part(course: Path, assignment: Assignment) -> bytes:
    """Return a course's file, every value as it stands there, without its settings for other assignments.

    Data files of the course's own are in the pack under the assignment's names, so none are named.
    """
    tree: Any = yaml.compose(document.read_text(course, course.name), Loader=yaml.SafeLoader)
    for key, value in tree.value:
        if key.value == "assignments":
            value.value = [entry for entry in value.value if entry[0].value == assignment.folder.name]
            for name, settings in value.value:
                name.value = assignment.id
                settings.value = [entry for entry in settings.value if entry[0].value != DATA]
    text: str = yaml.serialize(tree, Dumper=yaml.SafeDumper, allow_unicode=True)
    return text.encode()
