"""Options that several commands take."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

assignment: Decorator = click.argument("assignment")
submission: Decorator = click.argument("submission", type=click.Path(path_type=Path))
weak: Decorator = click.option(
    "--allow-weak-sandbox",
    "allow_weak",
    is_flag=True,
    help="Grade even where student code cannot be kept from private files.",
)
as_json: Decorator = click.option(
    "--json", "as_json", is_flag=True, help="Write the result to standard output as JSON."
)


def languages(default: str) -> Decorator:
    """Return the option that chooses the language of the feedback."""
    choice = click.Choice(["en", "ar", "both"])
    return click.option(
        "--lang", type=choice, default=default, show_default=True, help="Language of the feedback."
    )
