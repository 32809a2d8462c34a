"""All files of a bundle as text: archives in archives, compiled files, stored arrays.

Nothing is executed. What cannot be read is refused: what nobody can read nobody can vouch for. Pictures are
read as the bytes that they are; compressed text in them is not found.
"""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from autograder.packagers import compiled

INSIDE = "!"
"""Stands between an archive and what is in it."""
DEPTH = 8
"""Archives in archives."""
LARGEST = 256 << 20
"""Bytes of one file, and of the files of one archive together."""

Files = Iterable[tuple[str, bytes]]


class Fault(Enum):
    """Why a file has no place in what students get, in words."""

    GIT = "belongs to a git repository, whose history nobody looks through"
    BROKEN = "is broken, locked or packed in a way that cannot be read"
    LARGE = "is too large, or archives in archives are too many"
    COMPILED = "is compiled by another Python and cannot be read by this one"


@dataclass(frozen=True)
class Piece:
    """One file by its path in the bundle (`a.zip!b.py` inside an archive), its bytes, and what it says."""

    path: str
    data: bytes
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """A file that cannot be looked into."""

    path: str
    fault: Fault


ZIP = b"PK\x03\x04"
ARRAY = b"\x93NUMPY"
_STREAMS: tuple[tuple[bytes, Callable[[io.BytesIO], io.BufferedIOBase]], ...] = (
    (b"\x1f\x8b", lambda data: gzip.GzipFile(fileobj=data)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)
_LOCKED = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x28\xb5\x2f\xfd")
"""7z, rar, zstandard: what the standard library cannot open."""
_PACKS = (b"PACK\x00\x00\x00", b"# v2 git bundle", b"# v3 git bundle", b"\xfftOc")
_UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
)
"""What the readers of archives raise; a locked zip is a RuntimeError."""


def pieces(bundle: Mapping[str, bytes] | Path) -> Iterator[Piece | Refused]:
    """Yield every file of a bundle: of a mapping, a folder, an archive or a single file."""
    return _opened(_files(bundle))


def _files(bundle: Mapping[str, bytes] | Path) -> Files:
    if not isinstance(bundle, Path):
        yield from bundle.items()
    elif bundle.is_file():
        yield bundle.name, bundle.read_bytes()
    else:
        for path in sorted(bundle.rglob("*")):
            if path.is_file():
                yield path.relative_to(bundle).as_posix(), path.read_bytes()


def _opened(files: Files, prefix: str = "", depth: int = 0) -> Iterator[Piece | Refused]:
    for name, data in files:
        path = prefix + name
        fault = _fault(name, data, depth)
        try:
            inner = () if fault else tuple(_members(data))
            texts = () if fault or _is_archive(data) else _texts(data)
        except _UNREADABLE:
            fault = Fault.BROKEN
        if not fault and sum(len(content) for _, content in inner) > LARGEST:
            fault = Fault.LARGE
        if fault:
            yield Refused(path, fault)
        else:
            yield Piece(path, data, texts)
            yield from _opened(inner, path + INSIDE, depth + 1)


def _fault(name: str, data: bytes, depth: int) -> Fault | None:
    if any(part.endswith(".git") for part in PurePosixPath(name).parts) or data.startswith(_PACKS):
        return Fault.GIT
    if data.startswith(_LOCKED):
        return Fault.BROKEN
    if depth > DEPTH or len(data) > LARGEST:
        return Fault.LARGE
    if name.endswith((".pyc", ".pyo")) and not compiled.is_compiled(data):
        return Fault.COMPILED
    return None


def _members(data: bytes) -> Files:
    """Yield what an archive or a compressed file holds; for anything else, nothing."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        yield from _zip_members(data)
    elif tarfile.is_tarfile(io.BytesIO(data)):
        yield from _tar_members(data)
    else:
        yield from _streams(data)


def _zip_members(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield "comments", b"\n".join([archive.comment, *(member.comment for member in archive.infolist())])
        for member in archive.infolist():
            if not member.is_dir():
                with archive.open(member) as stream:
                    yield member.filename, stream.read(LARGEST + 1)


def _tar_members(data: bytes) -> Files:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        yield from (
            (member.name, stream.read(LARGEST + 1))
            for member in archive.getmembers()
            if (stream := archive.extractfile(member) if member.isfile() else None)
        )


def _streams(data: bytes) -> Files:
    for magic, opened in _STREAMS:
        if data.startswith(magic):
            with opened(io.BytesIO(data)) as stream:
                yield "data", stream.read(LARGEST + 1)
    loose = _inflated(data)
    if loose:
        yield "data", loose


def _inflated(data: bytes) -> bytes:
    """Return what zlib compressed, as git's loose objects are; b"" if it did not."""
    try:
        return zlib.decompressobj().decompress(data, LARGEST + 1)
    except zlib.error:
        return b""


def _is_archive(data: bytes) -> bool:
    """Tell a file that is nothing but an archive: what it says is said by what is in it."""
    return data.startswith(ZIP) or tarfile.is_tarfile(io.BytesIO(data))


def _texts(data: bytes) -> tuple[str, ...]:
    if compiled.is_compiled(data):
        return compiled.texts(compiled.load(data))
    return (_array(data) if data.startswith(ARRAY) else decoded(data),)


def _array(data: bytes) -> str:
    """Return the numbers of a stored array as text."""
    import numpy as np

    array = np.lib.format.read_array(io.BytesIO(data), allow_pickle=False)
    return " ".join(map(str, array.ravel().tolist()))


def decoded(data: bytes) -> str:
    """Return a file's text, in whatever encoding it is."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
