"""The bundle that students get, for Otter: its notebook asks `grader.check("...")`, and tests/ answers."""

from collections.abc import Mapping
from pathlib import Path

from autograder import loading
from autograder.authoring.student_folder import notebook_name
from autograder.authoring.template import SUFFIX, fill
from autograder.manifest import NAME, manifest
from autograder.model.assignment import Assignment
from autograder.packagers import archive, student
from autograder.packagers.leaks import refuse_leaks
from autograder.packagers.otter.notebook import otter_notebook
from autograder.packagers.otter.pack import OTTER
from autograder.packagers.otter.tests import TEMPLATES, own_tests
from autograder.packagers.sources import secrets
from autograder.packagers.wheel import NAME as WHEEL

KIND = "otter-student"
MORE = "more"
"""The folder for all Python files but the first: Otter ends where a zip has two of them at its top."""


def pack_otter_student(
    assignment: Assignment, out: Path, *, of_course: bool = False, keys: tuple[bytes, ...] = ()
) -> Path:
    """Write `ID-otter-student.zip` into the folder `out` and return its path.

    `of_course` says that `assignment` is as a course makes it whose files are not those of student_template/.
    `keys` are secrets that must not be inside.

    Raises:
        UsageError: student_template/ is out of date; or what writes pages and notebooks is not installed.
        AssignmentError: there would be something private inside.
    """
    files = {
        f"{assignment.id}/{name}": data for name, data in contents(assignment, of_course=of_course).items()
    }
    refuse_leaks(files, secrets(loading.load_all(assignment.folder.parent), keys=keys))
    path = out / f"{assignment.id}-otter-student.zip"
    archive.write(path, files)
    return path


def contents(assignment: Assignment, *, of_course: bool = False) -> dict[str, bytes]:
    """Return the files of the bundle by name, the manifest among them."""
    bundle = student.contents(assignment, of_course=of_course)
    files = {
        **{name: data for name, data in bundle.items() if name != NAME},
        **own_tests(assignment),
        **_changed(assignment, bundle),
    }
    return {**files, NAME: manifest(KIND, assignment.id, files).to_json()}


def _changed(assignment: Assignment, bundle: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the notebook with Otter's cells, the README that tells of it, and a submit.py for it."""
    notebook = notebook_name(assignment)
    values = {"notebook": notebook, "wheel": WHEEL, "otter": OTTER}
    told = fill(TEMPLATES / f"student_readme.md{SUFFIX}", values)
    places = {name: f"{MORE}/{name}" for name in assignment.files[1:]}
    return {
        "submit.py": student.submit_script(assignment, places).encode(),
        notebook: otter_notebook(bundle[notebook].decode(), assignment, notebook).encode(),
        "README.md": bundle["README.md"] + told.encode(),
    }
