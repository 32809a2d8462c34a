"""What a student meant by what they wrote after `answer:`."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from autograder.model.finding import Finding, finding
from autograder.model.question import AnswerKind, DrawnQuestion
from autograder.questions.fold import fold

Answer = str | int | tuple[int, ...]
"""The id of an option, a whole number, or a shape."""

LETTERS = {"en": ("a", "b", "c", "d", "e", "f", "g", "h"), "ar": ("أ", "ب", "ج", "د", "هـ", "و", "ز", "ح")}
"""The letters of the options; no question has more."""

_LONGEST = 200
_NUMBER = re.compile(r"[-+]?[0-9]{1,18}|[-+]?[0-9]{1,3}(?:[ ,_'\u060c\u066c][0-9]{3}){1,5}")
_SIZES = re.compile(r"[0-9]{1,9}(?: ?[,\u060cx×*] ?[0-9]{1,9}| [0-9]{1,9})* ?,?")
_BRACKETS = {"(": ")", "[": "]"}
_SPELLINGS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ـ": "", "`": ""})


def complaint(drawn: DrawnQuestion, text: str) -> Finding | None:
    """Return why nothing can be made of what was written, or None; it takes no knowledge of what is right."""
    question = drawn.question
    if not text:
        return finding("answer_missing", question=question.id)
    if read_answer(drawn, text) is None:
        return finding("answer_unreadable", question=question.id, expected=question.kind.value, text=text)
    return None


def read_answer(drawn: DrawnQuestion, text: str) -> Answer | None:
    """Return what `text` answers to a question; None if nothing can be made of it.

    A choice is a letter, with or without a bracket and the option's words, or the words alone; numbers may
    have Arabic digits and thousands separators; a shape may be (4, 3), [4, 3], 4 x 3 or 4, 3.
    """
    return _READERS[drawn.question.kind](drawn, " ".join(fold(text[:_LONGEST]).split()))


def _choice(drawn: DrawnQuestion, text: str) -> str | None:
    for place, option in enumerate(drawn.options):
        letters = [alphabet[place] for alphabet in LETTERS.values()]
        words = drawn.question.options[option]
        if _plain(text) in _ways(map(_plain, letters), {_plain(words.en), _plain(words.ar)}):
            return option
    return None


def _ways(letters: Iterable[str], words: Collection[str]) -> Iterator[str]:
    """Yield every way to name an option: b, b), (b), b. or b: alone or before its words, or its words."""
    yield from words
    for letter in letters:
        yield letter
        yield from (f"{letter}{mark}{rest}" for mark in (")", ".", ":", "-") for rest in ("", *words))
        yield f"({letter})"


def _plain(text: str) -> str:
    """Return text without spaces, code marks, and what Arabic writes in several ways."""
    return "".join(fold(text).split()).translate(_SPELLINGS)


def _number(_drawn: DrawnQuestion, text: str) -> int | None:
    return int(re.sub(r"[^-0-9]", "", text)) if _NUMBER.fullmatch(text) else None


def _shape(_drawn: DrawnQuestion, text: str) -> tuple[int, ...] | None:
    closing = _BRACKETS.get(text[:1])
    if closing is not None and text.endswith(closing):
        text = text[1:-1].strip()
    if not _SIZES.fullmatch(text):
        return None
    return tuple(int(size) for size in re.findall(r"[0-9]+", text))


_READERS: Mapping[AnswerKind, Callable[[DrawnQuestion, str], Answer | None]] = {
    AnswerKind.CHOICE: _choice,
    AnswerKind.NUMBER: _number,
    AnswerKind.SHAPE: _shape,
}
