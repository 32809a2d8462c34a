"""Which of the files found are the ones the assignment asks for."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.intake.found import Found, suffix
from autograder.intake.notes import note
from autograder.intake.redefine import is_empty
from autograder.intake.salvage import salvage
from autograder.intake.source import read_source
from autograder.model.finding import Finding


@dataclass(frozen=True)
class Choice:
    """For each required file that was found, where it is."""

    paths: Mapping[str, str]
    notes: tuple[Finding, ...]


def choose(
    found: Found, required: Sequence[str], functions: Collection[str], places: Mapping[str, str] = {}
) -> Choice:
    """Find each required file by its name, as a notebook, or as the only candidate.

    A notebook may have the name of the file, or of the first one: then it may hold them all. `places` says
    which functions stand in which file.
    """
    paths: dict[str, str] = {}
    notes: list[Finding] = []
    for name in required:
        own = [function for function in functions if places.get(function, name) == name]
        path, remarks = _by_name(found.files, name, required[0], own)
        if not path and (len(required) == 1 or _is_all(found)):
            path = _by_content(found.files, functions)
        if path:
            paths[name] = path
            notes.extend([*_notes(found, name, required[0], path), *remarks])
        else:
            notes.append(note("file_missing", file=name))
    return Choice(paths, tuple(dict.fromkeys(notes)))


def _is_all(found: Found) -> bool:
    """Tell a notebook that is handed in under a name of its own, with nothing beside it."""
    return len(found.files) == 1 and all(suffix(path) == ".ipynb" for path in found.files)


def _by_name(
    files: Mapping[str, bytes], name: str, first: str, functions: Collection[str]
) -> tuple[str, tuple[Finding, ...]]:
    """Return the best path for a name, or "": exact before other case, shallow before deep."""
    of_any_case = [path for path in files if _base(path).casefold() == name.casefold()]
    file = _shallowest(_named(files, name)) or _shallowest(of_any_case)
    notebook = _shallowest(_named(files, _as_notebook(name))) or _shallowest(
        _named(files, _as_notebook(first))
    )
    if file and notebook:
        return _of_two(files, file, notebook, functions)
    return file or notebook, ()


def _of_two(
    files: Mapping[str, bytes], file: str, notebook: str, functions: Collection[str]
) -> tuple[str, tuple[Finding, ...]]:
    """Take the file unless it is still the starter and the notebook is not."""
    if not written(notebook, files[notebook], functions):
        return file, ()
    if written(file, files[file], functions):
        return file, (note("notebook_ignored", file=file, notebook=notebook),)
    return notebook, (note("notebook_taken", file=file, notebook=notebook),)


def written(path: str, data: bytes, functions: Collection[str]) -> frozenset[str]:
    """Return the functions asked for that somebody has begun to write, also those that do not parse."""
    source = salvage(path, read_source(path, data).units)
    bound = {name for s in source.statements if not is_empty(s.node) for name in s.binds}
    broken = {name for piece in source.broken for name in piece.names}
    return frozenset(functions) & (bound | broken)


def _shallowest(paths: Collection[str]) -> str:
    return min(paths, key=lambda path: (path.count("/"), path), default="")


def _named(files: Iterable[str], name: str) -> list[str]:
    return [path for path in files if _base(path) == name]


def _as_notebook(name: str) -> str:
    return str(PurePosixPath(name).with_suffix(".ipynb"))


def _base(path: str) -> str:
    return PurePosixPath(path).name


def _by_content(files: Mapping[str, bytes], functions: Collection[str]) -> str:
    """Return the only file, or the one that defines the most of the functions asked for."""
    if len(files) == 1:
        return next(iter(files))
    pattern = re.compile(rf"\b(?:def|class)[ \t]+(?:{'|'.join(map(re.escape, functions))})\b".encode())
    defined = {path: len(set(pattern.findall(data))) for path, data in files.items()}
    best = max(defined, key=lambda path: (defined[path], suffix(path) == ".py"), default="")
    return best if best and (defined[best] or _only_of_kind(files, best)) else ""


def _only_of_kind(files: Mapping[str, bytes], path: str) -> bool:
    return sum(suffix(other) == suffix(path) for other in files) == 1


def _notes(found: Found, name: str, first: str, path: str) -> list[Finding]:
    others = [other for other in _named(found.files, _base(path)) if other != path]
    notes = [note("file_ignored", file=other, reason="duplicate") for other in others]
    if not found.direct and _base(path) not in (name, _as_notebook(name), _as_notebook(first)):
        notes.append(note("file_taken_instead", file=name, taken=path))
    return notes
