"""What every page is written with: values are escaped, each name must be given, colours are the same."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.messages.phrase import Phrase, Token
from autograder.reports.drawing import drawing

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = Path(__file__).with_name("templates")


@cache
def environment(folder: Path = TEMPLATES) -> "Environment":
    """Return what writes the HTML templates in `folder`, which may include those of this package.

    The filter `phrase` sets a phrase, its tokens left to right; `trusted` passes our own HTML on; `drawing`
    finds the places of what is in a plot.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader([folder, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["phrase"] = lambda phrase: _markup(phrase, Markup)
    made.filters["trusted"] = Markup
    made.filters["drawing"] = drawing
    return made


def _markup(phrase: Phrase, markup: "type[Markup]") -> "Markup":
    return markup("").join(_token(piece, markup) if isinstance(piece, Token) else piece for piece in phrase)


def _token(token: Token, markup: "type[Markup]") -> "Markup":
    form = '<bdi dir="ltr"><code>{}</code></bdi>' if token.code else '<bdi dir="ltr">{}</bdi>'
    return markup(form).format(token.text)
