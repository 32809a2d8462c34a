"""Folders, single files and the id that a path gives."""

import os
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.intake import limits
from autograder.intake.folder import read_folder
from autograder.intake.locate import locate, submission_id


def test_a_folder_is_read_at_any_depth(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "rnn.py").write_text("1")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "hook.py").write_text("2")
    assert dict(locate(tmp_path).files) == {"a/b/rnn.py": b"1"}


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("expected values")
    work = tmp_path / "work"
    work.mkdir()
    (work / "rnn.py").symlink_to(tmp_path / "secret.txt")
    (work / "up").symlink_to(tmp_path)
    found = locate(work)
    assert found.files == {}
    assert [(n.params["file"], n.params["reason"]) for n in found.notes] == [
        ("rnn.py", "link"),
        ("up", "link"),
    ]


def test_a_pipe_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rnn.py")
    assert locate(tmp_path).files == {}


def test_a_pipe_is_no_submission(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rnn.py")
    with pytest.raises(UsageError, match="no such file or folder"):
        locate(tmp_path / "rnn.py")


def test_a_folder_that_cannot_be_listed_counts_as_empty(tmp_path: Path) -> None:
    assert read_folder(tmp_path / "vanished").files == {}


def test_a_folder_with_too_many_entries_is_read_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ENTRIES", 2)
    for name in "abc":
        (tmp_path / f"{name}.py").write_text("1")
    found = locate(tmp_path)
    assert list(found.files) == ["a.py", "b.py"]
    assert [n.params["reason"] for n in found.notes] == ["too_many"]


def test_folders_are_entered_only_so_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FOLDER_DEPTH", 1)
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "yes.py").write_text("1")
    (tmp_path / "a" / "b" / "no.py").write_text("1")
    assert list(locate(tmp_path).files) == ["a/yes.py"]


@pytest.mark.parametrize(
    ("name", "limit"), [("rnn.py", limits.FILE), ("rnn.ipynb", limits.NOTEBOOK), ("rnn.zip", limits.ARCHIVE)]
)
def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, limit: int
) -> None:
    monkeypatch.setattr(limits, "ARCHIVE", min(limit, limits.NOTEBOOK))
    path = tmp_path / name
    path.write_bytes(b" " * (limit + 1 if name != "rnn.zip" else limits.NOTEBOOK + 1))
    found = locate(path)
    assert found.files == {}
    assert [n.code for n in found.notes] == ["file_too_large"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("alice.py", "alice"),
        ("alice.tar.gz", "alice"),
        ("a.b.zip", "a.b"),
        ("سارة.ipynb", "سارة"),
        ("evil\u202egnp.py", "evilgnp"),
        ("new\nline\x1b[31m.py", "newline[31m"),
        ("\u200e.py", "submission"),
        ("x" * 100 + ".py", "x" * 80),
    ],
)
def test_the_id_is_the_name_made_printable(tmp_path: Path, name: str, expected: str) -> None:
    (tmp_path / name).write_text("")
    assert submission_id(tmp_path / name) == expected


def test_the_id_of_a_folder_is_its_whole_name(tmp_path: Path) -> None:
    (tmp_path / "group.7").mkdir()
    assert submission_id(tmp_path / "group.7") == "group.7"


def test_the_id_of_the_working_folder_is_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bob").mkdir()
    monkeypatch.chdir(tmp_path / "bob")
    assert submission_id(Path()) == "bob"
