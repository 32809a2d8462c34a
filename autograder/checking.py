"""Run the public checks on a student's own work: for `autograder check` and `check()` in a notebook."""

import difflib
import shlex
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from autograder.errors import UsageError
from autograder.loading.find import MANIFEST
from autograder.messages.catalogue import LANGUAGES
from autograder.messages.phrase import Phrase, plain, quote
from autograder.model.assignment import TORCH, Assignment, Suite
from autograder.model.epoch import OnEpoch, unheard
from autograder.model.finding import finding
from autograder.model.report import GradeReport
from autograder.model.submission import Submission
from autograder.worker import tensors
from autograder.worker.host import hosting

PUBLIC = b"public"
"""The secret of public checks, which is none: everybody gets the same inputs for the same code."""

SOURCES = frozenset({".py", ".ipynb", ".zip", ".gz", ".tgz"})
ABSENT = frozenset({"file_missing", "answers_missing"})

INSTALL_TORCH = "python -m pip install torch"

Read = Callable[[Assignment], Submission]


@dataclass(frozen=True)
class Checked:
    """The grade of the public checks, and the language of feedback where nobody asks for another."""

    report: GradeReport
    language: str


def check_submission(
    assignment: str | Path, read: Read, only: Collection[str] = (), on_epoch: OnEpoch = unheard
) -> Checked:
    """Run the public checks of an assignment (an id or a folder), or those of them that are named.

    `read` makes the submission once the assignment is known. Student code runs in a worker of its own,
    without isolation where there is none: it is the student's own machine. `on_epoch` hears of the epochs of
    a training.

    Raises:
        UsageError: there is no such assignment or check, nothing to check, or no PyTorch for all of it.
        AssignmentError: the assignment's files are wrong.
        SandboxError: no worker can be started.
    """
    with hosting(allow_weak=True) as workers:
        from autograder import grading, loading

        loaded = loading.load(assignment)
        workers.configure(loaded.limits, loaded.imports)
        known(only, loaded)
        wanted = tuple(only) or public(loaded)
        possible = tuple(check for check in wanted if check not in without_torch(loaded))
        if wanted and not possible:
            refuse("no_torch", command=INSTALL_TORCH)
        submission = read(loaded)
        options = grading.Options(suites=(Suite.PUBLIC,), only=possible)
        report = grading.grade(loaded, submission, workers, PUBLIC, options, on_epoch=on_epoch)
        if possible != wanted:
            report = replace(report, notes=(*report.notes, finding("torch_missing")))
        return Checked(report, loaded.language)


def public(assignment: Assignment) -> tuple[str, ...]:
    """Return the ids of the public checks."""
    return tuple(check.id for check in assignment.checks if check.suite is Suite.PUBLIC)


def without_torch(assignment: Assignment) -> frozenset[str]:
    """Return the ids of the checks that cannot run here, for want of PyTorch."""
    if tensors.is_installed():
        return frozenset()
    return frozenset(check.id for part in assignment.parts if part.profile == TORCH for check in part.checks)


def read_path(path: Path | None) -> Read:
    """Return what reads the submission at `path`, or in the assignment's own folder."""

    def read(assignment: Assignment) -> Submission:
        from autograder import intake

        submission = intake.read(path or assignment.folder, assignment)
        if not submission.modules and {note.code for note in submission.notes} <= ABSENT:
            refuse("no_submission", folder=shown(path or assignment.folder), file=assignment.files[0])
        return submission

    return read


def nearest(folder: Path) -> Path:
    """Return the folder of the assignment that `folder` is in.

    Raises:
        UsageError: there is none.
    """
    found = next((above for above in (folder, *folder.parents) if (above / MANIFEST).is_file()), None)
    if found is None:
        refuse_folder(folder)
    return found


def refuse_folder(folder: Path) -> NoReturn:
    """Say that `folder` is in no assignment, and where one is, if it is one step down."""
    below = sorted(folder.glob(f"*/{MANIFEST}"))
    if not below:
        refuse("no_assignment", folder=shown(folder))
    found = below[0].parent.name
    refuse("no_assignment_but", folder=shown(folder), found=found, command=f"cd {shlex.quote(found)}")


def named(assignment: str) -> str | Path:
    """Return the folder that a student names: nothing else than "." looks above it."""
    if assignment == ".":
        return nearest(Path.cwd())
    folder = Path(assignment)
    return folder if (folder / MANIFEST).is_file() else assignment


def looks_like_work(argument: str) -> bool:
    """Tell a file that is to be checked from the name of an assignment."""
    return Path(argument).is_file() or Path(argument).suffix.lower() in SOURCES


def existing(path: Path) -> Path:
    """Return a path that somebody typed.

    Raises:
        UsageError: there is nothing.
    """
    if not path.exists():
        refuse_path(path)
    return path


def refuse_path(path: Path) -> NoReturn:
    """Say that there is nothing at `path`, and what is similar."""
    beside = [other.name for other in path.parent.glob("*")]
    similar = difflib.get_close_matches(path.name, beside, n=1)
    if not similar:
        refuse("no_path", path=str(path))
    refuse("no_path_but", path=str(path), similar=str(path.with_name(similar[0])))


def known(only: Collection[str], assignment: Assignment) -> None:
    """Make sure that what is named are public checks.

    Raises:
        UsageError: one is not.
    """
    ids = public(assignment)
    for name in only:
        if name not in ids:
            refuse("no_check", name=name, names=listed(ids))


def listed(names: Collection[str]) -> Phrase:
    """Return names with commas between them."""
    pieces = [piece for name in names for piece in (", ", quote(name))]
    return tuple(pieces[1:])


def shown(folder: Path) -> str:
    """Return the name of a folder as its owner knows it."""
    return folder.resolve().name or str(folder.resolve())


def refuse(key: str, **values: str | Phrase) -> NoReturn:
    """Say what a student slipped on, in every language: nobody may have chosen one yet.

    Raises:
        UsageError: always.
    """
    from autograder.messages.wording import wording

    lines = (plain(wording(lang).ui(key, **values), isolate=lang == "ar") for lang in LANGUAGES)
    raise UsageError("\n".join(lines))
