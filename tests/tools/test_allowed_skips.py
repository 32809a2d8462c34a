"""The plugin tools.allowed_skips fails a run that skips a test without leave."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
SUITE = """\
import pytest

def test_passes():
    pass

def test_skips():
    pytest.skip("no such machine")
"""


def run(folder: Path, allowed: str) -> subprocess.CompletedProcess[str]:
    """Run pytest on a suite that skips one test, with a list of its own."""
    (folder / "tests").mkdir()
    (folder / "tests" / "allowed_skips.txt").write_text(allowed)
    (folder / "tools").mkdir()
    (folder / "tools" / "allowed_skips.py").write_bytes((CHECKOUT / "tools/allowed_skips.py").read_bytes())
    (folder / "test_x.py").write_text(SUITE)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tools.allowed_skips",
        "-p",
        "no:cacheprovider",
        "test_x.py",
    ]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_skip_on_the_list_passes(tmp_path: Path) -> None:
    assert run(tmp_path, r"test_x\.py::test_skips: no such .*  # not everybody has one").returncode == 0


def test_a_skip_that_is_not_on_the_list_fails_the_run(tmp_path: Path) -> None:
    ended = run(tmp_path, "# nothing\n")
    assert ended.returncode == pytest.ExitCode.TESTS_FAILED
    assert "test_x.py::test_skips: no such machine" in ended.stdout
    assert "1 passed, 1 skipped" in ended.stdout.splitlines()[-1]


def test_a_line_without_a_reason_is_refused(tmp_path: Path) -> None:
    assert "no reason given: test_x" in run(tmp_path, "test_x.*\n").stderr
