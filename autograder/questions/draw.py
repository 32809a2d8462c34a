"""Which words and numbers of the concept questions a student gets: a public function of their id.

A draw is a promise: whoever draws again, on another machine or in another year, gets the same questions.
Each value is chosen by a SHA-256 of its own, so that a question that is added, or moved, changes no other.
"""

import hashlib
from collections.abc import Iterable, Mapping

from autograder.model.assignment import Assignment
from autograder.model.question import DrawnQuestion, Question
from autograder.model.text import Text
from autograder.questions.fold import fold

COMMON = "common"
"""The id to draw for when nobody in particular is meant."""


def draw(questions: Iterable[Question], assignment_id: str, student_id: str) -> tuple[DrawnQuestion, ...]:
    """Return the questions as the student with this id gets them, in declared order."""
    student = normal_id(student_id)
    return tuple(_drawn(question, (assignment_id, student, question.id)) for question in questions)


def drawn(assignment: Assignment, student_id: str = COMMON) -> tuple[DrawnQuestion, ...]:
    """Return the questions of an assignment as they are drawn for this id."""
    return draw(assignment.questions, assignment.id, student_id)


def normal_id(student_id: str) -> str:
    """Return an id in the one form that is compared and drawn for; COMMON for an empty one."""
    return fold(student_id) or COMMON


def _drawn(question: Question, seed: tuple[str, ...]) -> DrawnQuestion:
    places = {name: _number(*seed, "draw", name) % len(values) for name, values in question.draws.items()}
    chosen = {name: question.draws[name][place] for name, place in places.items()}
    return DrawnQuestion(
        question=question,
        text=Text(en=_filled(question.text, chosen, "en"), ar=_filled(question.text, chosen, "ar")),
        values={name: value if isinstance(value, int) else places[name] for name, value in chosen.items()},
        options=tuple(sorted(question.options, key=lambda option: _number(*seed, "option", option))),
    )


def _filled(text: Text, chosen: Mapping[str, int | Text], language: str) -> str:
    words = {
        name: value.get(language) if isinstance(value, Text) else str(value) for name, value in chosen.items()
    }
    return text.get(language).format_map(words)


def _number(*parts: str) -> int:
    """Return a number of 256 bits; the bias of a remainder of it is below what anybody could measure."""
    encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
    digest = hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in encoded)).digest()
    return int.from_bytes(digest, "big")
