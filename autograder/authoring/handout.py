"""A handout: Markdown with pictures, equations and code, as one HTML page that needs nothing else.

The Markdown is what GitHub understands, and headings may end in `{#id}`. Pictures become part of the page,
equations become MathML, so that the page is whole without a network and has no scripts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import AssignmentError, UsageError
from autograder.messages.catalogue import load
from autograder.model.assignment import Dates
from autograder.reports.environment import environment

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TEMPLATES = Path(__file__).with_name("templates")
_ID = re.compile(r"\s*\{#([a-z0-9-]+)\}\s*$")
_UNKNOWN_COMMAND = re.compile(r"<m[io]>(\\\w+)</m[io]>")
_UNARY_MINUS = re.compile(r"(<mo[^>]*>(?:&#x00028;|&#x0002C;|&#x0003D;)</mo>)<mo>(&#x02212;)</mo>")
"""A minus that no number stands before: without a hint it would be set as a subtraction."""
_DATES = ("release", "due", "late_due")


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents: a section's id and words."""

    id: str
    words: str


@dataclass(frozen=True)
class Date:
    """A labelled date; `machine` is ISO 8601, `words` what people read."""

    label: str
    machine: str
    words: str


@dataclass(frozen=True)
class Other:
    """The page of another language."""

    language: str
    direction: str
    name: str
    link: str


def render(
    markdown: str,
    language: str,
    folder: Path,
    *,
    dates: Dates = Dates(),  # noqa: B008 (frozen)
    others: Mapping[str, str] = {},
) -> str:
    """Write a handout as an HTML page in `language`, its pictures read from `folder`.

    `others` maps each other language to the address of its page.

    Raises:
        AssignmentError: the title or a section's id is missing, an id is there twice, there is no such
            picture, or an equation cannot be read.
        UsageError: the extra `authoring` is not installed.
    """
    source = Source(folder / f"handout.{language}.md")
    parser = _parser()
    tokens = parser.parse(markdown)
    title = source.take_title(tokens)
    contents = source.name_sections(tokens)
    source.write_html(tokens)
    words = load(language)
    return (
        environment(_TEMPLATES)
        .get_template("handout.html.j2")
        .render(
            language=language,
            direction=words.direction,
            title=title,
            contents=contents,
            body=parser.renderer.render(tokens, parser.options, {}),
            dates=[Date(words.ui[name], when.isoformat(), _in_words(when)) for name, when in _set(dates)],
            others=[_other(code, link) for code, link in others.items()],
            ui=words.ui,
        )
    )


