"""A reply may hold anything: every field is looked at before it is used."""

import contextlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.worker.reply import (
    MAX_FRAMES,
    MAX_TEXT,
    Failure,
    Frame,
    codes,
    failure,
    number,
    sequence,
    strings,
    text,
)
from autograder.worker.wire import WireError

TOLD = {
    "kind": "raised",
    "error": "ValueError",
    "module": "builtins",
    "bases": ("ValueError", "Exception"),
    "text": "no",
    "name": "",
    "stub": False,
    "file": "rnn.py",
    "line": 3,
    "frames": [("rnn.py", 9, "rnn_forward"), ("rnn.py", 3, "helper")],
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*TOLD]), inner, max_size=4),
    max_leaves=6,
)


def test_a_failure_is_read_as_it_was_told() -> None:
    assert failure(TOLD) == Failure(
        "ValueError",
        "builtins",
        ("ValueError", "Exception"),
        "no",
        "",
        stub=False,
        file="rnn.py",
        line=3,
        frames=(Frame("rnn.py", 9, "rnn_forward"), Frame("rnn.py", 3, "helper")),
    )
    assert failure({**TOLD, "binds": ["W", "b"]}).binds == ("W", "b")


@pytest.mark.parametrize(
    ("read", "value", "message"),
    [
        (text, 3, "no string 'x' in a reply"),
        (text, None, "no string 'x' in a reply"),
        (number, True, "no integer 'x' in a reply"),
        (number, 3.0, "no integer 'x' in a reply"),
        (number, 10**12, "no integer 'x' in a reply"),
        (sequence, "abc", "no list 'x' in a reply"),
        (sequence, {}, "no list 'x' in a reply"),
    ],
)
def test_a_field_of_another_type_is_refused(read: Any, value: object, message: str) -> None:
    with pytest.raises(WireError, match=message):
        read({"x": value}, "x")
    with pytest.raises(WireError, match=message):
        read({}, "x")


@pytest.mark.parametrize(
    "told", ["abc", [b"abc"], [np.zeros(3)], [np.zeros((1, 3), np.uint8)], [np.zeros(3, np.uint8)] * 2]
)
def test_compiled_statements_are_bytes(told: object) -> None:
    with pytest.raises(WireError, match=r"no (compiled statements|list) 'x' in a reply"):
        codes({"x": told}, "x", 1)


def test_what_is_no_dict_is_no_failure() -> None:
    with pytest.raises(WireError, match="not an exception"):
        failure([])


def test_strings_and_frames_leave_out_what_is_something_else() -> None:
    assert strings({"x": ["a", 1, None, "b"]}, "x") == ("a", "b")
    frames = [("rnn.py", 1, "f"), ("rnn.py", 0, "f"), "abc", ("rnn.py", 1), ("rnn.py", 1, 2), 7]
    assert failure({**TOLD, "frames": frames}).frames == (Frame("rnn.py", 1, "f"),)


def test_what_is_told_is_no_longer_than_a_report_may_hold() -> None:
    frames = [("rnn.py", 16**4000, "f"), *[("rnn.py", 3, "f" * 10**6)] * 1000]
    told = failure({**TOLD, "text": "x" * 10**6, "frames": frames})
    assert told.text == "x" * MAX_TEXT
    assert told.frames == (Frame("rnn.py", 3, "f" * MAX_TEXT),) * MAX_FRAMES
    assert failure({**TOLD, "frames": frames[:1]}).frames == ()


@given(ANYTHING)
def test_whatever_is_told_is_read_or_refused(told: object) -> None:
    with contextlib.suppress(WireError):
        assert isinstance(failure(told), Failure)


@given(st.sampled_from([*TOLD]), ANYTHING)
def test_whatever_one_field_holds_it_is_read_or_refused(key: str, value: object) -> None:
    with contextlib.suppress(WireError):
        assert failure({**TOLD, key: value}).stub is ({**TOLD, key: value}["stub"] is True)
