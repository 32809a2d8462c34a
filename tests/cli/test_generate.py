"""`autograder generate`."""

import pytest
from click.testing import CliRunner

from autograder.authoring.new_assignment import create
from autograder.cli import cli

pytestmark = pytest.mark.usefixtures("own_modules")


@pytest.fixture
def run(tmp_path, monkeypatch):
    for name in ("a8_one", "a9_two"):
        create(name, tmp_path / "assignments")
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(tmp_path / "assignments"))
    return lambda *arguments: CliRunner().invoke(cli, ["generate", *arguments])


@pytest.fixture
def change(tmp_path):
    """Change the reference of an assignment."""

    def append(name):
        path = tmp_path / "assignments" / name / "reference" / "running.py"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Give after each step", "Tell after each step"), encoding="utf-8")

    return append


def test_what_is_fresh_is_left_alone(run):
    result = run()
    assert result.exit_code == 0
    assert result.stderr == "a8_one: nothing to write, all is fresh\na9_two: nothing to write, all is fresh\n"


def test_check_is_silent_when_all_is_fresh(run):
    result = run("--check")
    assert (result.exit_code, result.output) == (0, "")


def test_check_shows_what_would_change_and_writes_nothing(run, change):
    change("a9_two")
    for _ in range(2):
        result = run("--check")
        assert result.exit_code == 1
        assert '\n-    """Give after each step' in result.stderr
        assert '\n+    """Tell after each step' in result.stderr
    assert run("--check", "a8_one").exit_code == 0


def test_only_the_assignments_named_are_written(run, change):
    change("a8_one")
    change("a9_two")
    result = run("a9_two")
    assert "wrote student_template/a9_two/running.py\n" in result.stderr
    assert "a8_one" not in result.stderr
    assert (run("--check", "a9_two").exit_code, run("--check", "a8_one").exit_code) == (0, 1)