@dataclass(frozen=True)
class Source:
    """The file that the tokens come from, which every complaint names."""

    file: Path

    def wrong(self, line: int, what: str) -> AssignmentError:
        """Return the error that says what is wrong in a line."""
        return AssignmentError(f"{self.file}:{line}: {what}")

    def take_title(self, tokens: list["Token"]) -> str:
        """Take the first heading out of the tokens and return its words."""
        start = next((k for k, token in enumerate(tokens) if token.type == "heading_open"), None)
        if start is None or tokens[start].tag != "h1":
            raise self.wrong(1, "a handout begins with `# Title`")
        title = _words(tokens[start + 1])
        del tokens[start : start + 3]
        return title

    def name_sections(self, tokens: list["Token"]) -> list[Entry]:
        """Give each heading the id that stands behind its words; return the sections."""
        contents: list[Entry] = []
        seen: set[str] = set()
        for opening, inline in _headings(tokens):
            line, name = _line(opening), _take_id(inline)
            if name in seen:
                raise self.wrong(line, f"there is another heading with the id {name}")
            if opening.tag == "h2":
                if not name:
                    raise self.wrong(line, "a section needs an id: `## Words {#id}`")
                contents.append(Entry(name, _words(inline)))
            if name:
                seen.add(name)
                opening.attrSet("id", name)
        return contents

    def write_html(self, tokens: Iterable["Token"]) -> None:
        """Put HTML in the place of what the Markdown writer does not know."""
        for token, line in _with_lines(tokens):
            html = self._html(token, line)
            if html:
                token.type, token.content = "html_inline", html
            elif token.type == "code_inline":
                token.attrSet("dir", "ltr")

    def _html(self, token: "Token", line: int) -> str:
        if token.type == "fence":
            return f'<pre dir="ltr" tabindex="0"><code>{_highlighted(token)}</code></pre>\n'
        if token.type == "math_inline":
            return f'<span dir="ltr" class="math">{self._math(token.content, "inline", line)}</span>'
        if token.type == "math_block":
            return f'<div dir="ltr" class="math">{self._math(token.content, "block", line)}</div>\n'
        if token.type == "image":
            return f'<span dir="ltr" class="picture">{self._picture(token, line)}</span>'
        return _TABLES.get(token.type, "")

    def _math(self, latex: str, display: str, line: int) -> str:
        from latex2mathml.converter import convert

        try:
            mathml: str = convert(latex.strip(), display=display)
        except Exception as error:
            # the converter's exceptions have no base class of their own
            raise self.wrong(line, f"{latex.strip()}: {type(error).__name__}") from error
        unknown = _UNKNOWN_COMMAND.search(mathml)
        if unknown:
            raise self.wrong(line, f"no equation can hold {unknown[1]}")
        return _UNARY_MINUS.sub(r'\1<mo form="prefix">\2</mo>', mathml)

    def _picture(self, token: "Token", line: int) -> str:
        name = str(token.attrGet("src"))
        path = self.file.parent / name
        if path.suffix != ".svg" or not path.is_file():
            raise self.wrong(line, f"there is no picture {name}; pictures are .svg files beside the handout")
        svg = path.read_text("utf-8")
        return svg[svg.index("<svg") :].replace("<svg", f'<svg aria-label="{_escaped(token.content)}"', 1)


_TABLES = {
    "table_open": '<div class="table" tabindex="0"><table>\n',
    "table_close": "</table></div>\n",
}
"""A wide table scrolls by itself and leaves the page in its place."""


def _parser() -> "MarkdownIt":
    try:
        import latex2mathml  # noqa: F401 (asked for here, used for equations)
        from mdit_py_plugins.dollarmath import dollarmath_plugin
    except ModuleNotFoundError as error:
        message = f"a handout's page needs {error.name}: python -m pip install 'rnn-autograder[authoring]'"
        raise UsageError(message) from error
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, allow_labels=False)


def _headings(tokens: list["Token"]) -> Iterator[tuple["Token", "Token"]]:
    return ((a, b) for a, b in pairwise(tokens) if a.type == "heading_open")


def _take_id(inline: "Token") -> str:
    last = inline.children[-1] if inline.children else inline
    found = _ID.search(last.content)
    last.content = _ID.sub("", last.content)
    return found[1] if found else ""


def _words(inline: "Token") -> str:
    return "".join(child.content for child in inline.children or ())


def _with_lines(tokens: Iterable["Token"], line: int = 1) -> Iterator[tuple["Token", int]]:
    """Yield each token, those inside paragraphs too, with its line; these have the paragraph's first."""
    for token in tokens:
        here = _line(token, line)
        yield token, here
        yield from _with_lines(token.children or (), here)


def _line(token: "Token", otherwise: int = 1) -> int:
    return token.map[0] + 1 if token.map else otherwise


def _highlighted(fence: "Token") -> str:
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    kind = "pycon" if fence.content.startswith(">>>") else fence.info.strip()
    try:
        lexer = get_lexer_by_name(kind or "text")
    except ClassNotFound:
        lexer = get_lexer_by_name("text")
    html: str = highlight(fence.content.rstrip(), lexer, HtmlFormatter(nowrap=True))
    return html.rstrip()


def _set(dates: Dates) -> Iterator[tuple[str, datetime]]:
    return ((name, when) for name in _DATES if (when := getattr(dates, name)) is not None)


def _in_words(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} {when.tzname() or ''}".rstrip()


def _other(language: str, link: str) -> Other:
    words = load(language)
    return Other(language, words.direction, words.ui["language"], link)


def _escaped(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))
