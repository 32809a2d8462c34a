"""The public checks on a student's own work, and what is said to usual slips."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import forecast
from support.tiny import DOUBLE, RIGHT, SHAPE, STARTER, write

from autograder import checking
from autograder.errors import UsageError
from autograder.model.outcome import Status
from autograder.worker import tensors

WRONG = RIGHT.replace("x + x", "x[0]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the tiny assignment."""
    return write(tmp_path)


@pytest.fixture
def work(tmp_path: Path) -> Callable[[str], Path]:
    def save(source: str) -> Path:
        path = tmp_path / "mine.py"
        path.write_text(source, encoding="utf-8")
        return path

    return save


@pytest.mark.parametrize(
    ("source", "status"),
    [(RIGHT, Status.PASSED), (WRONG, Status.FAILED), (STARTER, Status.NOT_IMPLEMENTED)],
)
def test_only_public_checks_run(
    folder: Path, work: Callable[[str], Path], source: str, status: Status
) -> None:
    checked = checking.check_submission(folder, checking.read_path(work(source)))
    assert [(g.check.id, g.outcome.status) for g in checked.report.checks] == [(SHAPE.id, status)]
    assert checked.language == "both"


def test_checks_can_be_named(folder: Path, work: Callable[[str], Path]) -> None:
    checked = checking.check_submission(folder, checking.read_path(work(RIGHT)), (SHAPE.id,))
    assert [grade.check.id for grade in checked.report.checks] == [SHAPE.id]


def test_a_private_check_cannot_be_named(folder: Path, work: Callable[[str], Path]) -> None:
    with pytest.raises(UsageError) as refused:
        checking.check_submission(folder, checking.read_path(work(RIGHT)), (DOUBLE.id,))
    assert f"There is no public check `{DOUBLE.id}`. There are `{SHAPE.id}`." in str(refused.value)


def test_every_slip_is_answered_in_both_languages() -> None:
    with pytest.raises(UsageError) as refused:
        checking.refuse("no_path", path="rn.py")
    english, arabic = str(refused.value).splitlines()
    assert english == "There is no file or folder `rn.py`."
    assert arabic == "لا يوجد ملف أو مجلد باسم \u2066`rn.py`\u2069."


def test_a_folder_without_work_is_nothing_to_check(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=r"`empty` holds no `rnn\.py` and no notebook"):
        checking.check_submission(folder, checking.read_path(tmp_path / "empty"))


def test_work_that_cannot_be_read_is_reported_and_not_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "rnn.zip").write_bytes(b"PK\x03\x04 and no more")
    report = checking.check_submission(folder, checking.read_path(tmp_path / "rnn.zip")).report
    assert "archive_refused" in [note.code for note in report.notes]


def test_the_nearest_assignment_is_that_of_a_folder_above(folder: Path) -> None:
    assert checking.nearest(folder) == checking.nearest(folder / "tests" / "public") == folder


def test_in_no_assignment_s_folder_the_one_below_is_named(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"in `assignments`, but there is one in `tiny`.*`cd tiny`"):
        checking.nearest(folder.parent)


def test_in_no_assignment_s_folder_with_none_below_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Change into the folder of the assignment"):
        checking.nearest(tmp_path)


def test_an_assignment_is_named_by_folder_or_id(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert checking.named("tiny") == Path("tiny")
    assert checking.named("another") == "another"
    monkeypatch.chdir(folder / "tests")
    assert checking.named(".") == folder


@pytest.mark.parametrize(
    ("argument", "is_work"),
    [("rnn.py", True), ("my.IPYNB", True), ("x.tar.gz", True), ("a1_rnn", False), (".", False)],
)
def test_a_file_is_told_from_an_assignment(argument: str, *, is_work: bool) -> None:
    assert checking.looks_like_work(argument) is is_work


def test_any_file_there_is_can_be_checked(tmp_path: Path) -> None:
    (tmp_path / "answer").touch()
    assert checking.looks_like_work(str(tmp_path / "answer"))


@pytest.mark.parametrize(
    ("typed", "meant"), [("rn.py", "Did you mean `[^`]*rnn.py`"), ("zzz", r"folder `[^`]*zzz`\.\n")]
)
def test_a_path_that_is_not_there_is_answered_with_a_similar_one(
    tmp_path: Path, typed: str, meant: str
) -> None:
    (tmp_path / "rnn.py").touch()
    assert checking.existing(tmp_path / "rnn.py") == tmp_path / "rnn.py"
    with pytest.raises(UsageError, match=meant):
        checking.existing(tmp_path / typed)


@pytest.fixture
def without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tensors, "is_installed", lambda: False)


@pytest.mark.usefixtures("without_torch")
def test_without_pytorch_the_rest_is_checked_and_the_report_says_so(tmp_path: Path) -> None:
    told = forecast.load(tmp_path)
    forecast.read(tmp_path, told)
    checked = checking.check_submission(told.folder, checking.read_path(tmp_path / "handed_in"))
    assert [(g.check.id, g.outcome.status) for g in checked.report.checks] == [("n.double", Status.PASSED)]
    assert [note.code for note in checked.report.notes] == ["torch_missing"]


@pytest.mark.usefixtures("without_torch")
def test_without_pytorch_checks_that_all_need_it_are_refused(tmp_path: Path) -> None:
    told = forecast.load(tmp_path)
    with pytest.raises(UsageError, match="`python -m pip install torch`"):
        checking.check_submission(told.folder, checking.read_path(None), ("t.forward",))
