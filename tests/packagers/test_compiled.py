"""What is read of a compiled file."""

import marshal

import pytest

from autograder.packagers import compiled

SOURCE = '''
"""A module."""
ROW = [0.5, 1.5, 2.5]


def outer(first, second):
    """Say it."""
    return [helper(each.attribute, "text") for each in first]
'''


def test_names_are_those_of_functions_and_texts_those_of_everything():
    names, texts = compiled.texts(compile(SOURCE, "a", "exec"))
    assert names.split()[:3] == ["outer", "first", "second"]
    assert {"helper", "attribute"} <= set(names.split())
    assert "0.5\n1.5\n2.5" in texts
    assert {"A module.", "Say it.", "text"} <= set(texts.splitlines())
    assert compiled.names(SOURCE) == names


@pytest.mark.parametrize("source", ["def f(:", "\0"])
def test_what_is_no_python_has_no_names(source):
    assert compiled.names(source) == ""


@pytest.mark.parametrize("body", [b"", b"\xff\xff", marshal.dumps([1])])
def test_broken_files_are_refused(body):
    with pytest.raises(ValueError, match="the compiled file"):
        compiled.load(compiled.MAGIC + bytes(12) + body)
