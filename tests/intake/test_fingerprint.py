"""The hash of syntax trees."""

import ast
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.intake.fingerprint import fingerprint

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=3)
    | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
)


def hashed(*sources: str) -> str:
    return fingerprint([("rnn", [node for source in sources for node in ast.parse(source).body])])


@given(VALUES, VALUES)
def test_two_values_have_one_hash_only_if_they_are_written_alike(one: object, other: object) -> None:
    assert (hashed(f"x = {one!r}") == hashed(f"x = {other!r}")) == (repr(one) == repr(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("f(a, b)", "f(a)(b)"),
        ("x = 1", "x = True"),
        ("x = 1", "x = 1.0"),
        ("x = 'a'", "x = b'a'"),
        ("def f():\n    pass\n    return 1", "def f():\n    pass\nx"),
        ("x = 'List 0'", "x = []"),
        ("x = None", "x"),
    ],
)
def test_different_code_has_different_hashes(one: str, other: str) -> None:
    assert hashed(one) != hashed(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = (1)", "x = 1  # a comment"),
        ("x = u'a'", 'x = "a"'),
        ("class C:\n    'Doc.'\n    x = 1", "class C:\n    x = 1"),
        ("async def f():\n    '''Doc.'''\n    return 1", "async def f():\n    return 1"),
        ("x = 0xff", "x = 255"),
        ("def f():\n    'a'", "def f():\n    1"),
        ("def f():\n    x\n    'a comment'\n    ...", "def f():\n    x"),
    ],
)
def test_the_same_code_in_other_words_has_the_same_hash(one: str, other: str) -> None:
    assert hashed(one) == hashed(other)


def test_the_order_in_which_modules_are_found_does_not_matter() -> None:
    a, b = ("a", ast.parse("x = 1").body), ("b", ast.parse("y = 2").body)
    assert fingerprint([a, b]) == fingerprint([b, a])
    assert fingerprint([a, b]) != fingerprint([("b", a[1]), ("a", b[1])])


def test_a_lone_surrogate_in_a_string_has_a_hash() -> None:
    assert hashed(r"x = '\ud800'") != hashed(r"x = '\ud801'")


def test_another_process_gives_the_same_hash() -> None:
    code = (
        "import ast; from autograder.intake.fingerprint import fingerprint;"
        "print(fingerprint([('rnn', ast.parse('x = {1, 2, 3}').body)]))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == hashed("x = {1, 2, 3}")
