"""An assignment is found by its id or its folder, wherever the command runs."""

from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.loading.find import VARIABLE, find_folder, find_root


@pytest.fixture
def elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work two levels below a checkout whose `assignments/` holds `tiny`."""
    root = folder.parent / "assignments"
    below = folder.parent / "a" / "b"
    root.mkdir()
    below.mkdir(parents=True)
    folder.rename(root / "tiny")
    monkeypatch.chdir(below)
    monkeypatch.delenv(VARIABLE, raising=False)
    return root


def test_an_id_is_looked_up_in_the_given_root(folder: Path) -> None:
    assert find_folder("tiny", folder.parent) == folder


def test_an_id_is_looked_up_above_the_working_directory(elsewhere: Path) -> None:
    assert find_folder("tiny", None) == elsewhere / "tiny"


def test_an_id_is_looked_up_where_the_environment_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(folder.parent))
    assert find_folder("tiny", None) == folder


@pytest.mark.parametrize("given", [".", "./", "../tiny"])
def test_a_folder_is_itself(folder: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.chdir(folder)
    assert find_folder(given, None) == folder


def test_an_unknown_id_names_the_nearest_and_all(folder: Path) -> None:
    with pytest.raises(UsageError) as raised:
        find_folder("tinny", folder.parent)
    assert str(raised.value) == 'there is no assignment "tinny"; there are tiny; did you mean "tiny"?'


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is not the folder of an assignment: it holds no assignment\.yaml"):
        find_folder(tmp_path, None)


def test_a_root_without_assignments_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^no assignments in "):
        find_root(tmp_path)


def test_no_root_anywhere_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("autograder.__file__", str(tmp_path / "site-packages/autograder/__init__.py"))
    with pytest.raises(UsageError, match=rf"give an assignment's folder, or set {VARIABLE}$"):
        find_root(None)
