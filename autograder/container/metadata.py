"""What the platform says of a submission in submission_metadata.json.

The file is the platform's, but students choose some of what stands in it and its format is not promised:
whatever is missing or odd is left out and noted for staff. Names are never read.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

Object = Mapping[str, object]

LARGEST = 2**25
"""Bytes of a file that are read: the last submission's results are a part of it."""
LONGEST_ID = 200
MOST_DIGITS = 18
YEARS = range(1970, 2970)

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,]\d{1,9})? ?(Z|[-+]\d\d:?\d\d)", re.ASCII)


@dataclass(frozen=True)
class Previous:
    """A submission before this one.

    `score` is None where there is none; `failed` tells that the platform could not grade it; `results` are
    the results.json that was written for it, which the platform keeps of the latest only.
    """

    time: datetime
    score: float | None = None
    failed: bool = False
    results: Object | None = None


@dataclass(frozen=True)
class Metadata:
    """What is known of a submission; None and empty where nothing is.

    `due` and `late_due` hold for those who hand in, extensions included. `ids` are all that these are known
    by. `previous` is in order of time. `notes` tell staff what could not be read.
    """

    created_at: datetime | None = None
    due: datetime | None = None
    late_due: datetime | None = None
    ids: tuple[str, ...] = ()
    previous: tuple[Previous, ...] = ()
    notes: tuple[str, ...] = ()


def read(path: Path) -> Metadata:
    """Read the platform's file; one that is not there or not readable says nothing."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        return Metadata(notes=(f"{path.name}: {error.strerror}",))
    if len(content) > LARGEST:
        return Metadata(notes=(f"{path.name}: larger than {LARGEST} bytes",))
    return parse(content)


def parse(content: bytes) -> Metadata:
    """Read the content of the platform's file."""
    try:
        document = json.loads(content.decode("utf-8-sig", "replace"), parse_int=_integer)
    except (ValueError, RecursionError) as error:
        return Metadata(notes=(f"not JSON: {str(error)[:100]}",))
    return _Reading().metadata(document)


def _integer(text: str) -> float:
    """Read a whole number without the time that one of a million digits takes."""
    return int(text) if len(text) <= MOST_DIGITS else math.inf


@dataclass
class _Reading:
    """Reads values of any kind, and notes those that are not of the kind that they should be."""

    notes: list[str] = field(default_factory=list)

    def metadata(self, document: object) -> Metadata:
        top = self.mapping(document, "the file")
        users = [self.mapping(user, "users[]") for user in self.items(top.get("users"), "users")]
        general = self.mapping(top.get("assignment"), "assignment")
        return Metadata(
            created_at=self.moment(top.get("created_at"), "created_at", needed=True),
            due=self.latest("due_date", general, users),
            late_due=self.latest("late_due_date", general, users),
            ids=tuple(dict.fromkeys(found for user in users for found in self.ids(user))),
            previous=tuple(sorted(self.previous(top), key=lambda one: one.time)),
            notes=tuple(dict.fromkeys(self.notes)),
        )

    def latest(self, key: str, general: Object, users: Iterable[Object]) -> datetime | None:
        """Return the latest of a group's dates; who has no extension has the date of everybody."""
        everybody = self.moment(general.get(key), f"assignment.{key}")
        own = [
            self.moment(self.mapping(user.get("assignment"), "users[].assignment").get(key), f"users[].{key}")
            for user in users
        ]
        return max(filter(None, (date or everybody for date in own)), default=everybody)

    def ids(self, user: Object) -> Iterator[str]:
        for key in ("sid", "email", "id"):
            value = user.get(key)
            if (
                isinstance(value, str | int)
                and not isinstance(value, bool)
                and 0 < len(str(value)) <= LONGEST_ID
            ):
                yield str(value)
            elif value not in (None, ""):
                self.note(f"users[].{key}", "no id")

    def previous(self, top: Object) -> Iterator[Previous]:
        place = "previous_submissions"
        for item in self.items(top.get(place), place):
            one = self.mapping(item, f"{place}[]")
            time = self.moment(one.get("submission_time"), f"{place}[].submission_time", needed=True)
            results = one.get("results")
            if time is not None:
                yield Previous(
                    time,
                    score=finite(one.get("score")),
                    failed=one.get("autograder_error") is True,
                    results=results if isinstance(results, dict) else None,
                )

    def moment(self, value: object, place: str, *, needed: bool = False) -> datetime | None:
        if value is None and not needed:
            return None
        found = moment(value)
        if found is None:
            self.note(place, "missing" if value is None else "not a time with its zone")
        return found

    def mapping(self, value: object, place: str) -> Object:
        if isinstance(value, dict):
            return value
        if value is not None:
            self.note(place, "not an object")
        return {}

    def items(self, value: object, place: str) -> list[object]:
        if isinstance(value, list):
            return value
        if value is not None:
            self.note(place, "not a list")
        return []

    def note(self, place: str, problem: str) -> None:
        self.notes.append(f"{place}: {problem}")


def moment(value: object) -> datetime | None:
    """Return a time with its zone, written as ISO 8601 has it, without parts of a second; else None."""
    match = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    day, time, zone = match.groups()
    offset = "+00:00" if zone == "Z" else f"{zone[:3]}:{zone[-2:]}"
    try:
        found = datetime.fromisoformat(f"{day}T{time}{offset}")
    except ValueError:  # a 13th month, an hour 25
        return None
    return found if found.year in YEARS else None


def finite(value: object) -> float | None:
    """Return a number as one that JSON can hold, or None; also of text, as the platform writes some."""
    try:
        number = (
            float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
        )
    except ValueError:
        return None
    return number if number is not None and math.isfinite(number) else None
