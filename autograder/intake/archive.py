"""Source files of a .zip, .tar or .tar.gz, read in memory; nothing is unpacked to disk."""

import io
import stat
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from autograder.intake import limits
from autograder.intake.found import ARCHIVES, Collector, Found, is_hidden, normal_name, suffix

if TYPE_CHECKING:
    import tarfile
    import zipfile

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
ZIP_ENTRY = b"PK\x01\x02"
GZIP_MAGIC = b"\x1f\x8b"
TAR_MAGIC = (b"ustar", 257)
ENCRYPTED = 0x1
TOO_MANY = "too_many"
BOMB = "bomb"


class _RefusedError(Exception):
    """An archive is not read; `reason` is a choice of the finding `archive_refused`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def is_archive(name: str, start: bytes) -> bool:
    """Tell an archive by its first bytes, or by its name."""
    magic, place = TAR_MAGIC
    return (
        start.startswith((*ZIP_MAGIC, GZIP_MAGIC))
        or start[place : place + len(magic)] == magic
        or suffix(name) in ARCHIVES
    )


def read_archive(name: str, data: bytes) -> Found:
    """Read the source files of the archive called `name`; whatever is wrong with it becomes a note."""
    collector = Collector()
    try:
        _collect(collector, data)
    except _RefusedError as refused:
        return _refused(name, refused.reason)
    except Exception:  # noqa: BLE001 (the standard library's readers raise anything on hostile bytes)
        return _refused(name, "broken")
    return collector.found


def _refused(name: str, reason: str) -> Found:
    collector = Collector()
    collector.refuse(name, reason)
    return collector.found


def _collect(collector: Collector, data: bytes) -> None:
    if data.startswith(ZIP_MAGIC):
        _collect_zip(collector, data)
    elif data.startswith(GZIP_MAGIC):
        _collect_tar(collector, _gunzip(data))
    else:
        _collect_tar(collector, data)


def _collect_zip(collector: Collector, data: bytes) -> None:
    import zipfile

    if data.count(ZIP_ENTRY) > limits.ENTRIES:
        raise _RefusedError(TOO_MANY)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        _refuse_bomb(sum(entry.file_size for entry in entries), len(data))
        for entry in entries:
            _offer_zip_entry(collector, archive, entry)


def _offer_zip_entry(collector: Collector, archive: "zipfile.ZipFile", entry: "zipfile.ZipInfo") -> None:
    if entry.is_dir() or is_hidden(normal_name(entry.filename)):
        return
    problem = _zip_entry_problem(entry)
    if problem:
        collector.refuse(entry.filename, problem)
        return
    collector.offer(entry.filename, lambda size: archive.open(entry).read(size))


def _zip_entry_problem(entry: "zipfile.ZipInfo") -> str:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "link"
    if kind not in (0, stat.S_IFREG):
        return "device"
    if entry.flag_bits & ENCRYPTED:
        return "encrypted"
    # bzip2 and lzma members are decompressed by zipfile without a limit on the output.
    return "" if entry.compress_type in (0, 8) else "broken"


def _refuse_bomb(size: int, compressed: int) -> None:
    if size > limits.TOTAL + limits.RATIO * compressed:
        raise _RefusedError(BOMB)


def _gunzip(data: bytes) -> bytes:
    unpacked = zlib.decompressobj(wbits=31).decompress(data, limits.ARCHIVE + 1)
    if len(unpacked) > limits.ARCHIVE:
        raise _RefusedError(BOMB)
    return unpacked


def _collect_tar(collector: Collector, data: bytes) -> None:
    from autograder.intake.tar import Tar, TarBombError

    try:
        with Tar.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in _members(archive):
                _offer_tar_member(collector, archive, member)
    except TarBombError:
        raise _RefusedError(BOMB) from None


def _members(archive: "tarfile.TarFile") -> Iterable["tarfile.TarInfo"]:
    for count, member in enumerate(archive):
        if count >= limits.ENTRIES:
            raise _RefusedError(TOO_MANY)
        yield member


def _offer_tar_member(collector: Collector, archive: "tarfile.TarFile", member: "tarfile.TarInfo") -> None:
    if member.isdir() or is_hidden(normal_name(member.name)):
        return
    if member.issym() or member.islnk():
        collector.refuse(member.name, "link")
    elif not member.isreg() or member.issparse():
        collector.refuse(member.name, "device")
    else:
        collector.offer(member.name, lambda size: _read_member(archive, member, size))


def _read_member(archive: "tarfile.TarFile", member: "tarfile.TarInfo", size: int) -> bytes:
    stream = archive.extractfile(member)
    return stream.read(size) if stream else b""
