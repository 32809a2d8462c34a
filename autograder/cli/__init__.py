"""The command line: parse, call one function, render.

Human text goes to standard error, `--json` to standard output. `STATUSES` says what the exit status means.
"""

import contextlib
import errno
import importlib
import os
import sys
import traceback
from pathlib import Path
from typing import Any, TextIO

import click

from autograder import __version__
from autograder.errors import AssignmentError, OutputError, SandboxError, UsageError, writing

USAGE = 2
OURS = 3
REFUSED = {
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.ENAMETOOLONG,
    errno.ELOOP,
}
USED_UP = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN}
"""Errors of the system that are plain without a traceback; a limit (`ulimit`) uses up as the machine does."""
STANDARD_ERROR = 2
STATUSES = """\b
Exit status:
  0  done, whatever the grade is
  1  the answer is no: a check failed (check), a header is contradicted (validate), a file
     is out of date (generate --check), a test is refused (adopt), a pack is not right
     (try-gradescope)
  2  the command cannot be done as it was given: a wrong option, file or assignment, no
     strong sandbox
  3  the fault is this machine's or ours: what was made cannot be written (disk full,
     folder read-only, reader gone), no memory, interrupted, a bug
"""
COMMANDS = {
    "adopt": "adopt:adopt",
    "pack": "pack:pack",
    "run-gradescope": "run_gradescope:run_gradescope",
    "try-gradescope": "try_gradescope:try_gradescope",
    "check": "check:check",
    "generate": "generate:generate",
    "grade": "grade:grade",
    "grade-class": "grade_class:grade_class",
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

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 (as click has it)
        """Run a command. That nobody reads what it writes is not the answer no, as click would have it."""
        try:
            return super().invoke(context)
        except BrokenPipeError as error:
            message = "nobody reads the output any more"
            raise OutputError(message) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog=STATUSES)
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """Grade recurrent networks written from scratch."""


def main() -> None:
    """Run the command line and turn every error into a message and an exit status."""
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # the grader's arrays are tiny, and threads cost a start-up
    open_standard_streams()
    try:
        status = cli.main(standalone_mode=False)
        with writing("standard output"):
            sys.stdout.flush()
    except click.exceptions.Abort:
        fail("interrupted", OURS)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except (UsageError, AssignmentError, SandboxError) as error:
        fail(str(error), USAGE)
    except OutputError as error:
        fail(str(error), OURS)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is ours, and the status says so)
        fail(system_said(error) or f"this is an error of ours:\n{traceback.format_exc()}", OURS)
    sys.exit(status if isinstance(status, int) else 0)


def open_standard_streams() -> None:
    """Open those that are closed to nowhere, so that no file of ours comes in their place."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= STANDARD_ERROR:
        pass
    os.close(number)
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (to the end)
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def system_said(error: Exception) -> str:
    """Say in a line what the system refused us; "" when that takes more."""
    if not isinstance(error, OSError) or error.errno not in REFUSED | USED_UP:
        return ""
    about = f"{error.filename}: " if error.filename else ""
    return f"{about}{error.strerror}: this machine does not let the command go on"


def fail(message: str, status: int) -> None:
    """Say what is wrong and leave."""
    with contextlib.suppress(OSError):  # nobody listens, but the status tells
        click.echo(f"autograder: {message}", err=True)
    for stream in (sys.stdout, sys.stderr):
        mute_broken(stream)
    sys.exit(status)


def mute_broken(stream: TextIO) -> None:
    """Lead a stream that takes nothing more to nowhere: at the end it would fail once more."""
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
