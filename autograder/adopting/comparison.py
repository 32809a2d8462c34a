"""What each test gives on the instructor's solution, plainly and in the sandbox, and what follows from it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from autograder.adopting.attempt import Attempt, attempt
from autograder.adopting.outline import Outline, outline
from autograder.adopting.result import Ending, text_of
from autograder.adopting.scan import reason
from autograder.adopting.student import OwnStudent
from autograder.adopting.suite import Test
from autograder.errors import GraderError
from autograder.model.verdict import StudentFault

Start = Callable[[], OwnStudent]


class Fate(str, Enum):
    """What becomes of a test."""

    ADOPTED = "adopted"
    REFUSED = "refused"
    SKIPPED = "skipped"


WORDS = {
    "isinstance": "asks whether an object is of the student's class, and classes stay in the sandbox",
    "subclass": "derives a class from the student's, which stays in the sandbox",
    "patch": "replaces a name of the student's module or of Python's, which the sandbox does not see",
    "source": "reads the student's source, signature or file",
    "pickle": "copies or pickles an object of the student's, which stays in the sandbox",
    "type": "asks for the type or the attributes of an object, which stays in the sandbox",
    "identity": "compares by identity (`is`, `id`), and data are copied on their way out of the sandbox",
    "argument": "passes an object of its own that cannot be sent into the sandbox",
    "another": "gives another result by itself in the sandbox",
    "fails": "is not passed by the solution",
}
"""Why a test is refused."""


@dataclass(frozen=True)
class Row:
    """A test with its fate; `why` is a key of WORDS, `operators` what it asks of classes of the student's."""

    test: Test
    plain: Outline
    fate: Fate
    why: str = ""
    detail: str = ""
    operators: tuple[str, ...] = ()


def compare(root: Path, plain: dict[Test, Outline], start: Start) -> tuple[Row, ...]:
    """Run every test in the sandbox too, each with a freshly loaded solution, and compare."""
    return tuple(_row(root, test, one, start) for test, one in plain.items())


def _row(root: Path, test: Test, plain: Outline, start: Start) -> Row:
    if plain.ending is Ending.SKIPPED:
        return Row(test, plain, Fate.SKIPPED, detail=plain.text)
    if plain.ending is not Ending.PASSED or plain.share < 1:
        return Row(test, plain, Fate.REFUSED, "fails", plain.text)
    student = start()
    try:
        tried = attempt(student, root, test)
    finally:
        student.transport.close()
    if isinstance(tried.gone, GraderError):
        raise tried.gone
    if _same(plain, tried):
        return Row(test, plain, Fate.ADOPTED, operators=tried.operators)
    why = tried.refused[0] if tried.refused else reason(root, test) or "another"
    return Row(test, plain, Fate.REFUSED, why, _detail(tried))


def _same(plain: Outline, tried: Attempt) -> bool:
    if tried.result is None or tried.gone is not None:
        return False
    boxed = outline(tried.result)
    return (boxed.ending, boxed.share, boxed.value) == (plain.ending, plain.share, plain.value)


def _detail(tried: Attempt) -> str:
    if isinstance(tried.gone, StudentFault):
        return ", ".join(found.code for found in tried.gone.findings)
    if tried.result is None:
        return f"{type(tried.error).__name__}: {text_of(tried.error)}" if tried.error else ""
    return outline(tried.result).text
