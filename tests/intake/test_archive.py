"""Zips and tars: what is read, what is refused, and that refusing is quick."""

import gzip
import io
import stat
import tarfile
import time
import zipfile
from collections.abc import Callable, Mapping

import pytest

from autograder.intake import limits
from autograder.intake.archive import is_archive, read_archive
from autograder.intake.found import Found

Zip = Callable[[Mapping[str, str]], bytes]


def refusals(found: Found) -> list[tuple[object, object]]:
    return [(n.params["file"], n.params["reason"]) for n in found.notes if n.code == "archive_refused"]


def zip_entry(name: str, *, mode: int = 0, flags: int = 0, data: str = "x = 1") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, data)
        archive.writestr("rnn.py", "good = 1")
    raw = bytearray(buffer.getvalue())
    central = raw.index(b"PK\x01\x02")
    raw[6] |= flags
    raw[central + 8] |= flags
    return bytes(raw)


def tar_member(name: str, kind: bytes, target: str = "") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, target
        archive.addfile(member)
    return buffer.getvalue()


def test_only_python_files_and_notebooks_are_read(zipped: Zip) -> None:
    data = zipped({"a/rnn.py": "1", "b.ipynb": "2", "c.txt": "3", "d.csv": "4"})
    assert read_archive("x.zip", data) == Found({"a/rnn.py": b"1", "b.ipynb": b"2"})


def test_a_tar_gz_and_a_tar_are_read_as_a_zip_is(tarred: Zip) -> None:
    data = tarred({"a/rnn.py": "1"})
    expected = Found({"a/rnn.py": b"1"})
    assert read_archive("x.tar.gz", data) == expected
    assert read_archive("x.tar", gzip.decompress(data)) == expected


@pytest.mark.parametrize(
    "name",
    ["__MACOSX/rnn.py", "._rnn.py", ".ipynb_checkpoints/rnn.py", "a/__pycache__/rnn.py", "a/.b/rnn.py"],
)
def test_what_tools_left_behind_is_passed_over_in_silence(zipped: Zip, tarred: Zip, name: str) -> None:
    assert read_archive("x.zip", zipped({name: "1"})) == Found({})
    assert read_archive("x.tar.gz", tarred({name: "1"})) == Found({})


@pytest.mark.parametrize(
    "name", ["../rnn.py", "a/../../rnn.py", "/etc/rnn.py", "C:/rnn.py", "..\\rnn.py", "\\\\host\\rnn.py"]
)
def test_a_path_that_leads_outside_is_refused(zipped: Zip, tarred: Zip, name: str) -> None:
    assert refusals(read_archive("x.zip", zipped({name: "1"}))) == [(name, "traversal")]
    assert refusals(read_archive("x.tar.gz", tarred({name: "1"}))) == [(name, "traversal")]


def test_backslashes_separate_folders(zipped: Zip) -> None:
    assert list(read_archive("x.zip", zipped({"work\\rnn.py": "1"})).files) == ["work/rnn.py"]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (zip_entry("link.py", mode=stat.S_IFLNK | 0o777, data="/etc/passwd"), "link"),
        (zip_entry("pipe.py", mode=stat.S_IFIFO | 0o666), "device"),
        (zip_entry("secret.py", flags=1), "encrypted"),
    ],
    ids=["link", "device", "encrypted"],
)
def test_a_strange_entry_is_refused_and_the_others_are_read(entry: bytes, reason: str) -> None:
    found = read_archive("x.zip", entry)
    assert [why for _, why in refusals(found)] == [reason]
    assert list(found.files) == ["rnn.py"]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (tarfile.SYMTYPE, "link"),
        (tarfile.LNKTYPE, "link"),
        (tarfile.CHRTYPE, "device"),
        (tarfile.FIFOTYPE, "device"),
    ],
)
def test_a_tar_member_that_is_no_file_is_refused(kind: bytes, reason: str) -> None:
    found = read_archive("x.tar.gz", tar_member("rnn.py", kind, "/etc/passwd"))
    assert (found.files, refusals(found)) == ({}, [("rnn.py", reason)])


def test_a_compression_without_a_limit_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("rnn.py", "x = 1")
    assert refusals(read_archive("x.zip", buffer.getvalue())) == [("rnn.py", "broken")]


def test_an_archive_in_an_archive_is_noted(zipped: Zip) -> None:
    (note,) = read_archive("x.zip", zipped({"inner.zip": "PK"})).notes
    assert (note.code, dict(note.params)) == (
        "file_ignored",
        {"file": "inner.zip", "reason": "nested_archive"},
    )


