"""Text files with {{ values }} in them."""

from collections.abc import Mapping
from pathlib import Path

TEMPLATES = Path(__file__).with_name("templates")
SUFFIX = ".j2"


def fill(path: Path, values: Mapping[str, object]) -> str:
    """Return the text of a template with its values in place; a value that is not given is an error."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(  # noqa: S701 (Markdown, YAML and Python, from the author's own files)
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{%#",  # {# begins the id of a heading
        comment_end_string="#%}",
    )
    return environment.from_string(path.read_text(encoding="utf-8")).render(values)
