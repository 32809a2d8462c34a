"""What a tar says of its members besides of themselves is bounded."""

import io
import tarfile
import time

import pytest

from autograder.intake import limits
from autograder.intake.archive import read_archive

REGULAR = tarfile.REGTYPE
SPARSE = b"22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n"


def block(name: str, kind: bytes, data: bytes, size: int | None = None) -> bytes:
    """Write a member; `size` is what it says, when that is not the size of its data."""
    member = tarfile.TarInfo(name)
    member.type, member.size = kind, len(data) if size is None else size
    return member.tobuf(tarfile.GNU_FORMAT) + data + bytes(-len(data) % 512)


def bomb(*blocks: bytes) -> tuple[list[object], float]:
    """Return why a tar is refused, and after how many seconds."""
    started = time.monotonic()
    found = read_archive("x.tar", b"".join(blocks) + bytes(1024))
    return [note.params["reason"] for note in found.notes], time.monotonic() - started


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME])
def test_an_extended_header_of_a_megabyte_is_refused_at_once(kind: bytes) -> None:
    refused, seconds = bomb(block("x", kind, b"1" * 2**20), block("rnn.py", REGULAR, b""))
    assert refused == ["bomb"]
    assert seconds < 1


def test_a_header_that_says_less_than_nothing_is_refused() -> None:
    assert bomb(block("x", tarfile.XHDTYPE, b"", -512), block("rnn.py", REGULAR, b""))[0] == ["bomb"]


def test_many_extended_headers_are_refused() -> None:
    one = block("x", tarfile.XHDTYPE, b"1" * limits.TAR_HEADER) + block("rnn.txt", REGULAR, b"")
    few = limits.TAR_HEADERS // limits.TAR_HEADER
    assert bomb(*[one] * 3)[0] == []
    assert bomb(*[one] * (few + 1))[0] == ["bomb"]


def test_a_map_of_a_sparse_file_is_not_read() -> None:
    assert bomb(block("x.py", tarfile.GNUTYPE_SPARSE, b""))[0] == ["bomb"]
    numbers = b"1000000\n" + b"1\n" * 2_000_000
    refused, seconds = bomb(block("x", tarfile.XHDTYPE, SPARSE), block("rnn.py", REGULAR, numbers))
    assert refused == ["bomb"]
    assert seconds < 1


def test_long_and_arabic_names_are_read() -> None:
    buffer = io.BytesIO()
    name = f"{'x' * 200}/واجب/rnn.py"
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo(name)
        member.mtime = 1.5
        archive.addfile(member)
    assert list(read_archive("x.tar", buffer.getvalue()).files) == [name]
