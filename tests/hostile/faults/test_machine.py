"""A machine that is short of something: the right grade or a clear error, never a wrong grade."""

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile.faults.grading import FULL, FULL_MARKS, OURS, Grading, finished
from hostile.faults.test_places import fill, mounted
from support.graded import SECRET, strong_or_skip

from autograder import intake, loading
from autograder.grading import grade
from autograder.worker import host


@pytest.fixture
def grading(tmp_path: Path) -> Grading:
    strong_or_skip()
    return Grading(tmp_path)


def limited(what: int, count: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(what, (count, count))


def test_sixty_four_open_files_are_enough(grading: Grading) -> None:
    done = grading.run(preexec_fn=limited(resource.RLIMIT_NOFILE, 64))
    assert (done.returncode, FULL_MARKS in done.stderr) == (0, True)


@pytest.mark.slow
@pytest.mark.parametrize("files", range(5, 17))
def test_too_few_open_files_charge_nobody(files: int, grading: Grading) -> None:
    """What cannot be decided waits for a person, or the command says why it cannot go on."""
    done = grading.run(preexec_fn=limited(resource.RLIMIT_NOFILE, files))
    assert done.returncode in {0, 2, OURS}
    assert (grading.out / "results.json").exists() or done.returncode != 0
    if (grading.out / "results.json").exists():
        assert finished(grading.results()) is (done.returncode == 0)


@pytest.mark.slow
@pytest.mark.parametrize("processes", [64, 4, 3, 2, 1])
def test_few_processes(processes: int, grading: Grading) -> None:
    """Root is not counted."""
    done = grading.run(preexec_fn=limited(resource.RLIMIT_NPROC, processes))
    if done.returncode == 0:
        assert FULL_MARKS in done.stderr
        assert finished(grading.results())
    else:
        assert os.geteuid() != 0
        assert done.returncode in {2, OURS}
        assert "Traceback" not in done.stderr


def test_nobody_s_home(grading: Grading) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "HOME"}
    assert grading.run(env={**environment, "TMPDIR": str(grading.temporary)}).returncode == 0
    assert grading.results()["score"] == FULL


@pytest.mark.parametrize(
    "folder", ["/nowhere", *(pytest.param(one, marks=pytest.mark.slow) for one in ("/proc", "/dev/null"))]
)
def test_a_folder_for_temporary_files_that_is_none(folder: str, grading: Grading) -> None:
    """Python takes the next one that there is."""
    assert grading.run(TMPDIR=folder).returncode == 0
    assert grading.results()["score"] == FULL


@pytest.mark.slow
def test_a_folder_for_temporary_files_that_is_full(grading: Grading, tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "size=16k") as small:
        fill(small)
        assert grading.run(TMPDIR=str(small)).returncode == 0
        assert grading.results()["score"] == FULL


def test_a_clock_that_jumps_back_changes_nothing(grading: Grading, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every call of `time.time` gives an hour less than the one before."""
    now = time.time()

    def back() -> float:
        nonlocal now
        now -= 3600
        return now

    assignment = loading.load(grading.assignment)
    workers = host.start(strong_or_skip(), assignment.limits, assignment.imports)
    monkeypatch.setattr(time, "time", back)
    try:
        report = grade(assignment, intake.read(grading.handed_in, assignment), workers, SECRET)
    finally:
        workers.close()
    assert report.score == FULL
    assert 0 < report.seconds < 60
