"""The concept questions of questions.yaml, and that each has a check."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter

from autograder.loading import document, schema
from autograder.loading.problem import Key, not_one_of, quote, refuse_if_any
from autograder.loading.schema import AssignmentKeys, QuestionKeys, TextKeys
from autograder.model.question import AnswerKind, Question
from autograder.model.text import Text

MOST_OPTIONS = 8
"""There are so many letters to answer with."""

Broken = Iterator[tuple[Key, str]]


def questions(folder: Path, file: str) -> tuple[Question, ...]:
    """Read the questions of an assignment's folder, in order.

    Raises:
        AssignmentError: the file is wrong; says everything that is.
    """
    read = document.read(folder / file, file)
    declared = schema.validate(read, schema.QuestionsKeys).root
    wrong = [broken for name, keys in declared.items() for broken in _broken_rules((name,), keys)]
    refuse_if_any(read.problem(key, text) for key, text in wrong)
    return tuple(_question(name, keys) for name, keys in declared.items())


def unmatched(declared: AssignmentKeys, asked: Iterable[Question]) -> Broken:
    """Yield whatever keeps questions and the checks of a part of answers from matching one to one.

    A check is about the question that its id ends with: a1.questions.shapes. A student's copy has none.
    """
    ids = [question.id for question in asked]
    parts = {("parts", p): part for p, part in enumerate(declared.parts) if part.profile == "answers"}
    checked = []
    for key, part in parts.items():
        for c, check in enumerate(part.checks):
            checked.append(check.id.rpartition(".")[2])
            if checked[-1] not in ids:
                yield (*key, "checks", c, "id"), not_one_of(checked[-1], ids)
    for question in ids:
        if parts and question not in checked:
            yield ("questions",), f"no check is about the question {quote(question)}"


def _broken_rules(key: Key, keys: QuestionKeys) -> Broken:
    yield from _options(key, keys)
    for name, values in keys.draws.items():
        yield from _values((*key, "draws", name), values)
    for language, text in (("en", keys.text.en), ("ar", keys.text.ar)):
        yield from _placeholders((*key, "text", language), text, keys.draws)


def _options(key: Key, keys: QuestionKeys) -> Broken:
    count = len(keys.options)
    if keys.kind != AnswerKind.CHOICE.value and count:
        yield (*key, "options"), f"a question of kind {keys.kind} has no options"
    if keys.kind == AnswerKind.CHOICE.value and not 1 < count <= MOST_OPTIONS:
        yield (*key, "options"), f"a choice needs 2 to {MOST_OPTIONS} options, not {count}"
    for language in ("en", "ar"):
        words = [getattr(option, language) for option in keys.options.values()]
        if len(set(words)) < count:
            yield (*key, "options"), f"two options have the same words in {language}"


def _values(key: Key, specs: list[object]) -> Broken:
    values = [_value(spec) for spec in specs]
    for place, value in enumerate(values):
        if value is None:
            yield (*key, place), f"must be a whole number or a text in en and ar, not {quote(specs[place])}"
        elif value in values[:place]:
            yield (*key, place), "stands here a second time"
        elif type(value) is not type(values[0]):
            yield (*key, place), "numbers and texts cannot be mixed"


def _placeholders(key: Key, text: str, draws: Mapping[str, object]) -> Broken:
    try:
        found = [
            _placeholder(name, spec, how)
            for _, name, spec, how in Formatter().parse(text)
            if name is not None
        ]
    except ValueError as error:
        yield key, f"braces mean what is drawn; write {{{{ for a brace: {error}"
        return
    for name in found:
        if name not in draws:
            yield key, not_one_of(name, draws)
    for name in draws:
        if name not in found:
            yield key, f"does not mention {{{name}}}, which is drawn"


def _placeholder(name: str, spec: str | None, conversion: str | None) -> str:
    """Return all that stands between the braces; only a bare name is ever drawn."""
    return name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")


def _question(name: str, keys: QuestionKeys) -> Question:
    return Question(
        id=name,
        kind=AnswerKind(keys.kind),
        text=_words(keys.text),
        draws={drawn: tuple(_known(values)) for drawn, values in keys.draws.items()},
        options={option: _words(words) for option, words in keys.options.items()},
    )


def _known(specs: Iterable[object]) -> Iterator[int | Text]:
    return (value for value in map(_value, specs) if value is not None)


def _value(spec: object) -> int | Text | None:
    """Return what may be drawn; None for anything but a whole number or a text in both languages."""
    if isinstance(spec, int) and not isinstance(spec, bool):
        return spec
    if not isinstance(spec, dict) or spec.keys() != {"en", "ar"}:
        return None
    written = all(isinstance(words, str) and words.strip() for words in spec.values())
    return Text(**spec) if written else None


def _words(keys: TextKeys) -> Text:
    return Text(en=keys.en, ar=keys.ar)
