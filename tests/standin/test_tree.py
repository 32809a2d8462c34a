import io
import os
import stat
import zipfile

import pytest

from autograder.errors import UsageError
from autograder.standin.tree import laid


@pytest.fixture
def lay(pack):
    return lambda submission: laid(pack(**{"data/x": "1"}), submission, b"{}")


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_the_tree_is_the_platforms(lay, submission):
    with lay(submission) as tree:
        assert names(tree) == [
            *("results", "run_autograder", "source", "source/data", "source/data/x"),
            *("source/run_autograder", "source/setup.sh", "submission", "submission/rnn.py"),
            "submission_metadata.json",
        ]
        assert (tree / "run_autograder").read_bytes() == (tree / "source/run_autograder").read_bytes()
        assert (tree / "submission_metadata.json").read_bytes() == b"{}"


def test_modes_are_those_of_the_zip_and_folders_are_open_whatever_the_umask(lay, submission):
    before = os.umask(0o077)
    try:
        with lay(submission) as tree:
            for name in ("", "source", "submission", "results", "source/setup.sh", "run_autograder"):
                assert stat.S_IMODE((tree / name).stat().st_mode) == 0o755
    finally:
        os.umask(before)


def test_nothing_is_left_of_the_tree(lay, submission):
    with lay(submission) as tree:
        pass
    assert not tree.parent.exists()


def test_a_submitted_folder_is_its_files_and_links_stay_links(lay, tmp_path):
    work = tmp_path / "work"
    (work / "deep").mkdir(parents=True)
    (work / "deep" / "rnn.py").touch()
    (work / "link").symlink_to("/etc/passwd")
    with lay(work) as tree:
        assert names(tree / "submission") == ["deep", "deep/rnn.py", "link"]
        assert (tree / "submission" / "link").is_symlink()


def test_a_submitted_zip_is_unpacked_inside_its_folder_whatever_its_names(lay, tmp_path):
    path = tmp_path / "work.zip"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as opened:
        opened.writestr("a/rnn.py", "x = 1")
        opened.writestr("../../outside.py", "x = 1")
    path.write_bytes(content.getvalue())
    with lay(path) as tree:
        assert names(tree / "submission") == ["a", "a/rnn.py", "outside.py"]


def test_an_empty_folder_is_a_submission(lay, tmp_path):
    (tmp_path / "empty").mkdir()
    with lay(tmp_path / "empty") as tree:
        assert names(tree / "submission") == []


def test_a_submission_that_is_not_there_is_a_usage_error(lay, tmp_path):
    with pytest.raises(UsageError, match="there is no submission"), lay(tmp_path / "nowhere"):
        pass
