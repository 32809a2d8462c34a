"""A manifest says what was packed, and verifying it says what arrived otherwise."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import __version__
from autograder.errors import UsageError
from autograder.manifest import NAME, PYTHON, Damage, Fault, Manifest, manifest, read, verify

CHECKOUT = Path(__file__).parents[2]
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""The SHA-256 of nothing (FIPS 180-4)."""
FILES = {"setup.sh": b"#!/bin/sh\nexit 0\n", "engine/code.py": b"x = 1\n", "empty": b""}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give an unpacked pack."""
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "setup.sh").chmod(0o755)
    (tmp_path / NAME).write_bytes(manifest("gradescope", "tiny", FILES, {"setup.sh"}).to_json())
    return tmp_path


def test_it_holds_who_and_what_and_no_date():
    assert json.loads(manifest("gradescope", "tiny", {"empty": b""}, {"empty"}).to_json()) == {
        "kind": "gradescope",
        "assignment": "tiny",
        "engine": __version__,
        "python": PYTHON,
        "scripts": ["empty"],
        "files": {"empty": EMPTY},
    }


def test_its_pythons_are_those_of_the_project():
    project = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'^requires-python = "(.*)"$', project, re.MULTILINE)[1] == PYTHON


@given(TEXTS, TEXTS, st.dictionaries(TEXTS, st.binary(max_size=20)))
def test_what_is_written_can_be_read(tmp_path_factory, kind, assignment, files):
    path = tmp_path_factory.mktemp("pack") / NAME
    written = manifest(kind, assignment, files, files)
    path.write_bytes(written.to_json())
    assert read(path) == written


def test_the_order_of_the_files_makes_no_difference():
    backwards = dict(reversed(FILES.items()))
    assert (
        manifest("k", "a", backwards, ["b", "a"]).to_json() == manifest("k", "a", FILES, ["a", "b"]).to_json()
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"{}",
        json.dumps({**json.loads(Manifest("k", "a", {}).to_json()), "files": []}).encode(),
    ],
)
def test_what_is_no_manifest_is_refused(tmp_path, content):
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(UsageError, match="is not the manifest of a pack"):
        read(tmp_path / NAME)
    assert verify(tmp_path) == (Damage(NAME, Fault.UNREADABLE),)


def test_a_whole_pack_has_no_damage(folder):
    (folder / "engine" / "__pycache__").mkdir()
    (folder / "engine" / "__pycache__" / "code.pyc").touch()
    assert verify(folder) == ()


def test_without_a_manifest_nothing_is_known(folder):
    (folder / NAME).unlink()
    assert verify(folder) == (Damage(NAME, Fault.MISSING),)


def test_every_kind_of_damage_is_told_apart(folder):
    (folder / "engine" / "code.py").write_bytes(b"x = 2\n")
    (folder / "empty").unlink()
    (folder / "setup.sh").write_bytes(FILES["setup.sh"].replace(b"\n", b"\r\n"))
    assert [str(damage) for damage in verify(folder)] == [
        "empty is missing",
        "engine/code.py is not the file that was packed",
        "setup.sh has the line ends of Windows (CRLF); it must have those of Unix (LF)",
    ]


def test_a_script_that_may_not_be_run_is_damage(folder):
    (folder / "setup.sh").chmod(0o644)
    assert verify(folder) == (Damage("setup.sh", Fault.NOT_EXECUTABLE),)
    assert str(verify(folder)[0]) == "setup.sh may not be run: it has no executable bit"
