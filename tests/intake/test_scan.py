"""Logical lines and pieces of text that may be no Python."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.intake.scan import pieces, scan

STATEMENTS = [
    "x = 1\n",
    "x = [1,\n2,\n3]\n",
    "s = '''a\ndef f(:\n'''\n",
    's = "it\'s # no comment"\n',
    "y = 1 + \\\n2\n",
    "# only a comment (\n",
    "\n",
    "if x:\n    y = 1\nelif y:\n    pass\nelse:\n    y = 2\n",
    "try:\n    pass\nexcept ValueError:\n    pass\nfinally:\n    pass\n",
    "@deco\n# between\n@deco(1,\n2)\ndef f(a,\n      b):\n    '''Doc ( \n\"no\" end'''\n    return a\n",
    "class C:\n\n    def m(self):\n        return {}\n",
    "async def g():\n    pass\n",
    r"s = 'a\'(' + r'\'('" + "\n",
]


@given(st.lists(st.sampled_from(STATEMENTS), max_size=12))
def test_the_pieces_of_valid_code_are_the_statements_that_python_sees(parts: list[str]) -> None:
    text = "".join(parts)
    expected = [
        min([n.lineno, *(d.lineno for d in getattr(n, "decorator_list", []))]) for n in ast.parse(text).body
    ]
    lines = [line for line, piece in pieces(text) if ast.parse(piece).body]
    assert lines == expected


@given(st.text(alphabet="ab \n\t\\'\"#()[]{}@:=", max_size=80))
def test_no_code_is_lost(text: str) -> None:
    found = [piece for _, piece in pieces(text)]
    rest = text[: len(text) - sum(map(len, found))]
    assert text == rest + "".join(found)
    assert all(
        not line.strip(" \t") or line.lstrip(" \t").startswith(("#", "\\")) for line in rest.split("\n")
    )


def test_an_open_bracket_ends_at_the_next_definition() -> None:
    text = "x = foo(1,\ndef f():\n    pass\nimport a\n"
    assert [line for line, _ in pieces(text)] == [1, 2, 4]


def test_an_open_string_ends_at_the_next_definition() -> None:
    text = 'def f():\n    """Never closed\n    return 1\n\ndef g():\n    pass\nx = 1\n'
    assert [line for line, _ in pieces(text)] == [1, 5, 7]


def test_strings_without_end_are_given_up_after_some_time() -> None:
    text = "def f():\n    '''\n    \"\"\"\n" * 3000 + "'''"
    assert len(list(pieces(text))) < 3001


def test_nesting_is_counted_outside_strings_only() -> None:
    assert scan("x = [(1, '((('), {2: 3}]  # ((((").brackets == 2


@pytest.mark.parametrize("text", [")))\nx\n", "]]\n}\n\nx = (1)\n"])
def test_closing_brackets_too_many_do_no_harm(text: str) -> None:
    assert list(pieces(text))[-1][1].startswith("x")
