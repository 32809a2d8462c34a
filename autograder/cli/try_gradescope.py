"""`autograder try-gradescope`: what would the platform make of this pack?"""

import contextlib
import json
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.cli import options
from autograder.cli.stdout import print_data
from autograder.errors import UsageError, writing
from autograder.standin import metadata as made_up
from autograder.standin import text
from autograder.standin.cgroup import Allowance
from autograder.standin.machines import RUN_SECONDS, Options, Way
from autograder.standin.trial import Trial, try_pack

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 120
"""Columns of a log, which nobody looks at in a window."""

_EXISTING_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True)


@click.command("try-gradescope")
@click.argument("pack", metavar="ZIP", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@options.submission
@click.option(
    "--metadata",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A submission_metadata.json. [default: a first submission, in time]",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for what the run left.")
@click.option(
    "--way",
    type=click.Choice([way.value for way in Way]),
    help="Docker, a copy of Debian's base system (slow) or this system. [default: docker, else host]",
)
@click.option("--python-home", type=_EXISTING_FOLDER, help="A Python to be the system's python3.")
@click.option(
    "--reuse-venv", type=_EXISTING_FOLDER, help="A virtual environment to use in place of setup.sh."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=1),
    default=RUN_SECONDS,
    show_default=True,
    help="Seconds that run_autograder has.",
)
@click.option("--limits/--no-limits", default=True, help="768 MB and half a CPU, as on the platform.")
@click.option("--landlock/--no-landlock", default=True, help="Whether the kernel seems to have Landlock.")
@click.option("--all", "whole", is_flag=True, help="Show the text of tests that passed, too.")
@options.as_json
@click.pass_context
def try_gradescope(  # noqa: PLR0913, PLR0917 (one parameter for each option)
    context: click.Context,
    pack: Path,
    submission: Path,
    metadata: Path | None,
    out: Path | None,
    way: str | None,
    python_home: Path | None,
    reuse_venv: Path | None,
    timeout: float,
    limits: bool,  # noqa: FBT001
    landlock: bool,  # noqa: FBT001
    whole: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Run a pack on SUBMISSION as Gradescope does, and tell what it would show.

    Exit status 1 says that the platform would have no finished results.
    """
    if sys.platform != "linux":
        message = "the stand-in needs Linux"
        raise UsageError(message)  # untested: the tests run on Linux
    chosen = Options(
        way=Way(way) if way else None,
        seconds=timeout,
        allowance=Allowance() if limits else None,
        landlock=landlock,
        python=python_home,
        venv=reuse_venv,
    )
    described = metadata.read_bytes() if metadata else made_up.sample()
    with terminable():
        trial = try_pack(pack, submission, described, chosen)
    if as_json:
        print_data(json.dumps(data(trial)))
    else:
        text.show(trial, console(), whole=whole)
    if out:
        write(trial, out)
    context.exit(0 if trial.finished else 1)


@contextlib.contextmanager
def terminable() -> Iterator[None]:
    """End on SIGTERM as on an interrupt meanwhile: with everything that was started."""
    handler = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, handler)


def data(trial: Trial) -> dict[str, Any]:
    """Return what a program reads."""
    return {
        "finished": trial.finished,
        "faults": trial.faults,
        "remarks": (*trial.remarks, *trial.reading.remarks),
        "setup": asdict(trial.setup) if trial.setup else None,
        "run": asdict(trial.ran) if trial.ran else None,
        "results": trial.reading.document,
    }


def write(trial: Trial, out: Path) -> None:
    """Write what the run left: its results as they are, and apart from them what it printed.

    Raises:
        OutputError: it cannot be written.
    """
    left = {"results.json": trial.reading.content} if trial.reading.content else {}
    for name, ended in (("setup", trial.setup), ("run", trial.ran and trial.ran.ended)):
        if ended:
            left[f"{name}.stdout"] = ended.stdout.encode()
            left[f"{name}.stderr"] = ended.stderr.encode()
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        for name, content in left.items():
            (out / name).write_bytes(content)


def console() -> "Console":
    """Return what writes to standard error; a log gets long lines."""
    from rich.console import Console

    width = None if sys.stderr.isatty() else WIDTH
    return Console(stderr=True, width=width, highlight=False, markup=False)
