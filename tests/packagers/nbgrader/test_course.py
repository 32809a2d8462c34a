"""The files of a course: a pack that only its owner reads, and nothing of the instructor's written over."""

import pytest

from autograder.errors import UsageError
from autograder.packagers.nbgrader.course import Course, write

COURSE = Course(
    source={"rnn.ipynb": b"1", "tests/public/a.py": b"2"},
    pack={"secret": b"3", "engine/x.py": b"4"},
    own={"README.md": b"5"},
)


def test_it_says_what_was_written(tmp_path):
    assert write(COURSE, tmp_path, "a1") == (
        tmp_path / "README.md",
        tmp_path / "source" / "a1",
        tmp_path / "private" / "a1",
    )
    assert (tmp_path / "source" / "a1" / "tests" / "public" / "a.py").read_bytes() == b"2"
    assert (tmp_path / "private" / "a1" / "engine" / "x.py").read_bytes() == b"4"


def test_only_its_owner_can_read_a_pack(tmp_path):
    write(COURSE, tmp_path, "a1")
    private = tmp_path / "private"
    assert {path.stat().st_mode & 0o077 for path in (private, *private.rglob("*"))} == {0}


def test_a_pack_is_replaced_as_a_whole_and_nothing_else_is(tmp_path):
    write(COURSE, tmp_path, "a1")
    for name in ("private/a1/old.py", "private/a2", "source/a1/mine.txt", "README.md"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    (tmp_path / "private" / ".a1.unfinished").mkdir()
    assert write(COURSE, tmp_path, "a1") == (tmp_path / "source" / "a1", tmp_path / "private" / "a1")
    assert sorted(path.name for path in (tmp_path / "private").iterdir()) == ["a1", "a2"]
    assert not (tmp_path / "private" / "a1" / "old.py").exists()
    assert (tmp_path / "source" / "a1" / "mine.txt").read_text("utf-8") == "mine"
    assert (tmp_path / "README.md").read_text("utf-8") == "mine"


def test_what_cannot_be_written_is_named(tmp_path):
    (tmp_path / "source").write_text("a file", encoding="utf-8")
    with pytest.raises(UsageError, match=r"source.*: cannot be written"):
        write(COURSE, tmp_path, "a1")
