"""The answers to the concept questions: answers.yaml, which may hold anything, read as plain text.

Answers are no part of the fingerprint: it draws the private inputs of the code's checks, which another answer
must not change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.intake import limits
from autograder.intake.decode import decode
from autograder.intake.found import Found
from autograder.intake.notes import UNSAFE, note
from autograder.model.assignment import Assignment
from autograder.model.finding import Finding
from autograder.model.question import ANSWERS_FILE
from autograder.model.submission import Answers
from autograder.questions import complaint, drawn


@dataclass(frozen=True)
class Sheet:
    """What was handed in of the answers, and what is to be said about it."""

    answers: Answers | None = None
    notes: tuple[Finding, ...] = ()


class BrokenSheetError(Exception):
    """A sheet of answers cannot be read: on which line, and why."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line
        self.text = text


def read_answers(found: Found, beside: str, assignment: Assignment) -> Sheet:
    """Read the file of answers that lies beside the code at `beside`, or else the least deep one.

    Whatever is wrong with it becomes a note. An assignment without questions has no use for it.
    """
    if not assignment.questions:
        return Sheet()
    folder = PurePosixPath(beside).parent
    paths = sorted(
        found.answers, key=lambda path: (PurePosixPath(path).parent != folder, path.count("/"), path)
    )
    if not paths:
        return Sheet(notes=(note("answers_missing", file=ANSWERS_FILE),))
    others = tuple(note("file_ignored", file=path, reason="duplicate") for path in paths[1:])
    try:
        answers = parse_sheet(found.answers[paths[0]])
    except BrokenSheetError as broken:
        said = note("answers_broken", file=paths[0], line=broken.line, text=broken.text)
        return Sheet(notes=(*others, said))
    return Sheet(answers, (*others, *_remarks(paths[0], answers, assignment)))


def parse_sheet(data: bytes) -> Answers:
    """Read a sheet of answers; every word and number of it is text, as it stands there.

    Raises:
        BrokenSheetError: it is not a sheet of answers.
    """
    from autograder.loading import document  # it imports yaml, which takes 20 ms

    if len(data) > limits.ANSWERS:
        raise BrokenSheetError(1, f"is larger than {limits.ANSWERS} bytes")
    read, problems = document.parse(decode(data).text, ANSWERS_FILE, lambda event: str(event.value))
    if problems:
        first = min(problems)
        raise BrokenSheetError(first.line, f"{first.key}: {first.text}" if first.key else first.text)
    sheet = read.data
    if not isinstance(sheet, dict) or not isinstance(sheet.get("questions"), dict):
        raise BrokenSheetError(1, "has no questions")
    given = {str(name): _written(entry) for name, entry in sheet["questions"].items()}
    return Answers(_line(sheet.get("id", "")), given)


def _written(entry: object) -> str:
    """Return an answer as text; it stands at `answer:`, or at the question itself."""
    answer = entry.get("answer", "") if isinstance(entry, dict) else entry
    if isinstance(answer, list):
        return _line(f"[{', '.join(map(str, answer))}]")
    return _line(answer)


def _line(value: object) -> str:
    """Return a value as one line of safe text, not too long."""
    text = UNSAFE.sub("", " ".join(str(value).split())).strip()[: limits.TEXT]
    return "" if text in {"~", "null"} else text


def _remarks(file: str, answers: Answers, assignment: Assignment) -> Iterator[Finding]:
    """Yield what a student can be told without knowing what is right."""
    asked = drawn(assignment, answers.id)
    unknown = answers.given.keys() - {one.question.id for one in asked}
    for name in sorted(unknown):
        yield note("answer_to_no_question", file=file, name=name)
    complaints = (complaint(one, answers.given.get(one.question.id, "")) for one in asked)
    yield from filter(None, complaints)
