"""One test of an adopted suite on one submission, in a worker of its own."""

from dataclasses import dataclass
from pathlib import Path

from autograder.adopting.errors import WorkerGoneError
from autograder.adopting.module import stand_ins
from autograder.adopting.result import Result
from autograder.adopting.student import OwnStudent
from autograder.adopting.suite import Test, run_one
from autograder.errors import GraderError
from autograder.model.verdict import StudentFault


@dataclass(frozen=True)
class Attempt:
    """What a test gave, or what kept it from running; and what the student's side had to do with it.

    `gone` is what ended the worker, whatever the test made of it. `asked`: the student's code has answered
    something. `refused` and `operators` are what the test did with objects of the student's.
    """

    result: Result | None
    error: BaseException | None
    printed: str
    gone: StudentFault | GraderError | None
    asked: bool
    refused: tuple[str, ...]
    operators: tuple[str, ...]


def attempt(student: OwnStudent, root: Path, test: Test) -> Attempt:
    """Load the submission and run a test of the suite under `root` on it."""
    result, printed = None, ""
    error: BaseException | None = None
    try:
        student.load()
        modules = stand_ins(student)
        student.asked = 0
        result, printed = run_one(root, test, modules)
    except WorkerGoneError as gone:
        error = gone.fault
    except KeyboardInterrupt:
        raise
    except BaseException as raised:  # noqa: BLE001 (what importing the suite raised, also the student's exit)
        error = raised
    return Attempt(
        result=result,
        error=error,
        printed=printed,
        gone=student.gone,
        asked=student.asked > 0,
        refused=tuple(dict.fromkeys(student.refused)),
        operators=tuple(sorted(student.used)),
    )
