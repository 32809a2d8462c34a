"""Which file is taken for the required one."""

from collections.abc import Mapping

import pytest

from autograder.intake.choose import choose
from autograder.intake.found import Found

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
