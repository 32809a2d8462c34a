"""What a pack holds, file by file; whoever unpacks it can tell whether it arrived as it was sent."""

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path

from autograder import __version__
from autograder.errors import UsageError

NAME = "MANIFEST.json"
PYTHON = ">=3.10,<3.14"
"""The versions of Python that the engine runs on, as pyproject.toml has them."""


@dataclass(frozen=True)
class Manifest:
    """What `kind` of pack it is and whose; the sha256 of every file by name; the files that are run.

    It holds no date: what is packed twice is the same pack.
    """

    kind: str
    assignment: str
    files: Mapping[str, str]
    scripts: tuple[str, ...] = ()
    engine: str = __version__
    python: str = PYTHON

    def to_json(self) -> bytes:
        """Return the content of the file, keys sorted."""
        return (json.dumps(asdict(self), indent=1, sort_keys=True) + "\n").encode()


def manifest(
    kind: str, assignment: str, files: Mapping[str, bytes], scripts: Collection[str] = ()
) -> Manifest:
    """Return the manifest of files; those named in `scripts` are run."""
    hashes = {name: sha256(content) for name, content in files.items()}
    return Manifest(kind, assignment, hashes, tuple(sorted(scripts)))


def sha256(content: bytes) -> str:
    """Return the hash of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        OSError: there is no such file.
        UsageError: it is not a manifest.
    """
    try:
        data = json.loads(path.read_bytes())
    except ValueError:
        data = None
    match data:
        case {
            "kind": str(kind),
            "assignment": str(assignment),
            "files": dict(files),
            "scripts": list(scripts),
            "engine": str(engine),
            "python": str(python),
        }:
            return Manifest(kind, assignment, files, tuple(scripts), engine, python)
    message = f"{path} is not the manifest of a pack"
    raise UsageError(message)


class Fault(Enum):
    """What can happen to a file on its way, in words."""

    MISSING = "is missing"
    UNREADABLE = "is not the manifest of a pack"
    CRLF = "has the line ends of Windows (CRLF); it must have those of Unix (LF)"
    NOT_EXECUTABLE = "may not be run: it has no executable bit"
    CHANGED = "is not the file that was packed"


@dataclass(frozen=True)
class Damage:
    """A file of a pack and what is wrong with it."""

    file: str
    fault: Fault

    def __str__(self) -> str:
        return f"{self.file} {self.fault.value}"


def verify(folder: Path) -> tuple[Damage, ...]:
    """Return what is wrong with an unpacked pack, one fault a file; more files in the folder are no fault."""
    try:
        packed = read(folder / NAME)
    except OSError:
        return (Damage(NAME, Fault.MISSING),)
    except UsageError:
        return (Damage(NAME, Fault.UNREADABLE),)
    faults = {name: _fault(packed, folder, name) for name in sorted(packed.files)}
    return tuple(Damage(name, fault) for name, fault in faults.items() if fault)


def _fault(packed: Manifest, folder: Path, name: str) -> Fault | None:
    path, script = folder / name, name in packed.scripts
    if not path.is_file():
        return Fault.MISSING
    content = path.read_bytes()
    if script and b"\r\n" in content:
        return Fault.CRLF
    if sha256(content) != packed.files[name]:
        return Fault.CHANGED
    return Fault.NOT_EXECUTABLE if script and not os.access(path, os.X_OK) else None
