"""HTML and Markdown say the same, and what a platform may strip is decoration."""

import html
import re
from html.parser import HTMLParser
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from autograder.messages.phrase import Phrase, Token, quote
from autograder.model.platform import Platform
from autograder.model.report import GradeReport
from autograder.reports.gradescope import results
from autograder.reports.markup import MARKUPS, Html, Markdown, Markup, inline

ALLOWED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "code", "pre", "em", "strong", "br"}
ISOLATES, POP = "\u2066\u2067", "\u2069"
LINES = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1).filter(
    lambda text: text == text.strip()
)
TEXTS = LINES | LINES.map(lambda text: Token(text, code=False))
PHRASES = st.lists(st.tuples(TEXTS, LINES.map(quote)), max_size=3).map(lambda pairs: tuple(chain(*pairs)))
"""In a sentence some text stands between two pieces of code."""


class Sanitiser(HTMLParser):
    """A strict one: basic tags without attributes; of everything else the text alone."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in ALLOWED:
            self.kept.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in ALLOWED:
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.kept.append(html.escape(data, quote=False))


def sanitised(text: str) -> str:
    sanitiser = Sanitiser()
    sanitiser.feed(text)
    sanitiser.close()
    return "".join(sanitiser.kept)


def words(text: str) -> str:
    """Return what a browser shows of HTML, white space apart."""
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def from_markdown(text: str) -> str:
    return MarkdownIt("commonmark").render(text)


def document(report: GradeReport, language: str, form: str) -> list[str]:
    written = results(report, language, Platform(output=form))
    assert {test["output_format"] for test in written["tests"]} == {written["output_format"]} == {form}
    return [written["output"], *(test["output"] for test in written["tests"])]


@pytest.mark.parametrize("language", ["en", "ar", "both"])
def test_what_survives_the_sanitiser_says_the_same(report: GradeReport, language: str) -> None:
    for text in document(report, language, "html"):
        assert words(sanitised(text)) == words(text)
        assert "=" not in "".join(re.findall(r"<[^>]*>", sanitised(text)))


@pytest.mark.parametrize("form", ["html", "md"])
def test_arabic_is_isolated_without_attributes(report: GradeReport, form: str) -> None:
    arabic = re.compile("[\u0621-\u064a]")
    for text in document(report, "ar", form):
        shown = sanitised(text if form == "html" else from_markdown(text))
        for block in re.findall(r"<(?:p|h\d|li)>(.*?)</(?:p|h\d|li)>", shown, re.DOTALL):
            if arabic.search(block):
                assert (block[0], block[-1]) == ("\u2067", POP)
                assert sum(block.count(mark) for mark in ISOLATES) == block.count(POP)


@pytest.mark.parametrize("language", ["en", "ar", "both"])
def test_markdown_says_what_html_says(report: GradeReport, language: str) -> None:
    pairs = zip(document(report, language, "md"), document(report, language, "html"), strict=True)
    for markdown, tags in pairs:
        assert words(from_markdown(markdown)) == words(tags)
        assert re.findall(r"<(h\d|p|li|pre)\b", from_markdown(markdown).replace("<pre><code>", "<pre>")) == (
            re.findall(r"<(h\d|p|li|pre)\b", tags)
        )


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=lambda markup: markup.format)
@pytest.mark.parametrize("language", ["en", "ar"])
@given(phrase=PHRASES)
def test_a_phrase_is_shown_as_it_is(markup: Markup, language: str, phrase: Phrase) -> None:
    text = markup.paragraph(inline(phrase, language, markup), language)
    shown = from_markdown(text) if markup.format == "md" else text
    bare = "".join(piece if isinstance(piece, str) else piece.text for piece in phrase)
    assert re.sub(f"[{ISOLATES}{POP}]", "", words(shown)) == "".join(bare.split())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n")).map(str.rstrip))
def test_lines_stay_as_they_are(text: str) -> None:
    shown = from_markdown(Markdown().preformatted(text))
    assert html.unescape(shown) == f"<pre><code>{text}\n</code></pre>\n"
    assert html.unescape(Html().preformatted(text)) == f"<pre>{text}</pre>"


@pytest.mark.parametrize(
    "text", ["1. one", "- one", "# one", "+ one", "> one", "3) one", "4.", "=== one", "~~~", "2.5 ones"]
)
def test_a_paragraph_that_looks_like_a_list_is_none(text: str) -> None:
    markdown = Markdown()
    shown = from_markdown(markdown.paragraph(markdown.text(text), "en"))
    assert html.unescape(shown) == f"<p>{text}</p>\n"


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=lambda markup: markup.format)
def test_a_link_leads_where_it_says(markup: Markup) -> None:
    address = "https://example.org/a_(1)?x=1&y=2#part"
    link = markup.link(markup.text("Hand in [now]"), address)
    shown = from_markdown(link) if markup.format == "md" else f"<p>{link}</p>\n"
    expected = html.escape(
        address if markup.format == "html" else "https://example.org/a_%281%29?x=1&y=2#part"
    )
    assert shown == f'<p><a href="{expected}">Hand in [now]</a></p>\n'
