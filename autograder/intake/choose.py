"""Which of the files found are the ones the assignment asks for."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.intake.found import Found, suffix
from autograder.intake.notes import note
from autograder.model.finding import Finding


@dataclass(frozen=True)
class Choice:
    """For each required file that was found, where it is."""

    paths: Mapping[str, str]
    notes: tuple[Finding, ...]


def choose(found: Found, required: Collection[str], functions: Iterable[str]) -> Choice:
    """Find each required file by its name, as a notebook of that name, or as the only candidate."""
    paths: dict[str, str] = {}
    notes: list[Finding] = []
    for name in required:
        path = _by_name(found.files, name)
        if not path and len(required) == 1:
            path = _by_content(found.files, functions)
        if path:
            paths[name] = path
            notes.extend(_notes(found, name, path))
        else:
            notes.append(note("file_missing", file=name))
    return Choice(paths, tuple(notes))


def _by_name(files: Mapping[str, bytes], name: str) -> str:
    """Return the best path for a name: exact before other case before notebook, shallow before deep."""
    for matches in (
        _named(files, name),
        [path for path in files if _base(path).casefold() == name.casefold()],
        _named(files, _as_notebook(name)),
    ):
        if matches:
            return min(matches, key=lambda path: (path.count("/"), path))
    return ""


def _named(files: Iterable[str], name: str) -> list[str]:
    return [path for path in files if _base(path) == name]


def _as_notebook(name: str) -> str:
    return str(PurePosixPath(name).with_suffix(".ipynb"))


def _base(path: str) -> str:
    return PurePosixPath(path).name


def _by_content(files: Mapping[str, bytes], functions: Iterable[str]) -> str:
    """Return the only file, or the one that defines the most of the functions asked for."""
    if len(files) == 1:
        return next(iter(files))
    pattern = re.compile(rf"\bdef[ \t]+(?:{'|'.join(map(re.escape, functions))})\b".encode())
    defined = {path: len(set(pattern.findall(data))) for path, data in files.items()}
    best = max(defined, key=lambda path: (defined[path], suffix(path) == ".py"), default="")
    return best if best and (defined[best] or _only_of_kind(files, best)) else ""


def _only_of_kind(files: Mapping[str, bytes], path: str) -> bool:
    return sum(suffix(other) == suffix(path) for other in files) == 1


def _notes(found: Found, name: str, path: str) -> list[Finding]:
    others = [other for other in _named(found.files, _base(path)) if other != path]
    notes = [note("file_ignored", file=other, reason="duplicate") for other in others]
    if not found.direct and _base(path) not in (name, _as_notebook(name)):
        notes.append(note("file_taken_instead", file=name, taken=path))
    return notes
