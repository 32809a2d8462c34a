"""The zip that Otter grades with: `otter run`, `otter grade`, and Gradescope with Otter.

README.md
setup.sh  run_autograder  run_otter.py     the container's side
requirements.txt  environment.yml
otter_config.json                          names the plugin
tests/CHECK.py                             names and points, nothing else
files/autograder_pack/                     what pack gradescope packs too, with a manifest
"""

from pathlib import Path

from autograder.authoring.student_folder import notebook_name
from autograder.authoring.template import SUFFIX, fill
from autograder.messages.number import points
from autograder.model.assignment import Assignment
from autograder.packagers import archive, checkout
from autograder.packagers.material import PRIVATE, material, refuse_sample, vouched
from autograder.packagers.otter.carried import lost
from autograder.packagers.otter.settings import FOLDER, otter_config
from autograder.packagers.otter.tests import TEMPLATES, graded_tests
from autograder.secret import Secret

KIND = "otter"
OTTER = "7.0.0"
"""The version that this is made for and tested with."""
SCRIPTS = ("run_autograder", "setup.sh")
PYTHON = "3.11"


def pack_otter(
    assignment: Assignment, secret: Secret, out: Path, *, course: Path | None = None, demo: bool = False
) -> Path:
    """Write `ID-otter.zip` into the folder `out` and return its path.

    `course` is the file whose settings for this assignment go with it; `assignment` is as they make it.

    Raises:
        UsageError: the secret is the sample, which everybody knows, and this is no `demo`; or there is no
            checkout, or no reference, as in a student's copy.
        AssignmentError: the assignment names files outside the folder that holds `assignments/`.
    """
    if not demo:
        refuse_sample(assignment, secret)
    path = out / f"{assignment.id}-otter.zip"
    archive.write(path, contents(assignment, secret.value, course), SCRIPTS, PRIVATE)
    return path


def contents(assignment: Assignment, secret: bytes, course: Path | None = None) -> dict[str, bytes]:
    """Return the files of the zip by name."""
    pins = pinned(assignment)
    return {
        "README.md": readme(assignment).encode(),
        **{name: (TEMPLATES / name).read_bytes() for name in SCRIPTS},
        "run_otter.py": (TEMPLATES / f"run_otter.py{SUFFIX}").read_bytes(),
        "requirements.txt": "".join(f"{pin}\n" for pin in pins).encode(),
        "environment.yml": fill(
            TEMPLATES / f"environment.yml{SUFFIX}", {"python": PYTHON, "pins": pins}
        ).encode(),
        "otter_config.json": otter_config(assignment),
        **graded_tests(assignment),
        **{f"files/{FOLDER}/{name}": data for name, data in grading(assignment, secret, course).items()},
    }


def pinned(assignment: Assignment) -> list[str]:
    """Return what is installed in the container: Otter, and what grading needs."""
    needed = checkout.requirements(torch=bool(assignment.in_torch))
    return [f"otter-grader[grading]=={OTTER}", *needed.splitlines()]


def grading(assignment: Assignment, secret: bytes, course: Path | None) -> dict[str, bytes]:
    """Return what grades, by name; the manifest vouches for it."""
    return vouched(KIND, assignment, material(assignment, secret, course))


def readme(assignment: Assignment) -> str:
    """Write the README for the instructor."""
    values = {
        "id": assignment.id,
        "title": assignment.title,
        "points": points(assignment.points),
        "otter": OTTER,
        "notebook": notebook_name(assignment),
        "lost": lost(assignment),
    }
    return fill(TEMPLATES / f"pack_readme.md{SUFFIX}", values)
