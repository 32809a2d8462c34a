"""The files that follow from an assignment's folder and its reference, and what is on disk instead.

- `assignments/ID/tests/public/cases.json`: the stored cases, filled in;
- `assignments/ID/solution/FILE`, for each of `files`: a complete submission;
- `student_template/ID/`: what students get.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.decided import textbook_of
from autograder.authoring.solution import solutions
from autograder.authoring.starter import read_stubs
from autograder.authoring.student_folder import is_left_behind, student_folder
from autograder.checks import cases
from autograder.model.assignment import Assignment
from autograder.runner.bench import package

STUDENTS = "student_template"


@dataclass(frozen=True)
class Generated:
    """What the files below `root` should hold, and which ones there should not be any more."""

    root: Path
    files: Mapping[Path, bytes]
    surplus: tuple[Path, ...]

    def stale(self) -> Iterator[Path]:
        """Yield the files that do not hold what they should."""
        for path, content in self.files.items():
            if _on_disk(self.root / path) != content:
                yield path

    def difference(self) -> str:
        """Return what would change as a text, "" when nothing would."""
        diffs = [_difference(path, _on_disk(self.root / path), self.files[path]) for path in self.stale()]
        return "".join([*diffs, *(f"{path}: is not generated any more\n" for path in self.surplus)])

    def write(self) -> Iterator[str]:
        """Write what is stale and remove what is surplus; yield in words what was done."""
        for path in self.stale():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(self.files[path])
            yield f"wrote {path}"
        for path in self.surplus:
            (self.root / path).unlink()
            yield f"removed {path}"


def generated(assignment: Assignment) -> Generated:
    """Return all generated files of one assignment, by their path from the folder above `assignments/`.

    Raises:
        AssignmentError: what they follow from is incomplete or contradicts itself.
        UsageError: what writes pages and notebooks is not installed.
    """
    textbook = textbook_of(assignment)
    root = assignment.folder.parents[1]
    here, students = assignment.folder.relative_to(root), Path(STUDENTS, assignment.id)
    stored = _stored_cases(assignment)
    solved = {Path("solution", name): text.encode() for name, text in solutions(assignment, textbook).items()}
    own = {**solved, **stored}
    given = {**student_folder(assignment, read_stubs(assignment, textbook)), **stored}
    files = {here / path: content for path, content in own.items()}
    files |= {students / path: content for path, content in given.items()}
    return Generated(root, files, tuple(_surplus(root, students, files)))


def _stored_cases(assignment: Assignment) -> dict[Path, bytes]:
    """Return the stored cases as the reference computes them, where the public suite has some."""
    path = cases.file_of(assignment.folder)
    if assignment.reference is None or not path.is_file():
        return {}
    text = cases.fresh(assignment, package(assignment.reference))
    return {path.relative_to(assignment.folder): text.encode()}


def _surplus(root: Path, students: Path, files: Mapping[Path, bytes]) -> Iterator[Path]:
    for path in sorted((root / students).rglob("*")):
        place = path.relative_to(root)
        if path.is_file() and place not in files and not is_left_behind(place):
            yield place


def _on_disk(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _difference(path: Path, old: bytes, new: bytes) -> str:
    before, after = (content.decode(errors="replace").splitlines(keepends=True) for content in (old, new))
    return "".join(difflib.unified_diff(before, after, f"{path} (on disk)", f"{path} (generated)"))
