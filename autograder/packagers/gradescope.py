"""The zip that Gradescope takes: scripts, engine, one assignment with its answers, the secret.

setup.sh  run_autograder        from gradescope/ in the checkout
MANIFEST.json  requirements.txt
engine/ assignments/ reference/ secret      the material
"""

from pathlib import Path

from autograder.model.assignment import Assignment
from autograder.packagers import archive, checkout
from autograder.packagers.material import PRIVATE, material, refuse_sample, vouched
from autograder.secret import Secret

KIND = "gradescope"
SCRIPTS = ("run_autograder", "setup.sh")


def pack_gradescope(
    assignment: Assignment, secret: Secret, out: Path, *, course: Path | None = None, demo: bool = False
) -> Path:
    """Write `ID-gradescope.zip` into the folder `out` and return its path.

    `course` is the file whose settings for this assignment go with it; `assignment` is as they make it.

    Raises:
        UsageError: the secret is the sample, which everybody knows, and this is no `demo`; or there is no
            checkout, or no reference, as in a student's copy.
        AssignmentError: the assignment names files outside the folder that holds `assignments/`.
    """
    if not demo:
        refuse_sample(assignment, secret)
    path = out / f"{assignment.id}-gradescope.zip"
    archive.write(path, contents(assignment, secret.value, course), SCRIPTS, PRIVATE)
    return path


def contents(assignment: Assignment, secret: bytes, course: Path | None = None) -> dict[str, bytes]:
    """Return the files of the pack by name, the manifest among them."""
    files = {
        **{script: checkout.read(f"gradescope/{script}") for script in SCRIPTS},
        "requirements.txt": checkout.requirements(torch=bool(assignment.in_torch)).encode(),
        **material(assignment, secret, course),
    }
    return vouched(KIND, assignment, files, SCRIPTS)
