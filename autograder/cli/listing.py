"""`autograder list`: the assignments there are."""

import json

import click

from autograder import loading
from autograder.cli import options
from autograder.model.assignment import Suite


@click.command("list")
@options.as_json
def list_assignments(as_json: bool) -> None:  # noqa: FBT001
    """List the assignments with their points and checks."""
    found = loading.load_all()
    if as_json:
        rows = [
            {"id": a.id, "title": a.title.en, "points": str(a.points), "folder": str(a.folder)} for a in found
        ]
        click.echo(json.dumps(rows))
        return
    for assignment in found:
        public = sum(check.suite is Suite.PUBLIC for check in assignment.checks)
        private = len(assignment.checks) - public
        click.echo(f"{assignment.id}  {assignment.title.en}  /  {assignment.title.ar}", err=True)
        click.echo(f"    {assignment.points} points, {public} public and {private} private checks", err=True)
