"""The platform's file is read as it is promised, and nothing in it can stop a grading."""

import copy
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.on_platform import METADATA

from autograder.container.metadata import LARGEST, Metadata, Previous, finite, moment, parse, read

ARABIA = timezone(timedelta(hours=3))
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
DUE = datetime(2027, 2, 15, 23, 59, tzinfo=ARABIA)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def told(**changes: Any) -> Metadata:
    return parse(json.dumps({**METADATA, **changes}).encode())


def user(due: object = None, late: object = None, **more: Any) -> dict[str, Any]:
    return {"assignment": {"due_date": due, "late_due_date": late}, **more}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the way to every value within a JSON document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


def replaced(place: tuple[Any, ...], value: Any) -> Any:
    """Return the documented file with another value in one place."""
    document = {"": copy.deepcopy(FULL)}
    inner: Any = document
    for key in ("", *place)[:-1]:
        inner = inner[key]
    inner[("", *place)[-1]] = value
    return document[""]


FULL = {
    **METADATA,
    "previous_submissions": [
        {
            "submission_time": "2027-02-13T10:00:00Z",
            "score": 3.5,
            "autograder_error": False,
            "results": {"a": 1},
        }
    ],
}


def test_the_file_of_the_documentation_is_read() -> None:
    assert parse(json.dumps(FULL).encode()) == Metadata(
        created_at=datetime(2027, 2, 14, 21, 5, 4, tzinfo=ARABIA),
        due=DUE,
        late_due=None,
        ids=("s4012", "sara@example.edu", "1234"),
        previous=(Previous(datetime(2027, 2, 13, 10, tzinfo=timezone.utc), 3.5, results={"a": 1}),),
    )


def test_no_name_of_a_student_is_read() -> None:
    assert "Sara Student" not in repr(told())


def test_an_extension_goes_before_everybody_s_date() -> None:
    extended = told(users=[user("2027-02-20T23:59:00+03:00", "2027-02-21T23:59:00+03:00")])
    assert extended.due == DUE + timedelta(days=5)
    assert extended.late_due == DUE + timedelta(days=6)


def test_a_group_has_the_latest_of_its_dates() -> None:
    group = [user("2027-02-10T00:00:00Z"), user("2027-02-20T23:59:00+03:00"), user()]
    assert told(users=group).due == DUE + timedelta(days=5)
    assert told(users=group[:1]).due == datetime(2027, 2, 10, tzinfo=timezone.utc)
    assert told(users=group[::2]).due == DUE
    assert told(users=[]).due == DUE


def test_a_group_is_known_by_the_ids_of_all() -> None:
    assert told(users=[{"sid": "s1", "id": 1}, {"sid": "", "email": None, "id": "2"}, {"sid": "s1"}]).ids == (
        "s1",
        "1",
        "2",
    )


def test_submissions_are_in_order_of_time_and_those_without_one_are_left_out() -> None:
    late, early = "2027-02-13T10:00:00+03:00", "2027-02-13T09:00:00Z"
    read_ = told(
        previous_submissions=[
            {"submission_time": early, "score": "2.5", "autograder_error": True},
            {"submission_time": late, "score": None, "results": []},
            {"score": 3},
        ]
    )
    assert [(one.score, one.failed, one.results) for one in read_.previous] == [
        (None, False, None),
        (2.5, True, None),
    ]
    assert read_.notes == ("previous_submissions[].submission_time: missing",)


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"created_at": None}, "created_at: missing"),
        ({"created_at": "yesterday"}, "created_at: not a time with its zone"),
        ({"created_at": "2027-02-14T21:05:04"}, "created_at: not a time with its zone"),
        ({"created_at": "2027-13-14T21:05:04Z"}, "created_at: not a time with its zone"),
        ({"created_at": "9999-12-31T23:59:59-12:00"}, "created_at: not a time with its zone"),
        ({"users": {}}, "users: not a list"),
        ({"users": [3]}, "users[]: not an object"),
        ({"users": [{"sid": True}]}, "users[].sid: no id"),
        ({"users": [{"sid": "s" * 201}]}, "users[].sid: no id"),
        ({"users": [{"assignment": []}]}, "users[].assignment: not an object"),
        ({"users": [user(due=3)]}, "users[].due_date: not a time with its zone"),
        ({"assignment": "a1"}, "assignment: not an object"),
        ({"assignment": {"due_date": 7}}, "assignment.due_date: not a time with its zone"),
        ({"previous_submissions": "many"}, "previous_submissions: not a list"),
        ({"previous_submissions": [[]]}, "previous_submissions[]: not an object"),
    ],
)
def test_what_is_odd_is_left_out_and_noted(changes: dict[str, Any], note: str) -> None:
    assert note in told(**changes).notes


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (b"", "not JSON: Expecting value"),
        (b"{", "not JSON: Expecting property name"),
        (b"[" * 100_000, "not JSON: "),
        (b'{"a":' * 100_000, "not JSON: "),
        (b"\xff\xfe\x00", "not JSON: "),
        (b"[]", "the file: not an object"),
        (b"7", "the file: not an object"),
        (b"NaN", "the file: not an object"),
        (b"9" * 1_000_000, "the file: not an object"),
    ],
)
def test_a_file_that_is_no_object_says_nothing(content: bytes, note: str) -> None:
    found = parse(content)
    assert found.notes[0].startswith(note)
    assert (found.created_at, found.ids, found.previous) == (None, (), ())


def test_a_byte_order_mark_and_bytes_that_are_no_text_do_not_matter() -> None:
    content = json.dumps(METADATA, ensure_ascii=False).replace("Homework", "H").encode()
    assert parse(b"\xef\xbb\xbf" + content.replace(b'"H"', b'"\xff\xfe"')) == told()


def test_a_file_that_is_missing_or_huge_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "submission_metadata.json"
    assert read(path).notes == ("submission_metadata.json: No such file or directory",)
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert read(path).notes == (f"submission_metadata.json: larger than {LARGEST} bytes",)
    path.write_text(json.dumps(METADATA))
    assert read(path) == told()


@given(JSON)
def test_any_json_is_read(value: object) -> None:
    assert isinstance(parse(json.dumps(value).encode()), Metadata)


@given(st.sampled_from(places(FULL)), JSON)
def test_any_json_in_any_place_of_the_file_is_read(place: tuple[Any, ...], value: object) -> None:
    found = parse(json.dumps(replaced(place, value)).encode())
    assert all(one.score is None or one.score == one.score for one in found.previous)
    assert all(date is None or date.utcoffset() is not None for date in (found.created_at, found.due))


@given(st.binary())
def test_any_bytes_are_read(content: bytes) -> None:
    assert isinstance(parse(content), Metadata)


@given(st.datetimes(timezones=ZONES).filter(lambda time: time.year in range(1971, 2960)))
def test_a_time_that_is_written_is_read(time: datetime) -> None:
    whole = time.replace(microsecond=0)
    assert moment(time.isoformat()) == moment(whole.isoformat()) == whole


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3.0),
        ("2.5", 2.5),
        (True, None),
        (None, None),
        ("nan", None),
        (float("inf"), None),
        ("much", None),
        ([1], None),
    ],
)
def test_a_number_is_finite_or_none(value: object, number: float | None) -> None:
    assert finite(value) == number
