"""Feedback on Gradescope as HTML or as Markdown: the same blocks, so that either says the same.

Gradescope removes styles, classes and perhaps `dir` from HTML, so that is bare tags; in both, right-to-left
text carries isolates of its own.
"""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from autograder.messages.catalogue import load
from autograder.messages.phrase import (
    LEFT_TO_RIGHT_ISOLATE,
    POP_ISOLATE,
    RIGHT_TO_LEFT_ISOLATE,
    Phrase,
    Token,
)


class Markup(Protocol):
    """Writes blocks, each whole in itself: joined without anything between they are a document."""

    format: str
    """Gradescope's word for it."""

    def text(self, text: str) -> str:
        """Write running text."""

    def code(self, text: str) -> str:
        """Write code within a line."""

    def link(self, inner: str, address: str) -> str:
        """Write a link."""

    def paragraph(self, inner: str, language: str) -> str:
        """Write a paragraph."""

    def heading(self, inner: str, language: str, level: int) -> str:
        """Write a heading."""

    def bullets(self, inner: Iterable[str], language: str) -> str:
        """Write a list."""

    def preformatted(self, text: str) -> str:
        """Write lines as they are."""


class Html:
    """Bare tags."""

    format = "html"

    def text(self, text: str) -> str:
        """Write running text."""
        return html.escape(text, quote=False)

    def code(self, text: str) -> str:
        """Write code within a line."""
        return f"<code>{self.text(text)}</code>"

    def link(self, inner: str, address: str) -> str:
        """Write a link."""
        return f'<a href="{html.escape(address)}">{inner}</a>'

    def paragraph(self, inner: str, language: str) -> str:
        """Write a paragraph."""
        return _tagged("p", inner, language)

    def heading(self, inner: str, language: str, level: int) -> str:
        """Write a heading."""
        return _tagged(f"h{level}", inner, language)

    def bullets(self, inner: Iterable[str], language: str) -> str:
        """Write a list."""
        return f"<ul>{''.join(_tagged('li', one, language) for one in inner)}</ul>"

    def preformatted(self, text: str) -> str:
        """Write lines as they are."""
        return f"<pre>{self.text(text)}</pre>"


def _tagged(tag: str, inner: str, language: str) -> str:
    direction = ' dir="rtl"' if _is_rtl(language) else ""
    return f"<{tag}{direction}>{isolated(inner, language)}</{tag}>"


class Markdown:
    """Markdown as every reader has it: backslashes before the few marks that act within a line."""

    format = "md"
    _MARKS = re.compile(r"[\\`*_\[\]]")
    _AT_START = re.compile(r"^(\d*)([-+#~]|(?<=\d)[.)](?!\S))")
    _TICKS = re.compile("`+")

    def text(self, text: str) -> str:
        """Write running text."""
        return self._MARKS.sub(r"\\\g<0>", html.escape(text, quote=False))

    def code(self, text: str) -> str:
        """Write code within a line, between more backticks than it holds."""
        fence = "`" * (self._longest(text) + 1)
        needs_room = text.startswith("`") or text.endswith("`") or (text[:1] == text[-1:] == " ")
        room = " " if needs_room else ""
        return f"{fence}{room}{text}{room}{fence}" if text else ""

    def link(self, inner: str, address: str) -> str:
        """Write a link."""
        return f"[{inner}]({address.replace('(', '%28').replace(')', '%29')})"

    def paragraph(self, inner: str, language: str) -> str:
        """Write a paragraph."""
        return f"{self._line(inner, language)}\n\n"

    def heading(self, inner: str, language: str, level: int) -> str:
        """Write a heading."""
        return f"{'#' * level} {self._line(inner, language)}\n\n"

    def bullets(self, inner: Iterable[str], language: str) -> str:
        """Write a list."""
        return "".join(f"- {self._line(one, language)}\n" for one in inner) + "\n"

    def preformatted(self, text: str) -> str:
        """Write lines as they are, between longer fences than they hold."""
        fence = "`" * max(3, self._longest(text) + 1)
        return f"{fence}\n{text}\n{fence}\n\n"

    def _line(self, inner: str, language: str) -> str:
        return isolated(self._AT_START.sub(r"\1\\\2", inner), language)

    def _longest(self, text: str) -> int:
        return max(map(len, self._TICKS.findall(text)), default=0)


MARKUPS: Mapping[str, Markup] = {markup.format: markup for markup in (Html(), Markdown())}


def inline(phrase: Phrase, language: str, markup: Markup) -> str:
    """Write a phrase; in right-to-left text each token is an isolate."""
    return "".join(_piece(piece, language, markup) for piece in phrase)


def _piece(piece: str | Token, language: str, markup: Markup) -> str:
    if isinstance(piece, str):
        return markup.text(piece)
    token = markup.code(piece.text) if piece.code else markup.text(piece.text)
    return LEFT_TO_RIGHT_ISOLATE + token + POP_ISOLATE if _is_rtl(language) else token


def isolated(text: str, language: str) -> str:
    """Return plain text that keeps its direction, whatever stands beside it."""
    return RIGHT_TO_LEFT_ISOLATE + text + POP_ISOLATE if _is_rtl(language) else text


def _is_rtl(language: str) -> bool:
    return load(language).direction == "rtl"
