"""What Gradescope's container runs: one command, status 0 and a results.json whatever was handed in."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.graded import CHECKOUT, EXAMPLES, copy_checkout, strong_or_skip
from support.on_platform import METADATA, submitted, unpacked, written

from autograder.container.places import Places

Run = Callable[..., "subprocess.CompletedProcess[str]"]
COURSE = """\
assignments:
  a1_rnn:
    language: ar
    format: md
    leaderboard: [score, seconds]
    resubmissions: {every: 6h}
"""


def run(root: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "autograder", "run-gradescope", "--root", str(root), *options],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def a1_platform(tmp_path: Path) -> Places:
    """Lay the first assignment out as the platform does, the right example handed in."""
    strong_or_skip()
    copy_checkout(tmp_path / "source")
    (tmp_path / "source" / "assignments" / "course.yaml").write_text(COURSE, encoding="utf-8")
    return submitted(tmp_path, "a1_rnn", (EXAMPLES / "right" / "rnn.py").read_text("utf-8"))


def resubmitted(where: Places, results: dict[str, Any], created_at: str) -> None:
    """Hand in nothing, after the submission that had these results."""
    shutil.rmtree(where.submission)
    where.submission.mkdir()
    before = {"submission_time": METADATA["created_at"], "score": "16.0", "results": results}
    changed = {**METADATA, "created_at": created_at, "previous_submissions": [before]}
    where.metadata.write_text(json.dumps(changed), encoding="utf-8")


def test_a_submission_is_graded_and_one_that_comes_too_soon_is_not(
    a1_platform: Places, tmp_path: Path
) -> None:
    shutil.copy(EXAMPLES / "right" / "answers.yaml", a1_platform.submission)
    done = run(tmp_path)
    first = written(a1_platform)
    assert (done.returncode, done.stdout.splitlines()[-1], done.stderr) == (0, "grading finished", "")
    assert {test["extra_data"]["check"]: test.get("status") for test in first["tests"]} == {
        test["extra_data"]["check"]: "passed" for test in first["tests"]
    }
    assert first["score"] == 16
    assert first["output_format"] == "md"
    assert [entry["name"] for entry in first["leaderboard"]] == ["الدرجة", "الزمن بالثواني"]

    resubmitted(a1_platform, first, "2027-02-15T03:05:03+03:00")
    assert run(tmp_path).returncode == 0
    soon = written(a1_platform)
    assert (soon["score"], soon["tests"]) == (16, first["tests"])
    assert "لقرب وقته" in soon["output"]

    resubmitted(a1_platform, soon, "2027-02-15T03:05:04+03:00")
    assert run(tmp_path).returncode == 0
    assert written(a1_platform)["score"] == 0


def test_the_pack_may_be_elsewhere(tmp_path: Path) -> None:
    strong_or_skip()
    where = unpacked(tmp_path)
    where.source.rename(tmp_path / "pack")
    done = run(tmp_path, "--source", str(tmp_path / "pack"))
    assert done.returncode == 0
    assert json.loads((tmp_path / "results" / "results.json").read_text("utf-8"))["score"] == 3


def test_a_damaged_pack_ends_with_status_0_and_a_file_for_a_person(tmp_path: Path) -> None:
    where = unpacked(tmp_path)
    (where.source / "secret").unlink()
    done = run(tmp_path)
    assert done.returncode == 0
    assert "the pack is damaged" in done.stdout or "no strong sandbox" in done.stdout
    assert written(where)["extra_data"]["needs_review"] is True


def test_a_folder_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere")
    assert done.returncode == 2
    assert "does not exist" in done.stderr
