"""What people type in many ways is one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.questions.fold import fold


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  S4012\n", "s4012"),
        ("٤٠١٢", "4012"),
        ("۴۰۱۲", "4012"),
        ("４０１２", "4012"),
        ("\u200e4012\u200f", "4012"),
        ("\u202a4012\u202c", "4012"),
        ("STRAẞE", "strasse"),
        ("e\u0301", "\u00e9"),
        ("ﺳﺎﺭﺓ", "سارة"),
        ("4012\u00a0", "4012"),
        ("", ""),
    ],
)
def test_spelling_makes_no_difference(typed: str, meant: str) -> None:
    assert fold(typed) == meant


@given(st.text())
def test_folding_again_changes_no_digit_and_no_ascii(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
