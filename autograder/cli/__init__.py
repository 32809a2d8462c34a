"""The command line: parse, call one function, render.

Human text goes to standard error, `--json` to standard output. Exit status: 0 done, 1 checks
failed (`check`, `validate`), 2 a usage or content error, 3 an error of ours.
"""

import sys
import traceback

import click

from autograder import __version__
from autograder.cli.check import check
from autograder.cli.grade import grade
from autograder.cli.listing import list_assignments
from autograder.cli.sandbox import sandbox_report
from autograder.cli.validate import validate
from autograder.errors import AssignmentError, SandboxError, UsageError

USAGE = 2
OURS = 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """Grade recurrent networks written from scratch."""


for command in (grade, check, validate, list_assignments, sandbox_report):
    cli.add_command(command)


def main() -> None:
    """Run the command line and turn every error into a message and an exit status."""
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        fail("interrupted", OURS)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except (UsageError, AssignmentError, SandboxError) as error:
        fail(str(error), USAGE)
    except Exception:  # noqa: BLE001 (whatever it is, it is ours, and the status says so)
        fail(f"this is an error of ours:\n{traceback.format_exc()}", OURS)
    sys.exit(status if isinstance(status, int) else 0)


def fail(message: str, status: int) -> None:
    """Say what is wrong and leave."""
    click.echo(f"autograder: {message}", err=True)
    sys.exit(status)
