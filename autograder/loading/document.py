"""A YAML file as plain data, with the line of every value.

Only the plain core of YAML is read: no anchors, aliases, tags or duplicate keys, and a depth and a
size that no assignment needs. `yes`, `no` and `on` are text; a number with a point is a Decimal, so that
0.1 point is exactly a tenth.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from autograder.errors import AssignmentError
from autograder.loading.problem import Key, Problem, key_path, quote, refuse_if_any

SIZE_LIMIT = 1024 * 1024
DEPTH_LIMIT = 20

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Resolve = Callable[[ScalarEvent], object]
"""What a scalar is: text, a number, nothing."""


@dataclass
class Document:
    """A parsed file: its name for messages, its data, and the line on which each key stands."""

    file: str
    data: object = None
    lines: dict[Key, int] = field(default_factory=dict)

    def problem(self, key: Key, text: str) -> Problem:
        """Return a problem at `key`, on its line."""
        return Problem(self.file, self.lines.get(key, 1), key_path(key), text)


def read(path: Path, name: str) -> Document:
    """Read a YAML file; `name` is what messages call it.

    Raises:
        AssignmentError: the file is missing, too large, not UTF-8, not YAML, or more than plain YAML.
    """
    document, problems = parse(read_text(path, name), name)
    refuse_if_any(problems)
    return document


def parse(text: str, name: str, resolve: Resolve | None = None) -> tuple[Document, list[Problem]]:
    """Return what a text holds, and all that is wrong with it; `name` is what messages call it.

    `resolve` says what a scalar is; without it plain numbers, booleans and null are more than text.
    """
    tree = _Tree(Document(name), resolve or _scalar)
    try:
        with contextlib.suppress(_TooDeepError):
            tree.build(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        tree.problems.append(_syntax_problem(name, error))
    return tree.document, tree.problems


def read_text(path: Path, name: str) -> str:
    """Return the text of a file.

    Raises:
        AssignmentError: the file is missing, too large or not UTF-8.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        message = f"{name}: cannot be read: {error.strerror}"
        raise AssignmentError(message) from error
    if len(raw) > SIZE_LIMIT:
        message = f"{name}: is larger than {SIZE_LIMIT} bytes"
        raise AssignmentError(message)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise AssignmentError(str(Problem(name, line, "", "is not UTF-8 text"))) from error


def _syntax_problem(name: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    return Problem(name, mark.line + 1 if mark else 1, "", f"is not YAML: {said}")


class _TooDeepError(Exception):
    """No more of the file is read: the parser's work grows with the square of the depth."""


class _Tree:
    """Builds a document from parser events, noting problems instead of stopping at the first."""

    def __init__(self, document: Document, resolve: Resolve) -> None:
        self.document = document
        self._resolve = resolve
        self.problems: list[Problem] = []
        self._events: Iterator[Event] = iter(())

    def build(self, events: Iterator[Event]) -> None:
        """Consume the events of the whole stream."""
        self._events = events
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                self._root(documents)

    def _root(self, number: int) -> None:
        event = next(self._events)
        self._note(event, ())
        if number > 1:
            self._report(event, (), "a second document begins; one file holds one")
        else:
            self.document.data = self._value(event, ())

    def _note(self, event: Event, key: Key) -> None:
        self.document.lines[key] = _line(event)

    def _report(self, event: Event, key: Key, text: str) -> None:
        self.problems.append(Problem(self.document.file, _line(event), key_path(key), text))

    def _value(self, event: Event, key: Key) -> object:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._report(event, key, "anchors and aliases are not allowed; write the value out")
        tag = getattr(event, "tag", None)
        if tag not in {None, "!"}:
            self._report(event, key, f"tags are not allowed: {tag}")
        if isinstance(event, ScalarEvent):
            return self._resolve(event)
        if isinstance(event, SequenceStartEvent | MappingStartEvent):
            return self._collection(event, key)
        return None

    def _collection(self, event: Event, key: Key) -> object:
        if len(key) >= DEPTH_LIMIT:
            self._report(event, key[:3], f"is nested deeper than {DEPTH_LIMIT} levels")
            raise _TooDeepError
        return self._list(key) if isinstance(event, SequenceStartEvent) else self._mapping(key)

    def _list(self, key: Key) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            item_key = (*key, len(items))
            self._note(event, item_key)
            items.append(self._value(event, item_key))
        return items

    def _mapping(self, key: Key) -> dict[str, object]:
        entries: dict[str, object] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            name = self._name(event, key)
            if name in entries:
                self._report(event, (*key, name), f"the key {quote(name)} stands here twice")
            self._note(event, (*key, name))
            entries[name] = self._value(next(self._events), (*key, name))
        return entries

    def _name(self, event: Event, key: Key) -> str:
        value = self._value(event, (*key, "?"))
        if isinstance(event, ScalarEvent):
            return str(event.value)
        self._report(event, key, f"a key must be a word, not {quote(value)}")
        return ""


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: ScalarEvent) -> object:
    """Resolve a plain scalar; anything quoted is text."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
