"""The folder of reports is valid at every moment, also when the grader is killed or the disk is full."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.graded import CHECKOUT, EXAMPLES, Graded, strong_or_skip

from autograder import intake, loading
from autograder.errors import OutputError
from autograder.model.assignment import Assignment
from autograder.model.report import GradeReport
from autograder.reports import gradescope, json_report
from autograder.reports.file import HALF
from autograder.reports.folder import ReportFolder


@cache
def full_marks() -> tuple[int, float]:
    """Return how many checks the assignment has and how many points, without bonus."""
    assignment = loading.load(CHECKOUT / "assignments" / "a1_rnn")
    return len(assignment.checks), float(assignment.points)


def results(folder: Path) -> dict[str, Any]:
    """Read results.json as a platform does, and hold it to what is true at every moment."""
    text = (folder / "results.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} in the results"))
    checks, points = full_marks()
    assert len(read["tests"]) == checks
    assert sum(test["max_score"] for test in read["tests"]) == pytest.approx(points)
    assert all(test.get("status") in {"passed", "failed"} for test in read["tests"] if "status" in test)
    assert 0 <= read["score"] <= points
    return read


@pytest.fixture
def folder(tmp_path: Path, a1: Assignment) -> ReportFolder:
    return ReportFolder(tmp_path / "out", a1, intake.read(EXAMPLES / "right", a1), "both")


@pytest.fixture
def report(graded: Graded) -> GradeReport:
    return graded("wrong_missing_carry")


def test_before_grading_every_check_is_listed_and_none_is_decided(folder: ReportFolder) -> None:
    folder.start()
    read = results(folder.path)
    assert not any("status" in test for test in read["tests"])
    assert (read["score"], read["extra_data"]["finished"], read["extra_data"]["needs_review"]) == (
        0,
        False,
        True,
    )


def test_every_outcome_leaves_a_valid_file_that_says_a_little_more(
    folder: ReportFolder, report: GradeReport
) -> None:
    folder.start()
    for number, grade in enumerate(report.checks, 1):
        folder.note(grade.outcome)
        read = results(folder.path)
        assert sum("status" in test for test in read["tests"]) == number
        assert read["extra_data"]["finished"] is False
    assert read["score"] == pytest.approx(float(report.score))


def test_what_is_noted_one_by_one_is_what_the_end_says(folder: ReportFolder, report: GradeReport) -> None:
    folder.start()
    for grade in report.checks:
        folder.note(grade.outcome)
    noted = results(folder.path)["tests"]
    folder.finish(report)
    finished = results(folder.path)
    assert finished["tests"] == noted
    assert finished["extra_data"]["finished"] is True


@pytest.mark.parametrize(("language", "pages"), [("en", {"en"}), ("ar", {"ar"}), ("both", {"en", "ar"})])
def test_the_end_writes_every_report_and_nothing_else(
    folder: ReportFolder, report: GradeReport, language: str, pages: set[str]
) -> None:
    folder.language = language
    folder.start()
    folder.finish(report)
    pages_written = {f"feedback.{page}.html" for page in pages}
    assert {path.name for path in folder.path.iterdir()} == {"results.json", "report.json", *pages_written}
    assert json_report.load((folder.path / "report.json").read_text(encoding="utf-8")) == report
    assert results(folder.path) == gradescope.results(report, language)
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in folder.path.iterdir())


def test_a_disk_that_is_full_leaves_what_was_there(
    folder: ReportFolder, report: GradeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.start()
    before = results(folder.path)

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for place in ("replace", "chmod"):
        with monkeypatch.context() as broken:
            broken.setattr(Path, place, full)
            folder.note(report.checks[0].outcome)
            with pytest.raises(
                OutputError, match=r"results\.json: cannot be written: No space left on device"
            ):
                folder.write("results.json", "{}")
        assert results(folder.path) == before
        assert [path.name for path in folder.path.iterdir()] == ["results.json"]


def test_a_folder_that_cannot_be_made_is_an_error(folder: ReportFolder, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="out: cannot be written: File exists"):
        folder.start()


def test_a_file_that_cannot_be_written_takes_no_other_along(
    folder: ReportFolder, report: GradeReport
) -> None:
    folder.start()
    (folder.path / "report.json").mkdir()
    with pytest.raises(OutputError) as raised:
        folder.finish(report)
    assert str(raised.value) == f"{folder.path}/report.json: cannot be written: Is a directory"
    assert results(folder.path) == gradescope.results(report, "both")
    assert {path.name for path in folder.path.glob("*.html")} == {"feedback.en.html", "feedback.ar.html"}


def test_what_could_not_be_noted_is_noted_with_the_next(folder: ReportFolder, report: GradeReport) -> None:
    (folder.path).write_text("a file")
    with pytest.raises(OutputError):
        folder.start()
    folder.note(report.checks[0].outcome)
    folder.path.unlink()
    folder.note(report.checks[1].outcome)
    assert sum("status" in test for test in results(folder.path)["tests"]) == 2


def test_what_a_killed_writer_left_half_done_is_removed(folder: ReportFolder) -> None:
    folder.path.mkdir()
    (folder.path / f"{HALF}x7y8").write_text('{"score": ')
    (folder.path / "mine.txt").touch()
    folder.start()
    assert {path.name for path in folder.path.iterdir()} == {"mine.txt", "results.json"}


# -------------------------------------------------------------------------------- a kill


def slow(folder: Path) -> Path:
    """Write a submission whose every function takes its time."""
    source = (EXAMPLES / "right" / "rnn.py").read_text(encoding="utf-8")
    waits = "\n\ndef one_hot(ids, n_x):\n    while True:\n        pass\n"
    (folder / "rnn.py").write_text(source + waits, encoding="utf-8")
    return folder / "rnn.py"


def wait_for(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("seconds", [0.0, 0.7, pytest.param(6.1, marks=pytest.mark.slow)])
def test_a_kill_at_any_moment_leaves_a_valid_file(tmp_path: Path, seconds: float) -> None:
    strong_or_skip()
    out = tmp_path / "out"
    command = [sys.executable, "-m", "autograder", "grade", "a1_rnn", str(slow(tmp_path)), "--out", str(out)]
    with subprocess.Popen(command, cwd=CHECKOUT, stderr=subprocess.DEVNULL) as process:
        wait_for(lambda: (out / "results.json").exists() or process.poll() is not None)
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
    read = results(out)
    assert process.returncode == -signal.SIGKILL
    assert read["extra_data"]["finished"] is False
