"""The keys of course.yaml, as pydantic models; docs/course.md explains each to an instructor."""

import re
from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PlainValidator

from autograder.loading.problem import not_one_of, quote
from autograder.loading.schema import ConventionsKeys, Count, Points, StrictKeys, TextKeys, Words
from autograder.model.assignment import Visibility

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(Z|[-+]\d\d:\d\d)")
_DURATION = re.compile(r"([1-9]\d{0,4})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
SHORTEST, LONGEST = timedelta(minutes=2), timedelta(minutes=40)
"""The times that Gradescope can be set to give to a grading, from the shortest that makes sense."""
RANKED = ("score", "seconds")
"""What a leaderboard can show."""


def _moment(value: object) -> datetime:
    match = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    try:
        if match:
            day, time, zone = match.groups()
            return datetime.fromisoformat(f"{day}T{time}{'+00:00' if zone == 'Z' else zone}")
    except ValueError:
        pass  # a 13th month, an hour 25
    message = f"must be a time with its zone such as 2027-02-15T23:59+03:00, not {quote(value)}"
    raise ValueError(message)


def _visibility(value: str) -> str:
    known = [visibility.value for visibility in Visibility]
    if value in known:
        return value
    raise ValueError(not_one_of(value, known))


def _address(value: str) -> str:
    if re.match(r"https?://[^/\s]", value):
        return value
    message = f"{quote(value)} is not an address that begins with https://"
    raise ValueError(message)


def _duration(value: object) -> timedelta:
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match:
        return timedelta(**{_UNITS[match[2]]: int(match[1])})
    message = f"must be a time such as 10m, 6h or 2d, not {quote(value)}"
    raise ValueError(message)


def _time_limit(value: object) -> timedelta:
    limit = _duration(value)
    if SHORTEST <= limit <= LONGEST:
        return limit
    message = f"Gradescope gives 2m to 40m to a grading, not {quote(value)}"
    raise ValueError(message)


def _ranked(value: str) -> str:
    if value in RANKED:
        return value
    raise ValueError(not_one_of(value, RANKED))


Moment = Annotated[datetime, PlainValidator(_moment)]
Duration = Annotated[timedelta, PlainValidator(_duration)]
TimeLimit = Annotated[timedelta, PlainValidator(_time_limit)]
Ranked = Annotated[str, AfterValidator(_ranked)]
VisibilityWord = Annotated[str, AfterValidator(_visibility)]
Address = Annotated[str, AfterValidator(_address)]


class AddressKeys(StrictKeys):
    """An address for each language."""

    en: Address
    ar: Address


class DatesKeys(StrictKeys):
    """`dates:` of an assignment."""

    release: Moment | None = None
    due: Moment | None = None
    late_due: Moment | None = None


class ResubmissionsKeys(StrictKeys):
    """`resubmissions:` of an assignment."""

    max: Count | None = None
    per_day: Count | None = None
    every: Duration | None = None


class SettingsKeys(StrictKeys):
    """What a course changes in one assignment; what is left out stays as the assignment has it."""

    language: Literal["en", "ar", "both"] | None = None
    handout: AddressKeys | None = None
    points: dict[str, Points] = Field(default_factory=dict)
    total: Points | None = None
    off: list[Words] = Field(default_factory=list)
    visibility: dict[str, VisibilityWord] = Field(default_factory=dict)
    dates: DatesKeys = DatesKeys()
    conventions: ConventionsKeys = ConventionsKeys()
    questions: Literal["personal", "common"] | None = None
    time_limit: TimeLimit = timedelta(minutes=10)
    format: Literal["html", "md"] = "html"
    leaderboard: list[Ranked] = Field(default_factory=list)
    resubmissions: ResubmissionsKeys = ResubmissionsKeys()
    data: dict[str, Words] = Field(default_factory=dict)


class CourseKeys(StrictKeys):
    """The whole of course.yaml."""

    language: Literal["en", "ar", "both"] | None = None
    help: TextKeys | None = None
    assignments: dict[str, SettingsKeys] = Field(default_factory=dict)
