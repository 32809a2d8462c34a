"""Readers that find out whether text of a submission's has become more than text."""

import re
import unicodedata
from html.parser import HTMLParser

from hostile.fuzz.nasty import MARK

VOID = frozenset({"meta", "br", "hr"})
OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
OURS = frozenset("\n\u200e\u200f\u2066\u2067\u2069")
"""Controls that our own text in Arabic needs."""
COLOR = re.compile(r"\x1b\[[0-9;]*m")


class Strict(HTMLParser):
    """Reads HTML in which every tag is closed in order and no text of a submission's is markup."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.shown: list[str] = []
        self.feed(document)
        self.close()
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read a tag of ours."""
        for text in (tag, *(part or "" for pair in attrs for part in pair)):
            assert MARK not in text, f"text has become <{tag} {attrs}>"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        if tag not in VOID:
            assert self.open, f"</{tag}> without its start"
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect what is shown."""
        self.shown.append(data)

    def handle_comment(self, data: str) -> None:
        """Refuse what browsers read in ways of their own."""
        message = f"a comment: {data[:80]!r}"
        raise AssertionError(message)

    handle_pi = unknown_decl = handle_comment


def read_html(document: str) -> str:
    """Return what a page shows, after all has been looked at."""
    document.encode()
    return "".join(Strict(document).shown)


def read_terminal(text: str) -> None:
    """Look at every character that would reach a terminal; colours are ours."""
    text.encode()
    plain = COLOR.sub("", text)
    bad = {c for c in plain if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and c not in OURS}
    assert not bad, [f"U+{ord(c):04X}" for c in bad]
