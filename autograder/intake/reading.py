"""A submission from path to frozen value, stage by stage."""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder.intake.answers import read_answers
from autograder.intake.choose import choose
from autograder.intake.fingerprint import fingerprint
from autograder.intake.found import Found, suffix
from autograder.intake.free import Scope
from autograder.intake.keep import is_silent, split
from autograder.intake.locate import locate, submission_id
from autograder.intake.notes import capped, note
from autograder.intake.redefine import settle
from autograder.intake.rules import forbidden_names, imports, imports_not_allowed, is_allowed, without_tools
from autograder.intake.salvage import Broken, salvage
from autograder.intake.source import read_source
from autograder.intake.statement import Statement
from autograder.model.assignment import TORCH, Assignment
from autograder.model.finding import Finding
from autograder.model.submission import Chunk, Module, Submission


@dataclass(frozen=True)
class Draft:
    """One file on its way to a Module; `kept` is empty until `_select` has chosen what runs.

    One that is `given` is ours.
    """

    name: str
    file: str
    statements: tuple[Statement, ...]
    broken: tuple[Broken, ...]
    notes: tuple[Finding, ...]
    kept: tuple[Statement, ...] = ()
    given: bool = False


def read(path: Path, assignment: Assignment, *, part_files: Sequence[str] | None = None) -> Submission:
    """Read the submission at `path`: a .py file, a notebook, a folder, a .zip or a .tar.gz.

    `part_files` names the files to look for when they are not `assignment.files`. Whatever is wrong
    with the submission becomes a finding in its `notes` or `problems`.

    Raises:
        UsageError: there is no readable file or folder at `path`.
    """
    return read_found(locate(path), submission_id(path), assignment, part_files)


def read_found(
    found: Found, identity: str, assignment: Assignment, part_files: Sequence[str] | None = None
) -> Submission:
    """Read a submission whose files are found already; `identity` names it."""
    found = without_given(found, assignment)
    places = {name: signature.file for name, signature in assignment.functions.items() if signature.file}
    choice = choose(found, tuple(part_files or assignment.files), assignment.to_write, places)
    own, shared = _shared(choice.paths)
    drafts = _drafts(found.files, own, assignment)
    selected = [_select(draft, drafts, assignment) for draft in drafts]
    sheet = read_answers(found, next(iter(choice.paths.values()), ""), assignment)
    return Submission(
        id=identity,
        sha256=fingerprint((draft.name, [statement.node for statement in draft.kept]) for draft in selected),
        modules=(
            *map(_module, selected),
            *(_alias(file, of, own[of], assignment) for file, of in shared.items()),
        ),
        notes=capped(
            [*found.notes, *choice.notes, *(n for draft in selected for n in draft.notes), *sheet.notes]
        ),
        problems=_problems(selected, assignment),
        answers=sheet.answers,
    )


def without_given(found: Found, assignment: Assignment) -> Found:
    """Leave out the copies of given files that were handed in: ours are used."""
    given = {name.casefold() for name in assignment.given_files}
    if not given:
        return found
    kept = {p: data for p, data in found.files.items() if PurePosixPath(p).name.casefold() not in given}
    return replace(found, files=kept)


