"""A zip is made of names and contents and of nothing else."""

import hashlib
import io
import os
import stat
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import OutputError
from autograder.packagers.archive import write, zipped

FILES = {
    "setup.sh": b"#!/bin/sh\n",
    "engine/autograder/messages/ar.yaml": "نص\n".encode(),
    "secret": b"\x00\xff",
}
NAMES = st.from_regex(r"[a-zA-Zأ-ي0-9_.-]{1,8}(/[a-z_]{1,8}){0,2}", fullmatch=True)


def members(content: bytes) -> dict[str, zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {member.filename: member for member in archive.infolist()}


def mode(member: zipfile.ZipInfo) -> int:
    return member.external_attr >> 16


@given(st.dictionaries(NAMES, st.binary(max_size=50)))
def test_what_is_packed_comes_out_sorted(files):
    with zipfile.ZipFile(io.BytesIO(zipped(files))) as archive:
        assert archive.namelist() == sorted(files)
        assert {name: archive.read(name) for name in archive.namelist()} == files


@given(st.dictionaries(NAMES, st.binary(max_size=50)), st.randoms())
def test_the_order_of_the_files_makes_no_difference(files, random):
    shuffled = random.sample(list(files.items()), len(files))
    assert zipped(dict(shuffled)) == zipped(files)


def test_the_bytes_are_the_same_on_every_python_and_machine():
    """The hash was written down once, on Python 3.10; these tests also run on others."""
    digest = hashlib.sha256(zipped(FILES, {"setup.sh"})).hexdigest()
    assert digest == "ab512e1481a1b84c36fa33e570779fed3e14269a5449328461787cbd5f1db248"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no time zones to set")
def test_neither_time_zone_nor_umask_makes_a_difference(monkeypatch):
    here = zipped(FILES)
    monkeypatch.setenv("TZ", "Asia/Riyadh")
    time.tzset()
    before = os.umask(0o077)
    try:
        assert zipped(FILES) == here
    finally:
        os.umask(before)
        monkeypatch.undo()
        time.tzset()


def test_a_script_can_be_run_and_nothing_else():
    packed = members(zipped(FILES, {"setup.sh"}))
    assert {name: oct(mode(member)) for name, member in packed.items()} == {
        "setup.sh": oct(stat.S_IFREG | 0o755),
        "engine/autograder/messages/ar.yaml": oct(stat.S_IFREG | 0o644),
        "secret": oct(stat.S_IFREG | 0o644),
    }


def test_no_member_has_a_date():
    assert {member.date_time for member in members(zipped(FILES)).values()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_zip_is_written_with_its_folder_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "new" / "pack.zip"
    write(path, FILES)
    write(path, FILES, {"setup.sh"})
    assert path.read_bytes() == zipped(FILES, {"setup.sh"})
    assert list(path.parent.iterdir()) == [path]


def test_a_private_zip_is_its_owners(tmp_path):
    write(tmp_path / "pack.zip", FILES, mode=0o600)
    assert stat.S_IMODE((tmp_path / "pack.zip").stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"pack\.zip: cannot be written: "):
        write(tmp_path / "file" / "pack.zip", FILES)


def test_a_zip_that_could_not_be_finished_leaves_nothing(tmp_path):
    (tmp_path / "pack.zip").mkdir()
    with pytest.raises(OutputError, match=r"pack\.zip: cannot be written: Is a directory"):
        write(tmp_path / "pack.zip", FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"]
