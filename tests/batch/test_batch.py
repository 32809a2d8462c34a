"""Many submissions: each has its reports and its line, whatever becomes of another."""

import csv
import io
import json
from pathlib import Path

import pytest
from support.tiny import CHECKS, RIGHT, STARTER, write

from autograder import batch, loading
from autograder.batch import Graded, How, grade_all, jobs, table
from autograder.errors import SandboxError, UsageError
from autograder.model.assignment import Assignment, Visibility
from autograder.secret import Secret


@pytest.fixture
def tiny(tmp_path: Path) -> Assignment:
    return loading.load(write(tmp_path))


@pytest.fixture
def how(tmp_path: Path) -> How:
    return How(tmp_path / "out", Secret(b"a secret of tests"), "en", frozenset({Visibility.VISIBLE}))


def handed_in(root: Path, **files: str) -> list[Path]:
    folder = root / "class"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, "utf-8")
    return sorted(folder.iterdir())


def test_every_submission_has_its_reports_and_its_line(tiny: Assignment, how: How, tmp_path: Path) -> None:
    paths = handed_in(tmp_path, ada=RIGHT, bob=STARTER, cyd="def (")
    graded = list(grade_all(tiny, jobs(paths, how), 2, allow_weak=True))
    lines = list(csv.DictReader(io.StringIO(table(tiny, graded))))
    assert [line["submission"] for line in lines] == ["ada", "bob", "cyd"]
    assert [float(line["score"]) for line in lines] == [3, 0, 0]
    assert [sum(float(line[check.id]) for check in CHECKS) for line in lines] == [3, 0, 0]
    for one in ("ada", "bob", "cyd"):
        tests = json.loads((how.out / one / "results.json").read_text("utf-8"))["tests"]
        assert [test["extra_data"]["check"] for test in tests] == [check.id for check in CHECKS]
        assert (how.out / one / "report.json").exists()


def test_a_submission_that_cannot_be_read_costs_the_others_nothing(
    tiny: Assignment, how: How, tmp_path: Path
) -> None:
    paths = [*handed_in(tmp_path, ada=RIGHT), tmp_path / "nowhere.py"]
    graded = {one.name: one for one in grade_all(tiny, jobs(paths, how), 1, allow_weak=True)}
    assert graded["ada"].report
    assert graded["ada"].report.score == 3
    assert graded["nowhere.py"].report is None
    assert "nowhere.py" in graded["nowhere.py"].error


def test_an_error_of_ours_is_told_and_costs_the_others_nothing(
    tiny: Assignment, how: How, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(batch, "grade", fail)
    (job,) = jobs(handed_in(tmp_path, ada=RIGHT), how)
    assert batch.grade_one(tiny, job, None) == Graded("ada", None, "ZeroDivisionError")  # type: ignore[arg-type]
    tests = json.loads((how.out / "ada" / "results.json").read_text("utf-8"))["tests"]
    assert len(tests) == len(CHECKS)


def test_a_sandbox_that_does_not_hold_is_told_of_each(
    tiny: Assignment, how: How, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        message = "it does not hold"
        raise SandboxError(message)

    monkeypatch.setattr(batch, "grade", fail)
    (job,) = jobs(handed_in(tmp_path, ada=RIGHT), how)
    assert batch.grade_one(tiny, job, None) == Graded("ada", None, "it does not hold")  # type: ignore[arg-type]


def test_a_grade_whose_reports_cannot_be_written_is_not_lost(
    tiny: Assignment, how: How, tmp_path: Path
) -> None:
    how.out.write_text("a file where the folder should be", "utf-8")
    (graded,) = grade_all(tiny, jobs(handed_in(tmp_path, ada=RIGHT), how), 1, allow_weak=True)
    assert graded.report
    assert graded.report.score == 3
    assert "cannot be written" in graded.error
    assert table(tiny, [graded]).splitlines()[1].startswith("ada,3.0,3.0,0.0,,")


def test_two_submissions_of_one_name_are_refused(how: How, tmp_path: Path) -> None:
    paths = handed_in(tmp_path, ada=RIGHT)
    (tmp_path / "ada.zip").write_bytes(b"")
    with pytest.raises(UsageError, match="called ada"):
        jobs([*paths, tmp_path / "ada.zip"], how)


def test_a_name_never_becomes_a_formula(tiny: Assignment) -> None:
    assert '"\'=HYPERLINK(""http://x"")"' in table(tiny, [Graded('=HYPERLINK("http://x")', None, "no")])


def test_a_submission_whose_process_was_killed_is_told_and_has_a_line(
    tiny: Assignment, how: How, tmp_path: Path
) -> None:
    graded = list(batch.told(jobs(handed_in(tmp_path, ada=RIGHT), how), iter([(0, batch.Ended(-9))])))
    assert graded[0].report is None
    assert "exit code -9" in graded[0].error
    assert table(tiny, graded).splitlines()[1].startswith("ada,,3.0,,yes,")
