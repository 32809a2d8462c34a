"""A concept question in a test: what was drawn, what was answered, and whether that is right."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NoReturn

from autograder.errors import GraderError
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.question import DrawnQuestion
from autograder.model.verdict import CheckFailed, StudentFault
from autograder.questions import Answer, complaint, read_answer


@dataclass(frozen=True)
class Asked:
    """A question as it was drawn for a student, and what the student wrote."""

    drawn: DrawnQuestion
    text: str

    @property
    def id(self) -> str:
        """The question's id."""
        return self.drawn.question.id

    @property
    def values(self) -> Mapping[str, int]:
        """What was drawn: numbers as they are, words by their place in `draws`."""
        return self.drawn.values

    @property
    def answer(self) -> Answer | None:
        """What the student means, or None if nothing can be made of it."""
        return read_answer(self.drawn, self.text)


def expect_answer(
    asked: Asked, right: Answer, *, suspects: Mapping[str, Collection[Answer]] | None = None
) -> None:
    """Require that a question is answered rightly.

    `suspects` maps the code of a known mistake to the answers that it gives; the first that holds the
    student's answer is told.

    Raises:
        StudentFault: there is no answer.
        CheckFailed: it cannot be read, or is wrong.
        GraderError: `right` cannot be an answer to this question (the suite is wrong).
    """
    _expect_possible(asked, right)
    _expect_readable(asked)
    if asked.answer != right:
        _fail(asked, suspects or {})


def _expect_possible(asked: Asked, right: Answer) -> None:
    options = asked.drawn.options
    if options and right not in options:
        message = f"{right!r} is no option of the question {asked.id}"
        raise GraderError(message)


def _expect_readable(asked: Asked) -> None:
    wrong = complaint(asked.drawn, asked.text)
    if wrong is not None and wrong.code == "answer_missing":
        raise StudentFault(wrong, status=Status.NOT_IMPLEMENTED)
    if wrong is not None:
        raise CheckFailed(wrong)


def _fail(asked: Asked, suspects: Mapping[str, Collection[Answer]]) -> NoReturn:
    for hint, answers in suspects.items():
        if asked.answer in answers:
            raise CheckFailed(finding("answer_suspect", question=asked.id, hint=hint))
    raise CheckFailed(finding("answer_wrong", question=asked.id))
