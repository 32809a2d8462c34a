"""Small concept questions of every kind, and an assignment that asks them."""

from dataclasses import replace

from support.workers import assignment as plain_assignment

from autograder.model.assignment import Assignment
from autograder.model.question import AnswerKind, DrawnQuestion, Question
from autograder.model.text import Text

DIRECTION = Question(
    "direction",
    AnswerKind.CHOICE,
    Text("Which way does `{what}` go?", "إلى أين يتجه `{what}`؟"),
    draws={"what": (Text("forward", "الأمام"), Text("back", "الخلف"))},
    options={
        "ahead": Text("Ahead", "إلى الأمام"),
        "behind": Text("Behind, from `T_x`", "إلى الخلف"),
        "nowhere": Text("Nowhere", "لا يتجه إلى مكان"),
    },
)
COUNT = Question(
    "count",
    AnswerKind.NUMBER,
    Text("How many are {n} and {k}?", "كم مجموع {n} و{k}؟"),
    draws={"n": (1, 2, 3, 4, 5), "k": (10, 20, 30)},
)
SIZES = Question("sizes", AnswerKind.SHAPE, Text("Which shape?", "ما الشكل؟"))
QUESTIONS = (DIRECTION, COUNT, SIZES)


def asking(*questions: Question) -> Assignment:
    """Return an assignment of code in rnn.py that asks these questions; all of them when none is named."""
    return replace(plain_assignment("f"), title=Text("Small", "صغير"), questions=questions or QUESTIONS)


def as_drawn(question: Question, *options: str) -> DrawnQuestion:
    """Return a question with its options in this order."""
    return DrawnQuestion(question, question.text, {}, options)
