"""Grade what a student handed in, by the engine of the pack, in a process of its own.

That process is `autograder grade`: those of Otter and nbgrader only read the report that it leaves.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import manifest
from autograder.errors import GraderError
from autograder.model.assignment import Assignment
from autograder.model.report import GradeReport
from autograder.reports import json_report
from autograder.reports.folder import REPORT

START_UP = 120.0
"""Seconds that grading may take beside a student's code."""
PRIVATE = 0o700
NOT_OURS = ("AUTOGRADER_", "PYTHON")
"""What the environment says to other gradings; a pack says everything itself."""


@dataclass(frozen=True)
class Settings:
    """Which assignment it is, the language of feedback, and after how many seconds grading is stopped."""

    assignment: str
    language: str
    seconds: float


def settings(assignment: Assignment) -> Settings:
    """Return the settings that follow from an assignment."""
    return Settings(assignment.id, assignment.language, assignment.limits.total_wall + START_UP)


@dataclass(frozen=True)
class Job:
    """The unpacked pack, what was handed in, an empty folder's name for the reports, and who hands in."""

    pack: Path
    submission: Path
    reports: Path
    ids: tuple[str, ...] = ()


def grade(job: Job, settings: Settings) -> GradeReport:
    """Return the report of a submission.

    Raises:
        GraderError: the pack is damaged, or grading failed or was stopped; standard error says more.
        OSError: a file cannot be written or read.
        UsageError: what grading wrote is no report.
    """
    refuse_damage(job.pack)
    job.reports.mkdir(PRIVATE)
    _run(_command(job, settings), job.pack / "engine", settings.seconds)
    return json_report.load((job.reports / REPORT).read_text("utf-8"))


def refuse_damage(pack: Path) -> None:
    """Make sure that the pack is as it was made.

    Raises:
        GraderError: it is not.
    """
    damages = manifest.verify(pack)
    if damages:
        raise GraderError("the pack is damaged, make it again: " + "; ".join(map(str, damages)))


def _command(job: Job, settings: Settings) -> list[str]:
    folder = job.pack / "assignments" / settings.assignment
    named = [option for one in job.ids for option in ("--student-id", one)]
    files = ["--out", str(job.reports), "--secret-file", str(job.pack / "secret")]
    return [
        sys.executable,
        "-s",
        "-m",
        "autograder",
        "grade",
        *files,
        *named,
        str(folder),
        str(job.submission),
    ]


def _run(command: Sequence[str], engine: Path, seconds: float) -> None:
    """Run a command in the engine's folder, where `-m` finds it; what it prints is shown if it fails."""
    try:
        subprocess.run(  # noqa: S603 (our own command)
            command, cwd=engine, env=_environment(os.environ), stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8", errors="replace", timeout=seconds, check=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        message = f"grading was stopped after {seconds:g} seconds"
        raise GraderError(message) from error
    except subprocess.CalledProcessError as error:
        sys.stderr.write(error.stderr)
        message = f"grading failed with status {error.returncode}"
        raise GraderError(message) from error


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in given.items() if not name.startswith(NOT_OURS)}
    return {**kept, "PYTHONUTF8": "1"}
