"""answers.yaml as a student gets it: the drawn questions as comments, an empty `answer:` under each.

Questions are comments because nothing that is done to a comment can make the file unreadable.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from autograder.messages.catalogue import LANGUAGES
from autograder.messages.wording import Wording, wording
from autograder.model.assignment import Assignment
from autograder.model.question import DrawnQuestion
from autograder.questions.draw import COMMON, drawn
from autograder.questions.reading import LETTERS

WIDTH = 96
_HARD_SPACE = "\u00a0"
_CODE = re.compile("`[^`]*`")


def sheet(assignment: Assignment, student_id: str = COMMON, languages: Iterable[str] = LANGUAGES) -> str:
    """Return the text of answers.yaml for a student.

    Where everybody gets the same questions the sheet is drawn for COMMON, and says so: answers are
    marked by the questions of the id that stands in the sheet.
    """
    words = [wording(language) for language in languages]
    drawn_for = COMMON if assignment.one_draw else student_id
    questions = drawn(assignment, drawn_for)
    lines = [
        *_head(assignment, words),
        f"assignment: {assignment.id}",
        f"id: {_quoted(drawn_for)}",
        "questions:",
    ]
    for number, question in enumerate(questions, 1):
        lines += ["", *_comments(question, f"{number}/{len(questions)}", words)]
        lines += [f"  {question.question.id}:", "    answer:"]
    return "\n".join(lines) + "\n"


def paragraphs(question: DrawnQuestion, words: Wording) -> Iterator[str]:
    """Yield the question, its options and the form of an answer in one language, code in `marks`."""
    language, kind = words.catalogue.language, question.question.kind
    yield question.text.get(language)
    for letter, option in zip(LETTERS[language], question.options, strict=False):
        yield f"  {letter}) {question.question.options[option].get(language)}"
    yield words.catalogue.ui["answer_form"].format(
        form=words.catalogue.choices["answer_unreadable"][kind.value]
    )


def wrapped(paragraph: str, width: int = WIDTH, prefix: str = "") -> list[str]:
    """Break a paragraph into lines, but not inside code; each begins with `prefix` and its indentation."""
    text = paragraph.lstrip()
    indent = prefix + paragraph[: len(paragraph) - len(text)]
    whole = _CODE.sub(lambda code: code[0].replace(" ", _HARD_SPACE), text)
    lines = textwrap.wrap(whole, width - len(indent), break_long_words=False, break_on_hyphens=False)
    return [indent + line.replace(_HARD_SPACE, " ") for line in lines]


def _head(assignment: Assignment, words: Sequence[Wording]) -> Iterator[str]:
    for one in words:
        ui, title = one.catalogue.ui, assignment.title.get(one.catalogue.language)
        yield from wrapped(ui["questions_of"].format(title=title), prefix="# ")
        yield from wrapped(ui["sheet_how"], prefix="# ")
        yield "#"


def _comments(question: DrawnQuestion, number: str, words: Sequence[Wording]) -> Iterator[str]:
    yield f"  # ---- {number} ".ljust(WIDTH, "-")
    for place, one in enumerate(words):
        if place:
            yield "  #"
        for paragraph in paragraphs(question, one):
            yield from wrapped(paragraph, prefix="  # ")


def _quoted(text: str) -> str:
    """Return a text as a YAML scalar that stays text, whatever stands in it: an id may be 007."""
    import yaml

    return str(yaml.safe_dump(text, default_style='"', allow_unicode=True, width=1000)).strip()
