"""A self-contained HTML page for staff: no scripts, nothing loaded from elsewhere."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")


def page(template: Path, values: dict[str, object], style: Path | None = None) -> str:
    """Fill a template, escaping every value; its `css` is the style of all such pages and its own."""
    from markupsafe import Markup

    styles = [TEMPLATES / "page.css", *([style] if style else [])]
    css = Markup("".join(path.read_text("utf-8") for path in styles))  # noqa: S704 (our own files)
    return _environment(template.parent).get_template(template.name).render(css=css, **values)


@cache
def _environment(folder: Path) -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
