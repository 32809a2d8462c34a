"""A concept question: words and numbers that are drawn for each student."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from autograder.model.text import Text

ANSWERS_FILE = "answers.yaml"
"""What a student hands in with the answers to the concept questions."""


class AnswerKind(str, Enum):
    """What an answer to a question looks like."""

    CHOICE = "choice"
    NUMBER = "number"
    SHAPE = "shape"


@dataclass(frozen=True)
class Question:
    """A question as everybody may know it; what is right is known to the private suite alone.

    `text` holds {placeholders}; `draws` maps each to the values it may take, of which a student gets one.
    `options` of a CHOICE are shown in an order of the student's own, and known by their ids.
    """

    id: str
    kind: AnswerKind
    text: Text
    draws: Mapping[str, tuple[int | Text, ...]] = field(default_factory=dict)
    options: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class DrawnQuestion:
    """A question as one student gets it.

    `values` maps each placeholder to what was drawn: for numbers the number, for words their index in
    `draws`. `options` are the ids of the options in the order shown, as a, b, c ...
    """

    question: Question
    text: Text
    values: Mapping[str, int] = field(default_factory=dict)
    options: tuple[str, ...] = ()
