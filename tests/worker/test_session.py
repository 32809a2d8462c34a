"""The worker's side: what a submission's statements leave behind, and what an answer may hold."""

import marshal
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.worker import wire
from autograder.worker.session import MAX_FRAMES, MAX_NAME, MAX_TEXT, Session, changes, same

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats() | st.text(max_size=2),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


def loaded(
    *statements: str,
    stdout: int = 1000,
    imports: tuple[str, ...] = ("numpy", "dataclasses"),
    codes: np.ndarray | None = None,
) -> Session:
    """Return a session with a file of one statement after the other, each binding nothing."""
    session = Session(bytes)
    chunks = [(line, text, []) for line, text in enumerate(statements, 1)]
    message = {
        "kind": "load",
        "modules": [{"name": "rnn", "file": "rnn.py", "chunks": chunks, "codes": codes}],
        "imports": imports,
        "stdout": stdout,
    }
    session.respond(wire.encode(message))
    return session


def call(session: Session, name: str, *args: object, **more: object) -> Any:
    message = {
        "kind": "call",
        "handle": None,
        "module": "rnn",
        "name": name,
        "args": args,
        "kwargs": {},
        "opaque": (),
    }
    frame = wire.encode({**message, **more}, lambda value: value)  # type: ignore[arg-type, return-value]
    return wire.decode(session.respond(frame), lambda reference: reference)


def test_a_statement_that_raises_is_left_out_and_the_rest_is_there() -> None:
    session = loaded("a = 1", "b = 1 / 0", "c = a + 1", "def f():\n    return a, c")
    assert [(failed["error"], failed["line"], failed["file"]) for failed in session.failures] == [
        ("ZeroDivisionError", 2, "rnn.py")
    ]
    assert call(session, "f")["value"] == (1, 2)


def compiled(*statements: str) -> np.ndarray:
    """Return the code of a file of one statement after the other."""
    chunks = [(line, text, []) for line, text in enumerate(statements, 1)]
    message = {"kind": "compile", "modules": [{"name": "rnn", "file": "rnn.py", "chunks": chunks}]}
    session = Session(bytes)
    session.printed.room = 100
    reply: Any = wire.decode(session.respond(wire.encode(message)))
    assert (session.modules, session.failures, reply["stdout"]) == ({}, [], "")
    codes: np.ndarray
    (codes,) = reply["codes"]
    return codes


def test_to_compile_is_to_run_nothing() -> None:
    codes = marshal.loads(compiled("print(1)", "b = (", "c = 1 / 0").data)  # noqa: S302
    assert [code is not None for code in codes] == [True, False, True]


def test_what_was_compiled_elsewhere_is_loaded_as_if_it_were_here() -> None:
    statements = (
        "from __future__ import annotations",
        "a = 1",
        "b = 1 / 0",
        "def f(x: none): return x / (x - a)",
    )
    codes = compiled(*statements)
    here, there = loaded(*statements), loaded(*statements, codes=codes)
    assert here.failures == there.failures
    assert [failed["line"] for failed in there.failures] == [3]
    assert [call(session, "f", 1)["frames"] for session in (here, there)] == [[("rnn.py", 4, "f")]] * 2


def test_a_statement_that_did_not_compile_fails_where_it_is_loaded() -> None:
    session = loaded("a = (", "b = 2", codes=compiled("a = (", "b = 2"))
    assert [(failed["error"], failed["line"]) for failed in session.failures] == [("SyntaxError", 1)]
    assert session.modules["rnn"].b == 2


def test_a_future_import_holds_for_the_statements_after_it() -> None:
    session = loaded("from __future__ import annotations", "def f(x: no_such_name):\n    return x")
    assert session.failures == []
    assert call(session, "f", 3)["value"] == 3


def test_a_dataclass_may_have_annotations_that_are_strings() -> None:
    before = sys.modules.get("rnn")
    session = loaded(
        "from __future__ import annotations",
        "from dataclasses import dataclass",
        "@dataclass\nclass Step:\n    t: int",
        "def f(x):\n    return Step(x).t",
    )
    assert session.failures == []
    assert call(session, "f", 3)["value"] == 3
    assert sys.modules.get("rnn") is before


@pytest.mark.parametrize("statement", ["raise SystemExit", "raise KeyboardInterrupt", "raise GeneratorExit"])
def test_nothing_a_statement_raises_ends_the_worker(statement: str) -> None:
    assert [failed["error"] for failed in loaded(statement).failures] == [statement.split()[1]]


def test_what_is_printed_is_told_once_and_has_an_end() -> None:
    session = loaded("def f():\n    print('x' * 60)", stdout=100)
    assert [len(call(session, "f")["stdout"]) for _ in range(3)] == [61, 39, 0]


def test_an_exception_is_told_with_the_student_s_own_frames_only() -> None:
    session = loaded(
        "import numpy as np", "def f(n):\n    return f(n - 1) if n else np.zeros(3) @ np.zeros(4)"
    )
    told = call(session, "f", 30)
    assert (told["error"], told["line"]) == ("ValueError", 3)
    assert told["frames"] == [("rnn.py", 3, "f")] * MAX_FRAMES


