"""From a finding to the sentences a person reads: the templates of a catalogue, filled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from string import Formatter

from autograder.messages.catalogue import Catalogue, load
from autograder.messages.number import number, tuple_of
from autograder.messages.phrase import Phrase, Token, equations, parse, quote, sentence, told
from autograder.messages.picture import Picture, steps
from autograder.messages.plural import category
from autograder.model.codes import CODES, Kind
from autograder.model.finding import Finding, Param
from autograder.model.text import Text

Value = int | float | Fraction | str | Phrase
"""What fills a template of the user interface: a number, text of anybody's, or a phrase of ours."""

Resolve = Callable[[str, str], Phrase]

_PLAIN_NUMBERS = frozenset({Kind.COUNT, Kind.STEP, Kind.LINE})
_MATHEMATICS = frozenset({Kind.SHAPE, Kind.DIMS, Kind.INDEX, Kind.VALUE})
"""Kinds that are set as running text, as (m, n_a) = (4, 3) is in print."""


@dataclass(frozen=True)
class Message:
    """A finding in words: the fact, one next step, where in the student's file, where along time."""

    text: Phrase
    next: Phrase
    place: Phrase = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Wording:
    """Fills the templates of one language.

    `titles` maps the id of a check that may be named to its title, `hints` the code of a known
    mistake to its hint.
    """

    catalogue: Catalogue
    titles: Mapping[str, Text] = field(default_factory=dict)
    hints: Mapping[str, Text] = field(default_factory=dict)

    def ui(self, key: str, **values: Value) -> Phrase:
        """Fill the template `key` of the user interface."""
        return fill(self.catalogue.ui[key], lambda name, spec: self._value(values[name], spec))

    def message(self, finding: Finding) -> Message:
        """Put a finding into words, whichever of its parameters are known."""
        entry = self.catalogue.findings[finding.code]
        known = self._known(finding)
        template = entry.text if placeholders(entry.text) <= known or not entry.short else entry.short

        def resolve(name: str, spec: str) -> Phrase:
            return self._parameter(finding, name, spec, known)

        text, following = sentence(equations(fill(template, resolve))), sentence(fill(entry.next, resolve))
        return Message(text, following, self._place(finding, known), self._picture(finding))

    def _known(self, finding: Finding) -> frozenset[str]:
        kinds = CODES[finding.code]
        given = {name for name, value in finding.params.items() if _says_something(kinds[name], value)}
        if finding.params.get("hint") not in self.hints:
            given.discard("hint")
        return frozenset(given | {"result"})

    def _parameter(self, finding: Finding, name: str, spec: str, known: frozenset[str]) -> Phrase:
        if name == "result":
            return self._result(finding.params)
        kind = CODES[finding.code][name]
        if kind is Kind.CHOICE:
            return self._choice(finding, name)
        if name not in known:
            return parse(self.catalogue.missing[name])
        return self._of_kind(kind, finding.params[name], spec)

    def _of_kind(self, kind: Kind, value: Param, spec: str) -> Phrase:
        if spec == "title":
            return self._titles(value)
        if kind is Kind.HINT:
            return parse(self.hints[str(value)].get(self.catalogue.language))
        if kind is Kind.MESSAGE:
            return (told(str(value)),)
        if kind in _PLAIN_NUMBERS and isinstance(value, int | float):
            return self._number(value, spec)
        return (quote(_written(value), code=kind not in _MATHEMATICS),)

    def _choice(self, finding: Finding, name: str) -> Phrase:
        words = self.catalogue.choices[finding.code]
        return parse(words.get(str(finding.params.get(name)), words["other"]))

    def _titles(self, value: Param) -> Phrase:
        ids = value if isinstance(value, tuple) else (value,)
        titles = [
            self.titles[i].get(self.catalogue.language)
            for i in ids
            if isinstance(i, str) and i in self.titles
        ]
        if not titles:
            return parse(self.catalogue.missing["check"])
        return (self.catalogue.ui["comma"].join(self.catalogue.ui["quoted"].format(title=t) for t in titles),)

    def _result(self, params: Mapping[str, Param]) -> Phrase:
        function, name = params.get("function"), params.get("name")
        if not function:
            return (quote(str(name)),) if name else parse(self.catalogue.missing["name"])
        if not name or name == function:
            return self.ui("result", function=(quote(str(function)),))
        return self.ui("named_result", function=(quote(str(function)),), name=(quote(str(name)),))

    def _place(self, finding: Finding, known: frozenset[str]) -> Phrase:
        where = {
            key: self._of_kind(CODES[finding.code][key], finding.params[key], "")
            for key in known & {"line", "file"}
        }
        if "line" not in where:
            return ()
        return self.ui("place" if "file" in where else "place_line", **where)

    def _picture(self, finding: Finding) -> Picture | None:
        columns = steps(finding)
        if not columns:
            return None
        return Picture(columns, self.ui("picture_errors" if columns[0].error else "picture"))

    def _value(self, value: Value, spec: str) -> Phrase:
        if isinstance(value, tuple):
            return value
        if isinstance(value, str):
            return (quote(value),)
        return self._number(value, spec)

    def _number(self, value: float | Fraction, plural: str) -> Phrase:
        figure: Phrase = (Token(number(value), code=False),)
        if not plural:
            return figure
        form = self.catalogue.plurals[plural][category(self.catalogue.language, value)]
        return fill(form, lambda _name, _spec: figure)


def _says_something(kind: Kind, value: Param) -> bool:
    """Tell whether a value can be put into words; the shape of a single number is ()."""
    return value not in (None, "", ()) or (value == () and kind is Kind.SHAPE)


def wording(
    language: str, titles: Mapping[str, Text] | None = None, hints: Mapping[str, Text] | None = None
) -> Wording:
    """Return the wording in `language` ("en" or "ar")."""
    return Wording(load(language), titles or {}, hints or {})


def fill(template: str, resolve: Resolve) -> Phrase:
    """Fill a template: each {name} or {name:spec} becomes the phrase that `resolve` gives for it."""
    pieces: list[str | Token] = []
    for literal, name, spec, _ in Formatter().parse(template):
        pieces += parse(literal)
        if name is not None:
            pieces += resolve(name, spec or "")
    return tuple(pieces)


def placeholders(template: str) -> frozenset[str]:
    """Return the names a template asks for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _written(value: Param) -> str:
    if isinstance(value, tuple):
        return tuple_of(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    return str(value)
