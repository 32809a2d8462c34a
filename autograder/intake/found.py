"""The files that a path leads to, collected under the same rules from folder, zip and tar."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from autograder.intake import limits
from autograder.intake.notes import note
from autograder.model.finding import Finding

SOURCES = frozenset({".py", ".ipynb"})
ARCHIVES = frozenset({".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".rar", ".7z"})
IGNORED = frozenset({"__MACOSX", "__pycache__"})

ANSWERS = re.compile(r"answers\.ya?ml(\.txt)?", re.IGNORECASE)
"""The name of a sheet of answers; editors and systems that hide suffixes change it."""

Read = Callable[[int], bytes]
"""Read at most so many bytes of a file."""


@dataclass(frozen=True)
class Found:
    """Source files by their path inside the submission, with "/" between folders.

    `direct` tells that somebody named this one file, so that its name says nothing. `answers` are the
    sheets of answers that lie among them.
    """

    files: Mapping[str, bytes]
    notes: tuple[Finding, ...] = ()
    direct: bool = False
    answers: Mapping[str, bytes] = field(default_factory=dict)


class Collector:
    """Takes the files that are offered to it as long as they are wanted, safe and not too many."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.notes: list[Finding] = []
        self._same: dict[str, str] = {}
        self._total = 0

    @property
    def found(self) -> Found:
        """What was taken so far."""
        answers = {name: data for name, data in self.files.items() if is_answers(name)}
        sources = {name: data for name, data in self.files.items() if name not in answers}
        return Found(sources, tuple(self.notes), answers=answers)

    def refuse(self, file: str, reason: str) -> None:
        """Note that an archive, or a file in it, was not read."""
        self.notes.append(note("archive_refused", file=file, reason=reason))

    def offer(self, raw_name: str, read: Read) -> None:
        """Take the file called `raw_name` if it is wanted; else note why it was left out."""
        name = normal_name(raw_name)
        if escapes(raw_name):
            self.refuse(raw_name, "traversal")
        elif suffix(name) in ARCHIVES:
            self.notes.append(note("file_ignored", file=name, reason="nested_archive"))
        elif suffix(name) in SOURCES or is_answers(name):
            self._take(name, read)

    def _take(self, name: str, read: Read) -> None:
        if len(self.files) >= limits.FILES:
            self._note_once("files_too_many", limit=limits.FILES)
            return
        data = self._read(name, read)
        if data is None:
            return
        self._note_collision(name)
        self._total += len(data)
        self.files[name] = data

    def _read(self, name: str, read: Read) -> bytes | None:
        limit = min(size_limit(name), limits.TOTAL - self._total)
        try:
            data = read(limit + 1)
        except Exception:  # noqa: BLE001 (the standard library's readers raise anything on hostile bytes)
            self.refuse(name, "broken")
            return None
        if len(data) > limit:
            self.notes.append(note("file_too_large", file=name, limit=limit))
            return None
        return data

    def _note_collision(self, name: str) -> None:
        """Drop an earlier file of the same name: unpacking would overwrite it, too."""
        earlier = self._same.get(name.casefold())
        self._same[name.casefold()] = name
        if earlier == name:
            self.notes.append(note("file_ignored", file=name, reason="duplicate"))
        elif earlier is not None:
            self.refuse(earlier, "collision")
            del self.files[earlier]

    def _note_once(self, code: str, *, limit: int) -> None:
        finding = note(code, limit=limit)
        if finding not in self.notes:
            self.notes.append(finding)


def normal_name(name: str) -> str:
    """Return `name` with "/" between folders, in Unicode's composed form, without "." parts."""
    composed = unicodedata.normalize("NFC", name.replace("\\", "/"))
    return str(PurePosixPath(composed))


def escapes(name: str) -> bool:
    """Tell whether unpacking `name` could write outside the folder it is unpacked in."""
    parts = name.replace("\\", "/").split("/")
    drive = len(parts[0]) > 1 and parts[0][1] == ":"
    return parts[0] == "" or drive or ".." in parts or "\0" in name


def is_hidden(name: str) -> bool:
    """Tell whether an operating system or a tool made this file, not the student."""
    parts = [part for part in name.split("/") if part != ".."]
    return any(part.startswith(".") or part in IGNORED for part in parts)


def is_answers(name: str) -> bool:
    """Tell a sheet of answers by its name, in whatever folder it lies."""
    return ANSWERS.fullmatch(PurePosixPath(name).name) is not None


def suffix(name: str) -> str:
    """Return the last suffix in lower case, dot included."""
    return PurePosixPath(name).suffix.lower()


def size_limit(name: str) -> int:
    """Return how many bytes a file of this name may have."""
    return limits.NOTEBOOK if suffix(name) == ".ipynb" else limits.FILE
