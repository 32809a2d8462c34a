"""The keys of assignment.yaml, questions.yaml and hints.yaml, as pydantic models.

The one module that imports pydantic, which takes a tenth of a second: imported only when a file is read.
What a model cannot say (names that must exist, cycles, suites) is in `rules` and `suites`.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, RootModel, ValidationError
from pydantic_core import ErrorDetails

from autograder.loading.document import Document
from autograder.loading.problem import Key, Problem, combined, did_you_mean, not_one_of, quote

_FRACTION = re.compile(r"([0-9]{1,9})(?:/([1-9][0-9]{0,8})|\.([0-9]{1,9}))?")


def _points(value: object) -> Fraction:
    points = _exact(value)
    if points > 0:
        return points
    message = "must be above 0; a check without points does not belong here"
    raise ValueError(message)


def _exact(value: object) -> Fraction:
    if isinstance(value, int | Decimal | str) and not isinstance(value, bool):
        text = str(value)
        if _FRACTION.fullmatch(text):
            return Fraction(text)
    message = f'must be a number such as 1, 0.25 or "1/3", not {quote(value)}'
    raise ValueError(message)


def _seconds(value: object) -> float:
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and value > 0:
        return float(value)
    message = f"must be a number of seconds above 0, not {quote(value)}"
    raise ValueError(message)


def _count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    message = f"must be a whole number above 0, not {quote(value)}"
    raise ValueError(message)


def _matching(pattern: str, what: str) -> AfterValidator:
    def check(value: str) -> str:
        if re.fullmatch(pattern, value):
            return value
        message = f"{quote(value)} is not {what}"
        raise ValueError(message)

    return AfterValidator(check)


_IDENTIFIER = r"[^\W\d]\w*"
Words = Annotated[str, _matching(r"(?s).*\S.*", "a text: it is empty")]
Identifier = Annotated[str, _matching(_IDENTIFIER, "a Python name")]
Dotted = Annotated[str, _matching(rf"{_IDENTIFIER}(\.{_IDENTIFIER})*", "a module's name")]
Id = Annotated[str, _matching(r"[a-z][a-z0-9_]*", "an id: a-z, 0-9 and _, a letter first")]
CheckId = Annotated[str, _matching(r"[a-z]\w*(\.\w+)+", "a check's id such as a1.backward.dWaa")]
FileName = Annotated[str, _matching(r"\w[\w-]*\.py", "the name of a Python file without folders")]
DataName = Annotated[str, _matching(r"\w[\w.-]*", "the name of a file without folders")]
HintCode = Annotated[str, _matching(r"[A-Z]\w*", "the code of a mistake such as R04")]
Points = Annotated[Fraction, PlainValidator(_points)]
Exact = Annotated[Fraction, PlainValidator(_exact)]
Seconds = Annotated[float, PlainValidator(_seconds)]
Count = Annotated[int, PlainValidator(_count)]


class StrictKeys(BaseModel):
    """Keys of a mapping: none that is not declared, each of its own type."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class TextKeys(StrictKeys):
    """A text in both languages."""

    en: Words
    ar: Words


class LimitsKeys(StrictKeys):
    """`limits:`; what is left out keeps the default of `model.Limits`."""

    call_wall: Seconds | None = None
    call_cpu: Seconds | None = None
    load_wall: Seconds | None = None
    load_cpu: Seconds | None = None
    total_wall: Seconds | None = None
    total_cpu: Seconds | None = None
    memory: Count | None = None
    stdout: Count | None = None


class ConventionsKeys(StrictKeys):
    """`conventions:`, where the lecture notes and the common libraries differ."""

    lstm_output: Literal["tanh", "linear"] | None = None
    gru_reset: Literal["before", "after"] | None = None


class FunctionKeys(StrictKeys):
    """One entry of `functions:`; the value specs are read by `values`."""

    args: dict[Identifier, Any]
    returns: Annotated[dict[Identifier, Any], Field(min_length=1)]
    file: str | None = None


class CheckKeys(StrictKeys):
    """One entry of `checks:`."""

    id: CheckId
    title: TextKeys
    points: Exact
    suite: Literal["public", "private"]
    visibility: Literal["visible", "hidden", "after_due_date", "after_published"] = "visible"
    depends_on: list[str] = []
    tags: list[Words] = []
    bonus: bool = False
    section: str | None = None
    trains: Id | None = None
    uses: list[str] = []
    seconds: Seconds | None = None