def test_of_two_files_with_one_name_the_later_is_read() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for text in (b"1", b"2"):
            member = tarfile.TarInfo("rnn.py")
            member.size = 1
            archive.addfile(member, io.BytesIO(text))
    found = read_archive("x.tar", buffer.getvalue())
    assert found.files == {"rnn.py": b"2"}
    assert [dict(note.params) for note in found.notes] == [{"file": "rnn.py", "reason": "duplicate"}]


@pytest.mark.parametrize("names", [("RNN.py", "rnn.py"), ("e\u0301/rnn.py", "É/RNN.py")])
def test_names_that_differ_only_in_case_or_composition_are_noted(zipped: Zip, names: tuple[str, str]) -> None:
    found = read_archive("x.zip", zipped(dict.fromkeys(names, "1")))
    assert len(found.files) == 1
    assert [reason for _, reason in refusals(found)] == ["collision"]


def test_the_same_name_in_two_unicode_forms_is_one_file(zipped: Zip) -> None:
    found = read_archive("x.zip", zipped({"e\u0301.py": "1", "\u00e9.py": "2"}))
    assert found.files == {"\u00e9.py": b"2"}


def test_a_file_that_is_too_large_is_left_out(zipped: Zip) -> None:
    (note,) = read_archive("x.zip", zipped({"rnn.py": "#" * (limits.FILE + 1)})).notes
    assert (note.code, note.params["limit"]) == ("file_too_large", limits.FILE)


def test_all_files_together_are_limited() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for i in range(25):
            archive.writestr(f"{i}.py", "#" * limits.FILE)
    found = read_archive("x.zip", buffer.getvalue())
    assert sum(map(len, found.files.values())) <= limits.TOTAL
    assert {note.code for note in found.notes} == {"file_too_large"}


def test_no_more_files_are_read_than_the_limit(zipped: Zip) -> None:
    found = read_archive("x.zip", zipped({f"{i}.py": "1" for i in range(limits.FILES + 5)}))
    assert len(found.files) == limits.FILES
    assert [(n.code, n.params["limit"]) for n in found.notes] == [("files_too_many", limits.FILES)]


def many_entries() -> bytes:
    entry = b"PK\x01\x02" + bytes(24) + (1).to_bytes(2, "little") + bytes(16) + b"a"
    count = 100_000
    end = b"PK\x05\x06" + bytes(8) + (len(entry) * count).to_bytes(4, "little") + bytes(6)
    return b"PK\x03\x04" + entry * count + end


def zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("rnn.py", "w") as member:
        for _ in range(64):
            member.write(bytes(1 << 20))
    return buffer.getvalue()


def many_members() -> bytes:
    empty = tarfile.TarInfo("a.txt").tobuf()
    return gzip.compress(empty * 100_000, 1)


@pytest.mark.parametrize(
    ("bomb", "reason"),
    [
        (many_entries, "too_many"),
        (zip_bomb, "bomb"),
        (many_members, "too_many"),
        (lambda: gzip.compress(bytes(limits.ARCHIVE + 1), 9), "bomb"),
        (lambda: b"PK\x03\x04 and no more", "broken"),
        (lambda: b"Rar!\x1a\x07", "broken"),
    ],
    ids=["100,000 entries", "zip bomb", "100,000 members", "gzip bomb", "cut off", "rar"],
)
def test_a_hostile_archive_is_refused_quickly(bomb: Callable[[], bytes], reason: str) -> None:
    data = bomb()
    began = time.process_time()
    assert refusals(read_archive("x.zip", data)) == [("x.zip", reason)]
    assert time.process_time() - began < 2


def test_a_member_that_is_damaged_is_refused_and_the_others_are_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.py", "original")
        archive.writestr("b.py", "fine")
    found = read_archive("x.zip", buffer.getvalue().replace(b"original", b"changed!"))
    assert (found.files, refusals(found)) == ({"b.py": b"fine"}, [("a.py", "broken")])


@pytest.mark.parametrize(
    ("name", "start", "expected"),
    [
        ("upload", b"PK\x03\x04", True),
        ("rnn.py", b"\x1f\x8b\x08", True),
        ("old.rar", b"Rar!", True),
        ("rnn.py", b"import numpy", False),
        ("rnn.ipynb", b"{", False),
        ("rnn", b"", False),
    ],
)
def test_an_archive_is_told_by_its_bytes_or_its_name(name: str, start: bytes, expected: bool) -> None:  # noqa: FBT001
    assert is_archive(name, start) is expected
