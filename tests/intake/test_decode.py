"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.intake.decode import Decoded, clean, decode

ARABIC = "# خلية تكرارية\nx = 1\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (ARABIC.encode(), "utf-8"),
        (codecs.BOM_UTF8 + ARABIC.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + ARABIC.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + ARABIC.encode("utf-16-be"), "utf-16-be"),
        (ARABIC.encode("cp1256"), "cp1256"),
    ],
)
def test_arabic_text_survives_every_encoding(data: bytes, encoding: str) -> None:
    assert decode(data) == Decoded(ARABIC, encoding)


@pytest.mark.parametrize(
    "first", ["# -*- coding: latin-1 -*-\n", "#!/usr/bin/env python\n# vim: set fileencoding=iso-8859-1 :\n"]
)
def test_a_declared_encoding_is_followed(first: str) -> None:
    assert decode((first + "s = 'Ångström'\n").encode("latin-1")) == Decoded(
        first + "s = 'Ångström'\n", "iso8859-1"
    )


@pytest.mark.parametrize(
    "name", ["unicode_escape", "utf-7", "rot13", "zlib", "no-such-thing", "idna", "undefined"]
)
def test_an_encoding_that_transforms_is_not_followed(name: str) -> None:
    text = f"# coding: {name}\nx = 'é'\n"
    assert decode(text.encode("cp1256")) == Decoded(text, "cp1256")


def test_bytes_that_the_declared_encoding_does_not_have_are_read_by_the_fallback() -> None:
    text = "# coding: ascii\nx = 'é'\n"
    assert decode(text.encode("cp1256")) == Decoded(text, "cp1256")


def test_a_wrong_declaration_does_not_spoil_utf_8() -> None:
    text = "# coding: latin-1\nx = 'Ångström'\n"
    assert decode(text.encode()) == Decoded(text, "utf-8")


def test_utf_16_without_a_mark_is_read_when_it_is_ascii() -> None:
    assert decode("x = 1\n".encode("utf-16-le")).text == "x = 1\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("a\0b", "ab\n"),
        ("a\n\x1a", "a\n"),
        ("\x0cdef f(): pass\n", "def f(): pass\n"),
        ("s = '\ud800'\n", "s = '\ufffd'\n"),
        ("", "\n"),
    ],
)
def test_clean_text(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.binary())
def test_any_bytes_give_text_that_utf_8_can_hold(data: bytes) -> None:
    text = decode(data).text
    assert text == text.encode().decode()
    assert text.endswith("\n")
    assert "\r" not in text
