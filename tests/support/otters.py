"""The real `otter run`, and plugins that leave one of their events out, to show what it is for."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.packagers.otter.plugin import SandboxPlugin

TESTS = Path(__file__).parents[1]
CONFIG = "otter_config.json"


class LeavesFiles(SandboxPlugin):
    """Grades a copy, and leaves the student's files where they are."""

    def _graded(self) -> Any:
        folder = Path(self.submission_path).parent
        kept = folder.with_name("kept")
        shutil.copytree(folder, kept)
        report = super()._graded()
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        return report


class RunsCells(SandboxPlugin):
    """Leaves the submission where it is and lets the kernel run it."""

    def _graded(self) -> Any:
        self.text = Path(self.submission_path).read_bytes()
        return super()._graded()

    def before_execution(self, _submission: object) -> Any:
        import nbformat

        return nbformat.reads(self.text.decode(), as_version=4)


class TellsNothing(SandboxPlugin):
    """Leaves the results as the kernel wrote them."""

    def after_grading(self, results: Any) -> None:
        """Do nothing."""


@dataclass(frozen=True)
class Ran:
    """How `otter run` ended, and the results.json that it left, if any."""

    status: int
    printed: str
    results: dict[str, Any] | None


def otter_run(submission: Path, pack: Path, out: Path, seconds: float = 240) -> Ran:
    """Run the command; the tests' own plugins can be imported."""
    out.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "otter", "run", str(submission), "-a", str(pack), "-o", str(out), "--no-logo"],
        env={**os.environ, "PYTHONPATH": str(TESTS), "PYDEVD_DISABLE_FILE_VALIDATION": "1"},
        cwd=out,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=seconds,
        check=False,
    )
    left = out / "results.json"
    return Ran(done.returncode, done.stdout, json.loads(left.read_text("utf-8")) if left.is_file() else None)


def changed(pack: Path, to: Path, change: dict[str, bytes | None]) -> Path:
    """Copy a pack with members replaced, or left out where the content is None."""
    with zipfile.ZipFile(pack) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return to


def with_plugin(pack: Path, to: Path, plugin: type[SandboxPlugin]) -> Path:
    """Copy a pack in which another plugin is named."""
    with zipfile.ZipFile(pack) as archive:
        config = json.loads(archive.read(CONFIG))
    (settings,) = config["plugins"][0].values()
    config["plugins"] = [{f"{plugin.__module__}.{plugin.__name__}": settings}]
    return changed(pack, to, {CONFIG: json.dumps(config).encode()})


def zipped(folder: Path, to: Path) -> Path:
    """Make the zip of a folder that a student hands in."""
    with zipfile.ZipFile(to, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder))
    return to
