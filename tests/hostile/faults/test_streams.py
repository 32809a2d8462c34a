"""Standard streams that are closed, full or left by their reader: the status tells, nothing else is lost."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hostile.faults.grading import FULL, OURS, Grading, run
from support.graded import CHECKOUT, strong_or_skip

UNREAD = "standard output: cannot be written: Broken pipe"


@pytest.fixture(params=["", pytest.param("1", marks=pytest.mark.slow)], ids=["buffered", "unbuffered"])
def how(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Let Python write at once, or at the end."""
    return {"PYTHONUNBUFFERED": request.param}


@pytest.fixture
def full() -> Any:
    with Path("/dev/full").open("w", encoding="utf-8") as stream:
        yield stream


@pytest.fixture
def unread() -> Any:
    """Give the end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.fixture
def grading(tmp_path: Path) -> Grading:
    strong_or_skip()
    return Grading(tmp_path)


def test_a_reader_that_leaves(how: dict[str, Any], unread: int, grading: Grading) -> None:
    done = grading.run("--json", stdout=unread, **how)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (OURS, f"autograder: {UNREAD}")
    assert "Exception ignored" not in done.stderr
    assert grading.results()["score"] == FULL


def test_a_few_words_that_nobody_reads_are_said_once_to_be_lost(
    how: dict[str, Any], unread: int, grading: Grading
) -> None:
    """Python would try them once more at its end, and change the status to 120."""
    done = run("list", "--json", stdout=unread, AUTOGRADER_ASSIGNMENTS=str(grading.assignment.parent), **how)
    assert (done.returncode, done.stderr) == (OURS, f"autograder: {UNREAD}\n")


@pytest.mark.slow
def test_a_reader_of_words_that_leaves(how: dict[str, Any], unread: int, grading: Grading) -> None:
    """Status 1, which click gives, would say that the work is wrong."""
    done = grading.run(stdout=unread, stderr=unread, **how)
    assert done.returncode == OURS
    assert grading.results()["score"] == FULL


def test_standard_output_that_is_full(how: dict[str, Any], full: Any, grading: Grading) -> None:
    done = grading.run("--json", stdout=full, **how)
    said = "autograder: standard output: cannot be written: No space left on device"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (OURS, said)
    assert grading.results()["score"] == FULL


@pytest.mark.slow
def test_standard_error_that_is_full(how: dict[str, Any], full: Any, grading: Grading) -> None:
    assert grading.run(stderr=full, **how).returncode == OURS
    assert grading.results()["score"] == FULL


@pytest.mark.parametrize(
    "closed", ["<&- >&- 2>&-", *(pytest.param(one, marks=pytest.mark.slow) for one in ("<&-", ">&-", "2>&-"))]
)
def test_streams_that_are_closed(closed: str, grading: Grading) -> None:
    """No file of ours comes in their place."""
    shell = f'exec "$0" -m autograder "$@" {closed}'
    command = ["/bin/sh", "-c", shell, sys.executable, *grading.command]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=False)
    assert done.returncode == 0
    assert grading.results()["score"] == FULL


@pytest.mark.slow
def test_commands_that_give_data_say_when_it_is_not_taken(unread: int, tmp_path: Path) -> None:
    grading = Grading(tmp_path)
    tiny = str(grading.assignment)
    for command in (
        ("list", "--json"),
        ("sandbox-report", "--json"),
        ("check", tiny, str(grading.handed_in), "--json"),
        ("validate", tiny, "--seeds", "1", "--json"),
    ):
        done = run(*command, stdout=unread, AUTOGRADER_ASSIGNMENTS=str(grading.assignment.parent))
        assert (done.returncode, done.stderr.splitlines()[-1]) == (OURS, f"autograder: {UNREAD}")


@pytest.mark.slow
def test_the_platform_s_results_do_not_depend_on_words(full: Any, unread: int, tmp_path: Path) -> None:
    strong_or_skip()
    for name, stream in (("full", full), ("unread", unread)):
        (tmp_path / name).mkdir()
        grading = Grading(tmp_path / name, platform=True)
        grading.run(stdout=stream, stderr=stream)
        assert grading.results()["score"] == FULL
