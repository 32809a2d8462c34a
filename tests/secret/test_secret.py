"""The secret comes from the option, else the environment, else the sample, and says which."""

from pathlib import Path

import pytest
from support.tiny import write

from autograder import loading
from autograder.errors import UsageError
from autograder.model.assignment import Assignment
from autograder.secret import VARIABLE, Secret, content, read


@pytest.fixture
def assignment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Assignment:
    monkeypatch.delenv(VARIABLE, raising=False)
    return loading.load(write(tmp_path))


def secret_file(folder: Path, name: str, value: bytes) -> str:
    (folder / name).write_bytes(value)
    return str(folder / name)


def test_without_any_the_sample_is_taken_and_called_one(assignment: Assignment) -> None:
    assert read(None, assignment) == Secret(b"only a sample of a secret", sample=True)


def test_the_option_comes_before_the_environment(
    assignment: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, secret_file(tmp_path, "one", b"1" * 16))
    assert read(None, assignment) == Secret(b"1" * 16)
    assert read(secret_file(tmp_path, "two", b"2" * 16), assignment) == Secret(b"2" * 16)


def test_white_space_at_the_ends_does_not_count(tmp_path: Path) -> None:
    path = secret_file(tmp_path, "secret", b"\n a secret of tests \r\n")
    assert content(Path(path)) == b"a secret of tests"


@pytest.mark.parametrize("value", [b"", b"too short", b" " * 100])
def test_a_short_secret_is_refused(tmp_path: Path, value: bytes) -> None:
    with pytest.raises(UsageError, match="is shorter than 16 bytes"):
        content(Path(secret_file(tmp_path, "secret", value)))


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, assignment: Assignment) -> None:
    with pytest.raises(UsageError, match=r"cannot read the secret .*: No such file"):
        read(str(tmp_path / "nowhere"), assignment)


def test_without_a_sample_one_must_be_given(assignment: Assignment) -> None:
    (assignment.folder.parent / "sample_secret.txt").unlink()
    with pytest.raises(UsageError, match="no secret: give --secret-file or set AUTOGRADER_SECRET_FILE"):
        read(None, assignment)
