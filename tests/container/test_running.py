"""Whatever happens to the process that grades, results.json is whole and lists every check."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.graded import strong_or_skip
from support.on_platform import held, unpacked, written

from autograder.container import delivery, running
from autograder.container.places import Places, places
from autograder.container.running import NOTHING, run
from autograder.container.watchdog import Ending
from autograder.model.assignment import Limits
from autograder.reports.folder import as_json
from autograder.reports.gradescope import nothing
from autograder.worker.host import hosting


def unfinished(results: dict[str, Any], checks: int = 3) -> bool:
    facts = results["extra_data"]
    return len(results["tests"]) == checks and not facts["finished"] and bool(facts["needs_review"])


def test_the_file_that_knows_nothing_says_what_the_catalogues_say() -> None:
    assert NOTHING.read_text("utf-8") == as_json(nothing())


def test_a_submission_is_graded(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    strong_or_skip()
    where = unpacked(tmp_path)
    run(where)
    assert capfd.readouterr().out == "grading finished\n"
    assert written(where)["score"] == 3


def test_what_is_decided_stays_when_the_grader_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strong_or_skip()
    where = unpacked(tmp_path)
    note = delivery.ReportFolder.note

    def note_and_die(folder: delivery.ReportFolder, outcome: Any) -> None:
        note(folder, outcome)
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(delivery.ReportFolder, "note", note_and_die)
    run(where)
    results = written(where)
    assert unfinished(results)
    assert results["score"] == 1
    assert [test.get("status") for test in results["tests"]] == ["passed", None, None]


def test_what_is_decided_stays_when_the_time_is_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def hang(where: Places, allow: Callable[[float], object]) -> None:
        delivery.opened(where).start()
        allow(0.2)
        time.sleep(600)

    where = unpacked(tmp_path)
    monkeypatch.setattr(running, "grade", hang)
    run(where)
    assert unfinished(written(where))
    assert capfd.readouterr().out == "grading was stopped: its time was up\n"


def test_the_checks_are_listed_when_grading_did_not_even_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    where = unpacked(tmp_path)
    monkeypatch.setenv("AUTOGRADER_SITUATION", "weak")
    run(where)
    assert unfinished(written(where))
    told = capfd.readouterr().out
    assert "SandboxError: no strong sandbox here" in told
    assert told.endswith("grading failed\n")


def test_a_pack_that_cannot_be_read_leaves_what_knows_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    where = places(tmp_path)
    run(where)
    assert written(where) == nothing()
    assert "MANIFEST.json" in capfd.readouterr().out


def test_results_of_another_run_are_not_kept(tmp_path: Path) -> None:
    where = places(tmp_path)
    where.results.mkdir()
    (where.results / "results.json").write_text('{"score": 100}')
    run(where)
    assert written(where)["score"] == 0


def test_without_a_place_for_results_they_are_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    strong_or_skip()
    where = unpacked(tmp_path)
    where.results.write_text("a file")
    assert run(where) is Ending.UNWRITTEN
    said = capfd.readouterr().out
    assert f"{where.results}/results.json: cannot be written: " in said
    assert said.endswith("results cannot be written; what was graded is above\n")
    printed = said[said.index("{") : said.rindex("}") + 1]
    assert held(json.loads(printed))["score"] == 3


def test_results_that_can_be_written_at_the_end_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    strong_or_skip()
    where = unpacked(tmp_path)
    where.results.write_text("a file")
    graded = delivery.graded

    def graded_meanwhile(*arguments: Any) -> Any:
        where.results.unlink()
        return graded(*arguments)

    monkeypatch.setattr(delivery, "graded", graded_meanwhile)
    assert run(where) is Ending.DONE
    assert written(where)["score"] == 3
    assert "cannot be written" in capfd.readouterr().out


def test_a_grader_that_dies_without_a_place_for_results_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = unpacked(tmp_path)
    where.results.write_text("a file")
    monkeypatch.setattr(running, "grade", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    assert run(where) is Ending.UNWRITTEN


def test_results_that_could_not_be_replaced_at_the_beginning_are_not_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = unpacked(tmp_path)
    where.results.mkdir()
    (where.results / "results.json").write_text('{"tests": ["of another run"]}')
    monkeypatch.setattr(running, "begin", lambda _results: False)
    monkeypatch.setattr(running, "grade", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    assert run(where) is Ending.KILLED
    assert unfinished(written(where))


def test_nothing_outlives_a_grader_that_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strong_or_skip()

    def hang(_where: Places, allow: Callable[[float], object]) -> None:
        with hosting(allow_weak=False) as workers:
            workers.configure(Limits(), ("numpy",))
            pids = [workers.worker().pid, workers.process.pid]  # type: ignore[attr-defined]
            (tmp_path / "pids").write_text(" ".join(map(str, pids)))
            allow(0.1)
            time.sleep(600)

    monkeypatch.setattr(running, "grade", hang)
    run(places(tmp_path))
    left = [Path("/proc") / pid for pid in (tmp_path / "pids").read_text().split()]
    end = time.monotonic() + 10
    while any(map(is_alive, left)):
        assert time.monotonic() < end
        time.sleep(0.02)


def is_alive(process: Path) -> bool:
    """Tell a process from one that has ended and that nobody has asked for yet."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("seconds", [0.0, 0.4, 0.9])
def test_a_kill_of_all_at_any_moment_leaves_a_whole_file(tmp_path: Path, seconds: float) -> None:
    where = unpacked(tmp_path, "def double(x):\n    while True:\n        pass\n")
    command = [sys.executable, "-m", "autograder", "run-gradescope", "--root", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as process:
        end = time.monotonic() + 30
        while not (where.results / "results.json").exists() and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
    assert json.loads((where.results / "results.json").read_text())["extra_data"]["finished"] is False