class PartKeys(StrictKeys):
    """One entry of `parts:`."""

    id: Id
    title: TextKeys
    file: str
    profile: Literal["numpy", "torch", "answers"]
    section: str | None = None
    checks: Annotated[list[CheckKeys], Field(min_length=1)]


class AdoptedKeys(StrictKeys):
    """`adopted:`, as `autograder adopt` writes it."""

    names: list[Identifier] = []
    messages: Literal["shown", "hidden"] = "shown"


class AssignmentKeys(StrictKeys):
    """The whole of assignment.yaml."""

    id: Id
    title: TextKeys
    files: Annotated[list[FileName], Field(min_length=1)]
    imports: list[Dotted]
    parts: Annotated[list[PartKeys], Field(min_length=1)]
    functions: dict[Identifier, FunctionKeys]
    types: dict[Identifier, Any] = {}
    reference: Words | None = None
    hints: Words | None = None
    questions: Words | None = None
    starter_floor: Exact = Fraction(0)
    conventions: ConventionsKeys = ConventionsKeys()
    forbid: dict[Dotted, TextKeys] = {}
    limits: LimitsKeys = LimitsKeys()
    language: Literal["en", "ar", "both"] = "both"
    one_draw: bool = False
    adopted: AdoptedKeys | None = None
    given: list[Identifier] = []
    given_files: list[FileName] = []
    data: list[DataName] = []


class QuestionKeys(StrictKeys):
    """One entry of questions.yaml; what may be drawn is read by `questions`."""

    kind: Literal["choice", "number", "shape"]
    text: TextKeys
    draws: dict[Identifier, Annotated[list[Any], Field(min_length=1)]] = {}
    options: dict[Id, TextKeys] = {}


class QuestionsKeys(RootModel[dict[Id, QuestionKeys]]):
    """The whole of questions.yaml: the id of a question -> the question."""

    model_config = ConfigDict(strict=True, frozen=True)


class HintsKeys(RootModel[dict[HintCode, TextKeys]]):
    """The whole of hints.yaml: the code of a mistake -> what a student is told."""

    model_config = ConfigDict(strict=True, frozen=True)


Keys = TypeVar("Keys", bound=BaseModel)


def validate(document: Document, model: type[Keys]) -> Keys:
    """Return the document's data as `model`.

    Raises:
        AssignmentError: with every key that is wrong.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise combined(_problem(document, details, model) for details in error.errors()) from None


def _problem(document: Document, details: ErrorDetails, model: type[BaseModel]) -> Problem:
    key = details["loc"]
    if details["type"] == "missing":
        return document.problem(key[:-1], f"the key {quote(key[-1])} is missing")
    if key and key[-1] == "[key]" and details["type"] == "value_error":
        key = key[:-1]
    return document.problem(key, _words(details, model, key))


def _words(details: ErrorDetails, model: type[BaseModel], key: Key) -> str:
    kind, value = details["type"], details["input"]
    if kind == "extra_forbidden":
        return _unknown_key(model, key)
    if kind == "literal_error":
        return not_one_of(value, _allowed(model, key))
    if kind == "value_error":
        return str(details["ctx"]["error"])
    if kind == "too_short":
        return "must not be empty"
    return f"must be {_KINDS[kind]}, not {quote(value)}"


_KINDS: Mapping[str, str] = {
    "string_type": "text",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
}


def _unknown_key(model: type[BaseModel], key: Key) -> str:
    allowed = _model_at(model, key[:-1]).model_fields
    return f"unknown key; the keys here are {', '.join(allowed)}{did_you_mean(key[-1], allowed)}"


def _allowed(model: type[BaseModel], key: Key) -> tuple[str, ...]:
    annotation = _model_at(model, key[:-1]).model_fields[str(key[-1])].annotation
    choices = [annotation, *get_args(annotation)]
    literal = next(choice for choice in choices if getattr(choice, "__origin__", None) is Literal)
    return get_args(literal)


def _model_at(model: type[BaseModel], key: Key) -> type[BaseModel]:
    """Follow a key's path down the models; names of a dict and numbers of a list stay at the same model."""
    for step in ("root", *key):
        if step in model.model_fields:
            model = _inner(model.model_fields[str(step)].annotation) or model
    return model


def _inner(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 (an annotation may be any object)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_inner(argument) for argument in get_args(annotation))
    return next(filter(None, inner), None)
