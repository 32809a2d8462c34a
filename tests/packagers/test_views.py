"""The ways to read a text."""

import json

import pytest

from autograder.packagers.views import (
    bare,
    code,
    json_strings,
    readings,
    unescaped,
    unmarked,
    without_comments,
)


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (without_comments, "x = 1  # one\n# two\n'#3'", "x = 1  \n\n'#3'"),
        (code, "x = '# not'  # yes\ny = 2\n", "x = '# not'  \ny = 2\n"),
        (code, "x = 1\n\x0c\ny = 2  # z\n", "x = 1\n\x0c\ny = 2  \n"),
        (code, "no ( Python # here", "no ( Python # here"),
        (unescaped, r"a\nb \"c\" d\_e", 'a b "c" d_e'),
        (unmarked, "<b>a</b> &lt; `c`", " a  <  c "),
        (bare, "> a\n>>> b\n+ c\n  12 d\n---> 3 e\n  | f", "a\nb\nc\nd\ne\nf"),
        (
            json_strings,
            json.dumps({"a": ["x\n", "y"], "b": [1.5, True, None, ["z", "w"]]}),
            "a\nx\ny\nb\n1.5\nz\nw",
        ),
        (json_strings, "{not json", ""),
        (json_strings, "x = 1", ""),
        (json_strings, "[" * 100_000, ""),
    ],
)
def test_readings_one_by_one(read, text, expected):
    assert read(text) == expected


def test_a_text_that_reads_one_way_only_is_read_once():
    assert list(readings("plain words")) == ["plain words"]
    assert list(readings("")) == []
