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


course: Decorator = click.option(
    "--course",
    type=click.Path(path_type=Path),
    help="File with a course's settings. [default: $AUTOGRADER_COURSE, else course.yaml at the assignments]",
)
languages: Decorator = click.option(
    "--lang",
    type=click.Choice(["en", "ar", "both"]),
    help="Language of the feedback. [default: as the assignment or the course says]",
)
