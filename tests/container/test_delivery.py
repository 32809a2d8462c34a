"""A grading in the container, from the platform's files to results.json, in this process."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.graded import strong_or_skip
from support.on_platform import METADATA, seal, unpacked, written
from support.tiny import DOUBLE, RIGHT

from autograder import grading
from autograder.container.delivery import deliver, finish, opened, shortened
from autograder.container.places import Places
from autograder.container.watchdog import Allow, usable
from autograder.errors import GraderError, OutputError, UsageError
from autograder.model.assignment import Limits
from autograder.model.outcome import Status
from autograder.model.report import GradeReport
from autograder.worker import host

COURSE = """\
assignments:
  tiny:
    language: en
    resubmissions: {max: 2}
    time_limit: 2m
    leaderboard: [score, seconds]
"""
Deliver = Callable[..., dict[str, Any]]


@pytest.fixture
def delivered(tmp_path: Path) -> Deliver:
    """Grade a submission of the tiny assignment; give results.json."""

    def run(source: str = RIGHT, course: str = "", **metadata: Any) -> dict[str, Any]:
        where = unpacked(tmp_path, source, course)
        where.metadata.write_text(json.dumps({**METADATA, **metadata}))
        return delivered_at(where)

    return run


def delivered_at(where: Places, allow: Allow = lambda _: None) -> dict[str, Any]:
    workers = host.boot(strong_or_skip())
    try:
        deliver(where, workers, allow)
    finally:
        workers.close()
    return written(where)


def earlier(*results: dict[str, Any] | None) -> list[dict[str, Any]]:
    return [
        {
            "submission_time": f"2027-02-1{day}T10:00:00Z",
            "score": 1,
            "autograder_error": False,
            "results": one,
        }
        for day, one in enumerate(results)
    ]


def test_a_right_submission_has_full_marks_and_facts_for_a_regrade(delivered: Deliver) -> None:
    results = delivered(course=COURSE)
    assert results["score"] == 3
    assert {test["status"] for test in results["tests"]} == {"passed"}
    facts = results["extra_data"]
    assert (facts["assignment"], facts["points"], facts["finished"], facts["needs_review"]) == (
        "tiny",
        "3",
        True,
        False,
    )
    assert len(facts["sha256"]) == 64
    assert "seccomp" in facts["sandbox"]["layers"]
    assert [(entry["name"], entry["order"]) for entry in results["leaderboard"]] == [
        ("Score", "desc"),
        ("Seconds", "asc"),
    ]


def test_the_dates_are_said_and_take_no_points(delivered: Deliver) -> None:
    dates = {"due_date": "2027-02-15T23:59:00+03:00", "late_due_date": "2027-02-18T23:59:00+03:00"}
    results = delivered(created_at="2027-02-17T00:00:00+03:00", assignment=dates)
    assert (
        "Handed in: 2027-02-17 00:00 +03:00, after the due date 2027-02-15 23:59 +03:00." in results["output"]
    )
    assert "Late submissions are accepted until 2027-02-18 23:59 +03:00." in results["output"]
    assert results["score"] == 3


def test_public_and_private_checks_are_counted_in_words(delivered: Deliver) -> None:
    output = delivered(RIGHT.replace("x + x", "x + 1"))["output"]
    assert "Public checks: 1 of 1 passed." in output
    assert "Private checks: 1 of 2 passed." in output


def test_who_is_over_the_limit_is_not_graded(delivered: Deliver, tmp_path: Path) -> None:
    first = delivered(course=COURSE)
    where = Places(tmp_path / "source", tmp_path / "submission", tmp_path / "m.json", tmp_path / "results")
    (where.submission / "rnn.py").write_text("")
    where.metadata.write_text(json.dumps({**METADATA, "previous_submissions": earlier(None, first)}))
    second = delivered_at(where)
    assert (second["score"], second["tests"]) == (3, first["tests"])
    assert second["extra_data"]["carried_from"] == "2027-02-11T10:00:00+00:00"


def test_a_platform_that_says_nonsense_is_graded_all_the_same(
    delivered: Deliver, capsys: pytest.CaptureFixture[str]
) -> None:
    assert delivered(created_at=[], users=3, previous_submissions={})["score"] == 3
    assert "previous_submissions: not a list" in capsys.readouterr().out


def test_the_ids_of_all_who_hand_in_are_compared(delivered: Deliver, monkeypatch: pytest.MonkeyPatch) -> None:
    grade, seen = grading.grade, list[grading.Options]()

    def spy(*arguments: Any) -> GradeReport:
        seen.append(arguments[4])
        return grade(*arguments)

    monkeypatch.setattr(grading, "grade", spy)
    delivered(users=[{"sid": "s1", "email": "a@b"}, {"id": 7}])
    assert [options.ids for options in seen] == [("s1", "a@b", "7")]


def test_every_check_is_listed_before_the_pack_is_verified(tmp_path: Path) -> None:
    where = unpacked(tmp_path)
    (where.source / "book" / "__init__.py").write_text("changed = True\n")
    with pytest.raises(
        GraderError, match=r"the pack is damaged, upload it again: book/__init__\.py is not the"
    ):
        delivered_at(where)
    results = written(where)
    assert len(results["tests"]) == 3
    assert (results["score"], results["extra_data"]["finished"]) == (0, False)


def test_scripts_that_somebody_mended_are_no_damage(tmp_path: Path) -> None:
    where = unpacked(tmp_path)
    (where.source / "setup.sh").write_text("#!/bin/sh\napt-get install -y cowsay\n")
    assert delivered_at(where)["score"] == 3


def test_what_lies_beside_the_pack_is_no_damage(tmp_path: Path) -> None:
    where = unpacked(tmp_path)
    (where.source / "book" / "__pycache__").mkdir()
    (where.source / "notes.txt").write_text("mine")
    assert delivered_at(where)["score"] == 3


def test_a_pack_without_a_manifest_cannot_be_opened(tmp_path: Path) -> None:
    where = unpacked(tmp_path)
    (where.source / "MANIFEST.json").write_text("[]")
    with pytest.raises(UsageError, match="is not the manifest of a pack"):
        opened(where)


def test_a_grading_has_the_platform_s_time_but_for_a_margin(tmp_path: Path) -> None:
    allowed: list[float] = []
    delivered_at(unpacked(tmp_path, course=COURSE), allowed.append)
    assert allowed == [90]


@given(st.floats(120, 2400))
def test_a_student_s_time_is_up_before_the_platform_s(time_limit: float) -> None:
    assert shortened(Limits(total_wall=1e9), usable(time_limit)).total_wall < usable(time_limit) < time_limit
    assert shortened(Limits(total_wall=60), usable(time_limit)) == Limits(total_wall=60)


def test_a_fault_of_ours_waits_for_a_person_and_is_explained_to_staff_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = unpacked(tmp_path)
    suite = where.source / "assignments" / "tiny" / "tests" / "private" / DOUBLE.file
    suite.write_text(suite.read_text().replace("expect(student.double(X).y", "expect(no_such_name"))
    seal(where.source, "tiny")
    results = delivered_at(where)
    broken = next(test for test in results["tests"] if test["extra_data"]["check"] == DOUBLE.id)
    assert (broken["score"], broken["extra_data"]["status"]) == (0, Status.GRADER_ERROR.value)
    assert "status" not in broken
    assert results["extra_data"]["needs_review"] is True
    told = capsys.readouterr().out
    assert "tiny needs review: grader_error" in told
    assert "no_such_name" in told
    assert "no_such_name" not in json.dumps(results)


def test_a_worker_cannot_read_what_the_platform_says_of_students(delivered: Deliver, tmp_path: Path) -> None:
    path = tmp_path / "submission_metadata.json"
    source = RIGHT.replace(
        "    return x + x",
        f"    with open({str(path)!r}) as file:\n        raise ValueError(file.read())",
    )
    results = delivered(source)
    shape = next(test for test in results["tests"] if test["extra_data"]["check"] == "t.double.shape")
    assert shape["extra_data"]["codes"] == ["raised"]
    assert "PermissionError" in shape["output"] or "FileNotFoundError" in shape["output"]
    assert "Sara" not in json.dumps(results)


def test_results_that_cannot_be_written_are_left_to_staff(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = opened(unpacked(tmp_path))
    folder.path = tmp_path / "a file"
    folder.path.write_text("where the folder should be", "utf-8")
    with pytest.raises(OutputError):
        finish(folder, {"score": 2.5})
    assert '"score": 2.5' in capsys.readouterr().out
