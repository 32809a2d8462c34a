"""Every file of a bundle is read or refused."""

import io
import lzma
import zipfile
from pathlib import Path

import numpy as np
import pytest

from autograder.packagers import contents
from autograder.packagers.archive import zipped
from autograder.packagers.contents import Fault, Piece, Refused, decoded, pieces


def found(data: bytes, name: str = "a") -> list[tuple[str, bytes]]:
    return [(piece.path, piece.data) for piece in pieces({name: data}) if isinstance(piece, Piece)]


def faults(files: dict[str, bytes]) -> dict[str, Fault]:
    return {piece.path: piece.fault for piece in pieces(files) if isinstance(piece, Refused)}


def test_archives_in_archives_are_opened() -> None:
    inner = zipped({"c/d.py": b"x"})
    assert ("a!b.zip!c/d.py", b"x") in found(zipped({"b.zip": inner, "empty.txt": b""}))
    assert ("a!data", b"text") in found(lzma.compress(b"text"))


def locked() -> bytes:
    data = bytearray(zipped({"x": b"y"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    return bytes(data)


def broken() -> bytes:
    return zipped({"x": b"yyyy"}).replace(b"yyyy", b"yyyz")


def nested(depth: int) -> bytes:
    data = b"x"
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        (".git/HEAD", b"ref", Fault.GIT),
        ("sub/repo.git/config", b"", Fault.GIT),
        ("history.bundle", b"# v2 git bundle\n", Fault.GIT),
        ("objects/x.pack", b"PACK\x00\x00\x00\x02", Fault.GIT),
        ("a.zip", locked(), Fault.BROKEN),
        ("a.zip", broken(), Fault.BROKEN),
        ("a.gz", b"\x1f\x8bnot really", Fault.BROKEN),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", Fault.BROKEN),
        ("a.npy", b"\x93NUMPY broken", Fault.BROKEN),
        ("a.pyc", b"\x00\x00\r\n of another Python", Fault.COMPILED),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, data: bytes, fault: Fault) -> None:
    assert faults({name: data}) == {name: fault}
    assert faults({"outer": zipped({name: data})}) == {f"outer!{name}": fault}


def test_stored_objects_are_not_unpickled() -> None:
    stored = io.BytesIO()
    np.save(stored, np.array([{}], dtype=object), allow_pickle=True)
    assert faults({"a": stored.getvalue()}) == {"a": Fault.BROKEN}


def test_depth_and_size_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not faults({"a": nested(contents.DEPTH)})
    assert set(faults({"a": nested(contents.DEPTH + 1)}).values()) == {Fault.LARGE}
    monkeypatch.setattr(contents, "LARGEST", 1000)
    assert faults({"a": bytes(1001)}) == {"a": Fault.LARGE}
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(100_000))
    assert faults({"a.zip": bomb.getvalue()}) == {"a.zip": Fault.LARGE}


def test_a_picture_and_plain_bytes_are_read_as_they_are() -> None:
    assert found(b"\x89PNG\r\n\x1a\n\x00") == [("a", b"\x89PNG\r\n\x1a\n\x00")]
    assert found(b"x^2 + 1") == [("a", b"x^2 + 1")]


def test_a_folder_is_read_with_what_is_hidden_in_it(tmp_path: Path) -> None:
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "a").write_bytes(b"1")
    assert [piece.path for piece in pieces(tmp_path)] == [".hidden/a"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_a_text_is_decoded(encoding: str) -> None:
    assert decoded("déjà".encode(encoding)) == "déjà"
