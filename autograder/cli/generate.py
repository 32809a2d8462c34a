"""`autograder generate`: write what follows from assignments and their reference."""

import click

from autograder import loading
from autograder.authoring.generated import Generated, generated


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; show what is out of date, and exit 1 if any is.",
)
@click.pass_context
def generate(context: click.Context, ids: tuple[str, ...], only_check: bool) -> None:  # noqa: FBT001
    """Write stored cases, solution and student's folder of the assignments named (default: all)."""
    chosen = tuple(loading.load(name) for name in ids) if ids else loading.load_all()
    if only_check:
        difference = "".join(generated(assignment).difference() for assignment in chosen)
        click.echo(difference, err=True, nl=False)
        context.exit(1 if difference else 0)
    for assignment in chosen:
        write(assignment.id, generated(assignment))


def write(name: str, files: Generated) -> None:
    """Write an assignment's files and tell which."""
    done = list(files.write())
    click.echo("\n".join(done) if done else f"{name}: nothing to write, all is fresh", err=True)