def test_names_and_texts_of_an_exception_have_an_end() -> None:
    source = "def f():\n    raise type('E' * 10**5, (NameError,), {'name': 'n' * 10**5})('t' * 10**5)"
    told = call(loaded(source), "f")
    assert (len(told["error"]), len(told["text"])) == (MAX_NAME, MAX_TEXT)
    assert len(told["name"]) <= MAX_NAME


def test_an_exception_that_cannot_be_put_into_words_has_none() -> None:
    source = "class E(Exception):\n    def __str__(self):\n        raise SystemExit"
    assert call(loaded(source, "def f():\n    raise E"), "f")["text"] == ""


def test_an_answer_that_cannot_be_sent_is_said_to_be_so() -> None:
    source = "def f():\n    print(1)\n    x = []\n    for _ in range(1000): x = [x]\n    return x"
    told = call(loaded(source), "f")
    assert told["kind"] == "unsendable"
    assert told["stdout"] == "1\n"


def test_none_is_never_kept_so_that_nothing_returned_is_seen() -> None:
    session = loaded("def f(x):\n    return x")
    assert call(session, "f", None, opaque="all")["value"] is None
    assert call(session, "f", 3, opaque="all")["value"] == wire.Reference("handle", 0, "int")
    assert call(session, "f", (4, 5), opaque=(1,))["value"] == (4, wire.Reference("handle", 1, "int"))


def test_a_name_is_looked_up_in_the_student_s_file_only() -> None:
    session = loaded("f = 3")
    asked = {"kind": "get", "module": "rnn"}
    found = [
        wire.decode(session.respond(wire.encode({**asked, "name": name})))
        for name in ("f", "__builtins__", "print")
    ]
    assert [one["present"] for one in found] == [True, False, False]  # type: ignore[index]
    assert found[0]["class"] == "int"  # type: ignore[index]
    other = wire.decode(session.respond(wire.encode({"kind": "get", "module": "nowhere", "name": "f"})))
    assert other["present"] is False  # type: ignore[index]


def test_a_refused_callback_is_the_student_s_exception() -> None:
    session = loaded("def f(g):\n    return g(1)")
    session.ask = lambda _question: wire.encode({"kind": "refused", "text": "not accepted"})
    asked = {"kind": "call", "handle": None, "module": "rnn", "name": "f", "kwargs": {}, "opaque": ()}
    frame = wire.encode({**asked, "args": (len,)}, lambda _: wire.Reference("callback", 0, ""))
    told = wire.decode(session.respond(frame))
    assert (told["error"], told["text"]) == ("ValueError", "not accepted")  # type: ignore[index]


@given(PLAIN)
def test_a_copy_is_the_same(value: object) -> None:
    assert same(value, wire.decode(wire.encode(value)))


@given(PLAIN, PLAIN)
def test_same_is_symmetric_and_agrees_with_the_wire(a: object, b: object) -> None:
    assert same(a, b) == same(b, a)
    if wire.encode(a) == wire.encode(b):
        assert same(a, b)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (np.zeros(2), np.zeros(3)),
        (np.zeros(2), np.zeros(2, dtype="float32")),
        (np.zeros(2), np.array([0.0, -0.0])),
        ([1], (1,)),
        ([1], [1, 2]),
        ({"a": 1}, {"b": 1}),
        (1, True),
        (np.random.default_rng(1), np.random.default_rng(2)),
    ],
)
def test_what_differs_in_any_bit_is_not_the_same(old: object, new: object) -> None:
    assert not same(old, new)


def test_a_not_a_number_is_the_same_as_itself() -> None:
    assert same(np.array([np.nan]), np.array([np.nan]))
    assert same(float("nan"), float("nan"))


def test_changes_are_named_by_position_or_keyword() -> None:
    before = (1, [2]), {"a": [3], "b": 4}
    after = (1, [2, 5]), {"a": [], "b": 4}
    assert changes(before, after) == [(1, [2, 5]), ("a", [])]


@pytest.mark.parametrize(
    "cache", ["namedtuple('Cache', 'a b')([1], [2])", "[[1], [2]]", "{'a': [1]}", "np.ones(3)"]
)
def test_what_stays_here_is_neither_copied_nor_sent_back(cache: str) -> None:
    """A student's cache may be of any kind, and emptied by the way back."""
    session = loaded(
        "from collections import namedtuple\nimport numpy as np",
        f"def f():\n    return {cache}",
        "def g(cache):\n    getattr(cache, 'pop', lambda: 0)(*(['a'] if 'a' in cache else []))\n    return 7",
        imports=("numpy", "collections"),
    )
    handle = call(session, "f", opaque="all")["value"]
    told = call(session, "g", handle)
    assert (told["kind"], told["value"], told["changed"]) == ("value", 7, [])
