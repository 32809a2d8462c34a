"""A report as one self-contained HTML file, or as a fragment to stand in a page of others."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.feedback.view import ReportView
from autograder.messages.catalogue import load
from autograder.messages.phrase import Phrase, Token
from autograder.reports.page import page

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_TEMPLATES = Path(__file__).with_name("templates")


def render(view: ReportView, language: str) -> str:
    """Write `view` as an HTML document in `language`: no scripts, nothing loaded from elsewhere."""
    return _written("report.html.j2", view, language, whole=True)


def fragment(view: ReportView, language: str) -> str:
    """Write `view` as HTML for the output of a notebook cell.

    Its styles reach nothing outside of it, it holds no ids, and it follows the notebook's theme.
    """
    return _written("fragment.html.j2", view, language, whole=False)


def _written(template: str, view: ReportView, language: str, *, whole: bool) -> str:
    words, top = page(view, language), 1 if whole else 3  # a notebook has headings of its own above
    found = _environment().get_template(template)
    return found.render(page=words, ui=load(language).ui, whole=whole, top=top)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["phrase"] = lambda phrase: _markup(phrase, Markup)
    return environment


def _markup(phrase: Phrase, markup: "type[Markup]") -> "Markup":
    return markup("").join(_token(piece, markup) if isinstance(piece, Token) else piece for piece in phrase)


def _token(token: Token, markup: "type[Markup]") -> "Markup":
    form = '<bdi dir="ltr"><code>{}</code></bdi>' if token.code else '<bdi dir="ltr">{}</bdi>'
    return markup(form).format(token.text)
