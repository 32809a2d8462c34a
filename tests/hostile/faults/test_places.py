"""A place for results that takes nothing: status 3, one line that says so, and nothing else is lost."""

import contextlib
import json
import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile.faults.grading import FULL, FULL_MARKS, OURS, Grading, finished, lawful, run
from hostile.faults.processes import wait_until
from support.graded import strong_or_skip

MOUNT, UNMOUNT = ("/bin/mount", "-t", "tmpfs", "-o"), ("/bin/umount",)
Ended = "subprocess.CompletedProcess[str]"


@pytest.fixture(params=[False, True], ids=["grade", "platform"])
def grading(request: pytest.FixtureRequest, tmp_path: Path) -> Grading:
    strong_or_skip()
    return Grading(tmp_path, platform=request.param)


@contextlib.contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """Mount a small file system at a folder; needs root."""
    folder.mkdir()
    command = [*MOUNT, options, "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode != 0:
        pytest.skip("needs root")
    try:
        yield folder
    finally:
        subprocess.run([*UNMOUNT, str(folder)], check=True)


def fill(folder: Path) -> None:
    """Use up what a disk has left."""
    with contextlib.suppress(OSError), (folder / "filling").open("ab", buffering=0) as file:
        while True:
            file.write(b"x" * 512)


def graded_all_the_same(grading: Grading, done: Ended, reason: str) -> None:
    """Hold a command to what it owes where it cannot write."""
    said = done.stdout + done.stderr
    assert done.returncode == OURS, said
    assert f"cannot be written: {reason}" in said
    assert "Traceback" not in said
    if grading.platform:
        printed = json.loads(said[said.index("{\n") : said.rindex("}\n") + 1])
        assert lawful(printed)["score"] == FULL
        assert said.endswith("the results cannot be written; what was graded is above\n")
    else:
        assert FULL_MARKS in done.stderr
        assert done.stderr.splitlines()[-1].startswith("autograder: ")


# ------------------------------------------------------------------------------ a full disk


@pytest.mark.slow
def test_a_disk_that_was_full_before(grading: Grading) -> None:
    with mounted(grading.out, "size=32k"):
        fill(grading.out)
        graded_all_the_same(grading, grading.run(), "No space left on device")
        assert {path.name for path in grading.out.iterdir()} <= {"filling"}


def test_a_disk_that_fills_up_in_the_middle_keeps_a_valid_file(grading: Grading) -> None:
    with mounted(grading.out, "size=64k"):
        with grading.start() as process:
            wait_until((grading.out / "results.json").exists, 60)
            fill(grading.out)
            said = process.communicate(timeout=60)
        done = subprocess.CompletedProcess(process.args, process.returncode, *said)
        graded_all_the_same(grading, done, "No space left on device")
        assert not finished(grading.results())
        assert {path.name for path in grading.out.iterdir()} == {"filling", "results.json"}


def test_a_disk_that_is_full_at_the_end_keeps_what_fits(tmp_path: Path) -> None:
    """One report does not fit, the results do."""
    strong_or_skip()
    grading = Grading(tmp_path)
    with mounted(grading.out, "size=32k"):
        done = grading.run()
        assert (done.returncode, FULL_MARKS in done.stderr) == (OURS, True)
        assert "report.json: cannot be written: No space left on device" in done.stderr
        assert "results.json" not in done.stderr
        assert grading.results()["score"] == FULL
        assert finished(grading.results())


@pytest.mark.slow
def test_a_disk_that_has_room_again_is_written_to(grading: Grading) -> None:
    with mounted(grading.out, "size=1m"):
        fill(grading.out)
        with grading.start() as process:
            time.sleep(0.1)
            (grading.out / "filling").unlink()
            process.communicate(timeout=60)
        assert process.returncode == 0
        assert grading.results()["score"] == FULL


def at_most(size: int) -> Callable[[], None]:
    """Let a process write no larger file, as a quota does; no root is needed for it."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_no_file_fits(grading: Grading) -> None:
    graded_all_the_same(grading, grading.run(preexec_fn=at_most(100)), "File too large")
    assert [*grading.out.iterdir()] == []


@pytest.mark.slow
def test_a_larger_file_that_does_not_fit_takes_no_smaller_one_along(tmp_path: Path) -> None:
    strong_or_skip()
    grading = Grading(tmp_path)
    assert grading.run().returncode == 0
    sizes = {path.name: path.stat().st_size for path in grading.out.iterdir()}
    (grading.out / "feedback.en.html").unlink()
    done = grading.run(preexec_fn=at_most(sizes["feedback.en.html"] - 1))
    assert sizes["results.json"] < sizes["feedback.en.html"]
    assert (done.returncode, FULL_MARKS in done.stderr) == (OURS, True)
    assert "feedback.en.html: cannot be written: File too large" in done.stderr
    assert {path.name for path in grading.out.iterdir()} == {*sizes} - {"feedback.en.html"}
    assert finished(grading.results())


# ------------------------------------------------------------------------ a place that takes nothing


def test_a_read_only_file_system(grading: Grading) -> None:
    with mounted(grading.out, "size=64k,ro"):
        graded_all_the_same(grading, grading.run(), "Read-only file system")


@pytest.mark.slow
def test_a_read_only_file_system_keeps_the_results_of_another_run_apart(grading: Grading) -> None:
    """What lies there is not taken for this grading's."""
    with mounted(grading.out, "size=64k"):
        (grading.out / "results.json").write_text('{"tests": ["old"]}')
        subprocess.run([*MOUNT, "remount,ro", str(grading.out)], check=True)
        graded_all_the_same(grading, grading.run(), "Read-only file system")


def test_a_folder_that_only_its_owner_may_write_to(grading: Grading) -> None:
    if os.geteuid() == 0:
        pytest.skip("needs an ordinary user: root may write anywhere")
    grading.out.mkdir(mode=0o555)
    graded_all_the_same(grading, grading.run(), "Permission denied")


@pytest.mark.slow
def test_a_folder_in_the_place_of_the_file(grading: Grading) -> None:
    (grading.out / "results.json").mkdir(parents=True)
    graded_all_the_same(grading, grading.run(), "Is a directory")
    others = set() if grading.platform else {"report.json", "feedback.en.html"}
    assert {path.name for path in grading.out.iterdir()} == {"results.json", *others}


def test_a_file_in_the_place_of_the_platform_s_folder(tmp_path: Path) -> None:
    strong_or_skip()
    grading = Grading(tmp_path, platform=True)
    grading.out.write_text("a file")
    graded_all_the_same(grading, grading.run(), "File exists")


def test_a_file_in_the_place_of_the_folder_is_a_usage_error_before_anything_is_graded(tmp_path: Path) -> None:
    grading = Grading(tmp_path)
    grading.out.write_text("a file")
    done = grading.run()
    assert (done.returncode, done.stdout) == (2, "")
    assert "is a file" in done.stderr


@pytest.mark.slow
def test_a_folder_below_a_file(tmp_path: Path) -> None:
    strong_or_skip()
    grading = Grading(tmp_path)
    (tmp_path / "file").touch()
    done = grading.run("--out", str(tmp_path / "file" / "results"))
    graded_all_the_same(grading, done, "Not a directory")


@pytest.mark.slow
def test_a_folder_that_is_missing_is_made(grading: Grading) -> None:
    assert not grading.out.exists()
    assert grading.run().returncode == 0
    assert grading.results()["score"] == FULL


# ------------------------------------------------------------------------------- other commands


@pytest.mark.slow
def test_other_commands_name_what_they_cannot_write(tmp_path: Path) -> None:
    grading = Grading(tmp_path)
    tiny, below = str(grading.assignment), str(tmp_path / "file" / "below")
    (tmp_path / "file").touch()
    for command, named in (
        (("check", tiny, str(grading.handed_in), "--html", f"{below}.html"), "below.en.html"),
        (("pack", "gradescope", tiny, "--demo", "--out", below), "tiny-gradescope.zip"),
        (("validate", tiny, "--seeds", "1", "--out", below), "below"),
    ):
        done = run(*command)
        assert done.returncode == OURS, done.stderr
        assert "Traceback" not in done.stderr
        assert f"{named}: cannot be written: Not a directory" in done.stderr.splitlines()[-1]
