"""`autograder list`: the assignments there are, as the course wants them."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from autograder import loading
from autograder.cli import options
from autograder.cli.stdout import print_data
from autograder.messages.number import points
from autograder.model.assignment import Assignment, Suite

LANGUAGES = {"en": "English", "ar": "Arabic", "both": "English and Arabic"}


@click.command("list")
@options.as_json
@options.course
def list_assignments(as_json: bool, course: Path | None) -> None:  # noqa: FBT001
    """List the assignments with their points, checks and dates."""
    found = loading.load_all(course=course)
    if as_json:
        print_data(json.dumps([as_data(assignment) for assignment in found]))
        return
    settings = loading.find_course(course, loading.find_root(None))
    if settings:
        click.echo(f"with the settings of {settings}", err=True)
    for assignment in found:
        click.echo(f"{assignment.id}  {assignment.title.en}  /  {assignment.title.ar}", err=True)
        for fact in facts(assignment):
            click.echo(f"    {fact}", err=True)


def as_data(assignment: Assignment) -> dict[str, object]:
    """Return what a program reads."""
    return {
        "id": assignment.id,
        "title": assignment.title.en,
        "points": str(assignment.points),
        "folder": str(assignment.folder),
        "checks": {suite.value: count(assignment, suite) for suite in Suite},
        "off": list(assignment.off),
        "language": assignment.language,
        "dates": {name: moment.isoformat() for name, moment in assignment.dates.given},
    }


def facts(assignment: Assignment) -> Iterator[str]:
    """Yield what a person wants to know, line by line."""
    public, private = (count(assignment, suite) for suite in (Suite.PUBLIC, Suite.PRIVATE))
    yield f"{points(assignment.points)} points, {public} public and {private} private checks"
    yield f"feedback in {LANGUAGES[assignment.language]}"
    dates = [
        f"{name.replace('_', ' ')} {moment:%Y-%m-%d %H:%M %z}" for name, moment in assignment.dates.given
    ]
    if dates:
        yield ", ".join(dates)
    if assignment.off:
        yield f"off: {', '.join(assignment.off)}"


def count(assignment: Assignment, suite: Suite) -> int:
    """Return how many checks a suite has."""
    return sum(check.suite is suite for check in assignment.checks)
