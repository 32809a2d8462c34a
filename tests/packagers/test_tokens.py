"""Lexemes and numbers of a text: what counts and what does not."""

import io
import tokenize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.packagers import tokens
from autograder.packagers.tokens import arrays, clean, lexemes, lines, numbers, rows, runs


def lexed(text: str) -> list[str]:
    return lexemes(clean(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a_next**2 != b", ["a_next", "**", "2", "!=", "b"]),
        ("x[:, 0] //= 1e-5", ["x", "[", ":", ",", "0", "]", "//=", "1e-5"]),
        ("params['Wax'].T", ["params", "[", '"', "Wax", '"', "]", ".", "T"]),
        ('"""One."""', ['"', "One", ".", '"']),
        ("حالة مخفية", ["حالة", "مخفية"]),
        ("a \\\n + b", ["a", "+", "b"]),
        ("x  # ------- y", ["x", "#", "y"]),
        ("\x1b[0;31mx\x1b[0m\u2066y\u2069", ["xy"]),
    ],
)
def test_lexemes(text: str, expected: list[str]) -> None:
    assert lexed(text) == expected


def test_each_token_of_python_is_one_or_more_lexemes_and_they_join_to_the_same() -> None:
    source = "def f(x, *, y=1.5):\n    return (x @ y.T) ** 2 <= -0.25 and not x[1:-1] != {'a': 3}\n"
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.string.strip():
            assert "".join(lexed(token.string)) == token.string.replace("'", '"')
            assert lexed(token.string)


@given(st.lists(st.sampled_from(["a", "1.5", "+", "(", "**", "'"]), min_size=1), st.text(" \n\t", min_size=1))
def test_white_space_does_not_count(words: list[str], space: str) -> None:
    assert lexed(space.join(words)) == lexed(" ".join(words))


def test_lines_are_those_of_the_lexemes() -> None:
    assert lines("a b\n\nc d\n  e") == [1, 1, 3, 3, 5 - 1]


def test_runs_are_all_windows_of_twelve() -> None:
    found = [str(n) for n in range(14)]
    assert list(runs(found)) == [tuple(found[k : k + 12]) for k in range(3)]
    assert list(runs(found[:11])) == []


def test_numbers_are_those_that_are_not_whole_without_signs() -> None:
    text = "1, -2.5, 3.0, .25, 1e-3, 7e999, v1.5, x2.5, 3.10.1, 4.5.\n"
    assert numbers(text) == [2.5, 0.25, 0.001, 4.5]


def test_an_array_has_nothing_but_brackets_commas_and_signs_between_its_numbers() -> None:
    text = "x = [[0.5, -1],\n  [2.5, 3.5]]\ny = array([0.1])"
    assert [found for found in arrays(text) if found[1]] == [(1, [0.5, 2.5, 3.5]), (3, [0.1])]


def test_rows_are_rounded_in_two_ways_unless_nothing_is_left() -> None:
    assert list(rows([0.12345678, 1.5, 2000.25])) == [
        (("0.123457", "1.500000", "2000.250000"), ("0.123457", "1.5", "2000.25"))
    ]
    assert list(rows([1e-9, 1.5, 2.5])) == [(("1e-09", "1.5", "2.5"),)]
    assert list(rows([0.5, 1.5])) == []


def test_twelve_and_three_are_the_lengths_that_are_promised() -> None:
    assert (tokens.RUN, tokens.ROW, tokens.DIGITS) == (12, 3, 6)
