"""The command line: parse, call one function, render.

Human text goes to standard error, `--json` to standard output. Exit status: 0 done, 1 checks
failed (`check`, `validate`) or files are out of date (`generate --check`), 2 a usage or content
error, 3 an error of ours.
"""

import importlib
import os
import sys
import traceback

import click

from autograder import __version__
from autograder.errors import AssignmentError, SandboxError, UsageError

USAGE = 2
OURS = 3
COMMANDS = {
    "adopt": "adopt:adopt",
    "pack": "pack:pack",
    "run-gradescope": "run_gradescope:run_gradescope",
    "try-gradescope": "try_gradescope:try_gradescope",
    "check": "check:check",
    "generate": "generate:generate",
    "grade": "grade:grade",
    "list": "listing:list_assignments",
    "new": "new:new",
    "preview": "preview:preview",
    "questions": "questions:questions",
    "sandbox-report": "sandbox:sandbox_report",
    "validate": "validate:validate",
}
"""Where each command is; it is imported when it is called, because start-up counts."""


class Commands(click.Group):
    """A group that imports a command only when it is asked for."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Import and return a command."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(f"autograder.cli.{module}"), attribute)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """Grade recurrent networks written from scratch."""


def main() -> None:
    """Run the command line and turn every error into a message and an exit status."""
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # the grader's arrays are tiny, and threads cost a start-up
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
