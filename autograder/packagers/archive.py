"""Zip files that depend on nothing but names and contents: packed twice, they are the same bytes.

Members are stored, not compressed: what deflate writes differs between versions of zlib, and a pack is a
megabyte.
"""

import io
import stat
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from autograder.errors import writing

Files = Mapping[str, bytes]
"""Contents by name; folders in a name are separated by slashes."""

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name."""
UNIX = 3
PLAIN, EXECUTABLE = 0o644, 0o755


def zipped(files: Files, executable: Collection[str] = ()) -> bytes:
    """Return a zip of `files`, sorted by name; those named in `executable` can be run once unpacked."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(files):
            archive.writestr(_member(name, EXECUTABLE if name in executable else PLAIN), files[name])
    return written.getvalue()


def _member(name: str, mode: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, OLDEST)
    member.create_system = UNIX
    member.external_attr = (stat.S_IFREG | mode) << 16
    return member


def write(path: Path, files: Files, executable: Collection[str] = (), mode: int = PLAIN) -> None:
    """Write a zip, and the folder it goes to; `mode` says who may read it, at every moment.

    Raises:
        OutputError: it cannot be written there.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        try:
            unfinished.touch(mode)
            unfinished.write_bytes(zipped(files, executable))
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
