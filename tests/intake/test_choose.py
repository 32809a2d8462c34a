"""Which file is taken for the required one."""

import json
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.intake.choose import choose, written
from autograder.intake.found import Found
from autograder.model.submission import Submission

SOFTMAX = b"def softmax(z): pass"
BOTH = SOFTMAX + b"\ndef rnn_forward(x): pass"


@pytest.mark.parametrize(
    ("files", "path", "codes"),
    [
        ({"rnn.py": b"", "other.py": BOTH}, "rnn.py", []),
        ({"a/b/rnn.py": b"", "other.py": BOTH}, "a/b/rnn.py", []),
        ({"a/rnn.py": b"", "rnn.py": b""}, "rnn.py", ["file_ignored"]),
        ({"RNN.py": b"", "other.py": BOTH}, "RNN.py", ["file_taken_instead"]),
        ({"rnn.ipynb": b"", "other.py": BOTH}, "rnn.ipynb", []),
        ({"mine.py": b""}, "mine.py", ["file_taken_instead"]),
        ({"mine.ipynb": b""}, "mine.ipynb", ["file_taken_instead"]),
        ({"utils.py": b"", "My RNN.ipynb": BOTH}, "My RNN.ipynb", ["file_taken_instead"]),
        ({"a.py": SOFTMAX, "b.py": BOTH}, "b.py", ["file_taken_instead"]),
        ({"a.py": b"", "b.ipynb": b""}, "a.py", ["file_taken_instead"]),
        ({"a.py": b"", "b.py": b""}, None, ["file_missing"]),
        ({}, None, ["file_missing"]),
    ],
)
def test_one_required_file(files: Mapping[str, bytes], path: str | None, codes: list[str]) -> None:
    choice = choose(Found(files), ("rnn.py",), ("softmax", "rnn_forward"))
    assert choice.paths.get("rnn.py") == path
    assert [note.code for note in choice.notes] == codes


def test_of_several_required_files_each_is_found_by_its_name_only() -> None:
    choice = choose(Found({"gru.py": BOTH, "mine.py": BOTH}), ("gru.py", "lstm.py"), ("softmax",))
    assert dict(choice.paths) == {"gru.py": "gru.py"}
    assert [dict(note.params) for note in choice.notes] == [{"file": "lstm.py"}]


def test_a_file_that_was_named_directly_may_have_any_name() -> None:
    choice = choose(Found({"alice.py": b""}, direct=True), ("rnn.py",), ())
    assert (dict(choice.paths), choice.notes) == ({"rnn.py": "alice.py"}, ())


# ------------------------------------------------------------- a file and a notebook of the same name

STARTER = b"""\
import numpy as np


def softmax(z):
    \"""Scores to probabilities.\"""
    # TODO
    raise NotImplementedError("softmax is not implemented yet")


def rnn_forward(x):
    pass
"""
WORK = b"def softmax(z):\n    return z\n"
BROKEN = b"def softmax(z)\n    return z\n"


def cells(source: bytes) -> bytes:
    return json.dumps({"cells": [{"cell_type": "code", "source": source.decode()}]}).encode()


@pytest.mark.parametrize(
    ("file", "notebook", "taken", "codes"),
    [
        (STARTER, STARTER, "rnn.py", []),
        (WORK, STARTER, "rnn.py", []),
        (STARTER, WORK, "rnn.ipynb", ["notebook_taken"]),
        (b"", WORK, "rnn.ipynb", ["notebook_taken"]),
        (WORK, WORK, "rnn.py", ["notebook_ignored"]),
        (BROKEN, WORK, "rnn.py", ["notebook_ignored"]),
        (STARTER, BROKEN, "rnn.ipynb", ["notebook_taken"]),
        (b"from helpers import softmax\n", STARTER, "rnn.py", []),
        (b"def helper(z):\n    return z\n", WORK, "rnn.ipynb", ["notebook_taken"]),
    ],
)
def test_the_notebook_is_taken_only_for_a_file_that_is_still_the_starter(
    file: bytes, notebook: bytes, taken: str, codes: list[str]
) -> None:
    found = Found({"rnn.py": file, "rnn.ipynb": cells(notebook)})
    choice = choose(found, ("rnn.py",), ("softmax", "rnn_forward"))
    assert dict(choice.paths) == {"rnn.py": taken}
    assert [note.code for note in choice.notes] == codes


def test_both_files_are_named_in_the_note() -> None:
    found = Found({"deep/rnn.py": WORK, "rnn.ipynb": cells(WORK)})
    (note,) = choose(found, ("rnn.py",), ("softmax",)).notes
    assert dict(note.params) == {"file": "deep/rnn.py", "notebook": "rnn.ipynb"}


def test_what_is_no_notebook_takes_no_file_s_place() -> None:
    found = Found({"rnn.py": STARTER, "rnn.ipynb": b"{"})
    assert dict(choose(found, ("rnn.py",), ("softmax",)).paths) == {"rnn.py": "rnn.py"}


@given(st.binary(), st.sampled_from(["rnn.py", "rnn.ipynb"]))
def test_whatever_a_file_holds_is_looked_through(data: bytes, path: str) -> None:
    assert written(path, data, ("softmax",)) <= {"softmax"}


def test_findings_name_the_notebook_that_was_taken(submit: Callable[[str, bytes], Submission]) -> None:
    submission = submit("rnn.ipynb", cells(WORK + b"softmax(1)\n"))
    assert [(module.name, module.file) for module in submission.modules] == [("rnn", "rnn.ipynb")]
    assert [note.params["file"] for note in submission.notes] == ["rnn.ipynb"]