def _shared(paths: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return where each file is, and of those that are one notebook, the first for each other one."""
    first: dict[str, str] = {}
    for file, path in paths.items():
        first.setdefault(path, file)
    own = {file: path for path, file in first.items()}
    return own, {file: first[path] for file, path in paths.items() if first[path] != file}


def _alias(file: str, of: str, path: str, assignment: Assignment) -> Module:
    """Return the module of a file whose functions stand in the notebook of another one."""
    source = f"from {PurePosixPath(of).stem} import *"
    return Module(PurePosixPath(file).stem, _shown(of, path, assignment), (Chunk(1, source),))


def _drafts(files: Mapping[str, bytes], paths: Mapping[str, str], assignment: Assignment) -> list[Draft]:
    """Parse the required files, then the files beside them that they import."""
    drafts = {path: _draft(file, path, files[path], assignment) for file, path in paths.items()}
    waiting = list(drafts.items())
    while waiting:
        path, draft = waiting.pop(0)
        for helper in _imported_files(path, draft, files, assignment):
            if helper not in drafts and PurePosixPath(helper).stem not in {
                one.name for one in drafts.values()
            }:
                drafts[helper] = _draft(PurePosixPath(helper).name, helper, files[helper], assignment)
                waiting.append((helper, drafts[helper]))
    return [*drafts.values(), *_given_drafts(list(drafts.values()), assignment)]


def _given_drafts(drafts: Iterable[Draft], assignment: Assignment) -> Iterator[Draft]:
    """Yield our copies of the given files that are imported, of which there is nothing to be said."""
    imported = {item.module.split(".")[0] for draft in drafts for item in imports(draft.statements)}
    for name, path in assignment.given_files.items():
        if PurePosixPath(name).stem in imported:
            yield replace(_draft(name, name, path.read_bytes(), assignment), given=True)


def _shown(file: str, path: str, assignment: Assignment) -> str:
    """Return what findings call a required file: a notebook has its name, or that of the first file."""
    if suffix(path) != ".ipynb":
        return file
    first = PurePosixPath(assignment.files[0]).with_suffix(".ipynb").name
    return first if PurePosixPath(path).name == first else str(PurePosixPath(file).with_suffix(".ipynb"))


def _imported_files(
    path: str, draft: Draft, files: Mapping[str, bytes], assignment: Assignment
) -> Iterable[str]:
    """Yield the files beside `path` that it imports; none can take the place of an allowed module."""
    for item in imports(draft.statements):
        top = item.module.split(".")[0]
        helper = str(PurePosixPath(path).with_name(f"{top}.py")) if top else ""
        if helper in files and not is_allowed(top, (*assignment.imports, TORCH)):
            yield helper


def _draft(file: str, path: str, data: bytes, assignment: Assignment) -> Draft:
    source = read_source(path, data)
    shown = _shown(file, path, assignment)
    salvaged = salvage(shown, source.units)
    settled = settle(shown, salvaged.statements, assignment.functions)
    return Draft(
        name=PurePosixPath(file).stem,
        file=shown,
        statements=without_tools(settled.statements),
        broken=salvaged.broken,
        notes=(*source.notes, *salvaged.notes, *settled.notes),
    )


def _select(draft: Draft, drafts: Sequence[Draft], assignment: Assignment) -> Draft:
    """Choose the statements that run, and note what does not and what is not allowed."""
    others = [other for other in drafts if other is not draft]
    adopted = assignment.adopted.names if assignment.adopted else ()
    wanted = {*assignment.functions, *adopted, *(name for other in others for name in _mentioned(other))}
    allowed = (*assignment.importable_in(draft.file), *(other.name for other in others))
    foreign = [item.alias for item in imports(draft.statements) if not is_allowed(item.module, allowed)]
    parts = split(draft.statements, wanted, foreign)
    notes = (
        *draft.notes,
        *_not_run(draft.file, parts.dropped),
        *imports_not_allowed(draft.file, parts.kept, allowed),
        *forbidden_names(draft.file, parts.kept, assignment.forbid),
    )
    return replace(draft, notes=() if draft.given else notes, kept=parts.kept)


def _mentioned(draft: Draft) -> Iterable[str]:
    """Yield every name a file may use of another one: read, imported from it, or an attribute of it."""
    for statement in draft.statements:
        yield from statement.reads
        for node in ast.walk(statement.node):
            if isinstance(node, ast.Attribute):
                yield node.attr
            elif isinstance(node, ast.ImportFrom):
                yield from (alias.name for alias in node.names)


def _not_run(file: str, dropped: Iterable[Statement]) -> Iterable[Finding]:
    lines = [statement.line for statement in dropped if not is_silent(statement.node)]
    if lines:
        yield note("code_not_run", line=lines[0], file=file, count=len(lines))


def _module(draft: Draft) -> Module:
    chunks = tuple(Chunk(s.line, s.source, tuple(sorted(s.binds))) for s in draft.kept)
    return Module(draft.name, draft.file, chunks)


def _problems(drafts: Sequence[Draft], assignment: Assignment) -> Mapping[str, tuple[Finding, ...]]:
    problems: dict[str, tuple[Finding, ...]] = {}
    for draft in (draft for draft in drafts if not draft.given):
        problems.update(_scope(draft, drafts, assignment).problems(assignment.functions))
    return problems


def _scope(draft: Draft, drafts: Sequence[Draft], assignment: Assignment) -> Scope:
    stars = {statement.imports_all_from for statement in draft.kept} - {""}
    own = [other for other in drafts if other.name in stars]
    bound = frozenset(name for other in own for statement in other.kept for name in statement.binds)
    open_ended = any(is_allowed(module, assignment.importable_in(draft.file)) for module in stars)
    return Scope(draft.file, draft.kept, draft.broken, bound=bound, open_ended=open_ended)
