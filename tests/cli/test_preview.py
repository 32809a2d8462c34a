"""`autograder preview`: the path of the index on standard output, and a warning beside it."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from support.graded import strong_or_skip
from support.tiny import SHAPE, write

from autograder.cli import cli
from autograder.cli.preview import PRIVATE


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path)
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(tmp_path / "assignments"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_index_is_named_and_staff_are_warned(checkout: Path) -> None:
    strong_or_skip()
    result = CliRunner().invoke(cli, ["preview", "tiny"])
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{Path('out', 'preview', 'tiny', 'index.html')}\n"
    assert result.stderr == f"{PRIVATE}\n"
    assert len([*(checkout / "out" / "preview" / "tiny").iterdir()]) == 9


def test_a_course_and_a_folder_may_be_given(checkout: Path) -> None:
    strong_or_skip()
    course = checkout / "course.yaml"
    course.write_text(f"assignments: {{tiny: {{off: [{SHAPE.id}]}}}}\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["preview", "tiny", "--course", str(course), "--out", "pages"])
    assert result.exit_code == 0, result.stderr
    page = (checkout / "pages" / "index.html").read_text(encoding="utf-8")
    assert SHAPE.id not in page
    assert "2 of 2" in page
