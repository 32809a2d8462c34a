"""A submission from path to frozen value, stage by stage."""

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from autograder.model.assignment import Assignment
from autograder.model.finding import Finding
from autograder.model.submission import Chunk, Module, Submission


@dataclass(frozen=True)
class Draft:
    """One file on its way to a Module; `kept` is empty until `_select` has chosen what runs."""

    name: str
    file: str
    statements: tuple[Statement, ...]
    broken: tuple[Broken, ...]
    notes: tuple[Finding, ...]
    kept: tuple[Statement, ...] = ()


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
    choice = choose(found, tuple(part_files or assignment.files), assignment.functions)
    drafts = _drafts(found.files, choice.paths, assignment)
    selected = [_select(draft, drafts, assignment) for draft in drafts]
    sheet = read_answers(found, next(iter(choice.paths.values()), ""), assignment)
    return Submission(
        id=identity,
        sha256=fingerprint((draft.name, [statement.node for statement in draft.kept]) for draft in selected),
        modules=tuple(_module(draft) for draft in selected),
        notes=capped(
            [*found.notes, *choice.notes, *(n for draft in selected for n in draft.notes), *sheet.notes]
        ),
        problems=_problems(selected, assignment),
        answers=sheet.answers,
    )


def _drafts(files: Mapping[str, bytes], paths: Mapping[str, str], assignment: Assignment) -> list[Draft]:
    """Parse the required files, then the files beside them that they import."""
    drafts = {path: _draft(_shown(file, path), path, files[path], assignment) for file, path in paths.items()}
    waiting = list(drafts.items())
    while waiting:
        path, draft = waiting.pop(0)
        for helper in _imported_files(path, draft, files, assignment):
            if helper not in drafts:
                drafts[helper] = _draft(PurePosixPath(helper).name, helper, files[helper], assignment)
                waiting.append((helper, drafts[helper]))
    return list(drafts.values())


def _shown(file: str, path: str) -> str:
    """Return what findings call a required file: a notebook in its place keeps its suffix."""
    return str(PurePosixPath(file).with_suffix(".ipynb")) if suffix(path) == ".ipynb" else file


def _imported_files(
    path: str, draft: Draft, files: Mapping[str, bytes], assignment: Assignment
) -> Iterable[str]:
    """Yield the files beside `path` that it imports; none can take the place of an allowed module."""
    for item in imports(draft.statements):
        top = item.module.split(".")[0]
        helper = str(PurePosixPath(path).with_name(f"{top}.py")) if top else ""
        if helper in files and not is_allowed(top, assignment.imports):
            yield helper


def _draft(file: str, path: str, data: bytes, assignment: Assignment) -> Draft:
    source = read_source(path, data)
    salvaged = salvage(file, source.units)
    settled = settle(file, salvaged.statements, assignment.functions)
    return Draft(
        name=PurePosixPath(file).stem,
        file=file,
        statements=without_tools(settled.statements),
        broken=salvaged.broken,
        notes=(*source.notes, *salvaged.notes, *settled.notes),
    )


def _select(draft: Draft, drafts: Sequence[Draft], assignment: Assignment) -> Draft:
    """Choose the statements that run, and note what does not and what is not allowed."""
    others = [other for other in drafts if other is not draft]
    adopted = assignment.adopted.names if assignment.adopted else ()
    wanted = {*assignment.functions, *adopted, *(name for other in others for name in _mentioned(other))}
    allowed = (*assignment.imports, *(other.name for other in others))
    foreign = [item.alias for item in imports(draft.statements) if not is_allowed(item.module, allowed)]
    parts = split(draft.statements, wanted, foreign)
    notes = (
        *draft.notes,
        *_not_run(draft.file, parts.dropped),
        *imports_not_allowed(draft.file, parts.kept, allowed),
        *forbidden_names(draft.file, parts.kept, assignment.forbid),
    )
    return Draft(draft.name, draft.file, draft.statements, draft.broken, notes, parts.kept)


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
    for draft in drafts:
        problems.update(_scope(draft, drafts, assignment).problems(assignment.functions))
    return problems


def _scope(draft: Draft, drafts: Sequence[Draft], assignment: Assignment) -> Scope:
    stars = {statement.imports_all_from for statement in draft.kept} - {""}
    own = [other for other in drafts if other.name in stars]
    bound = frozenset(name for other in own for statement in other.kept for name in statement.binds)
    open_ended = any(is_allowed(module, assignment.imports) for module in stars)
    return Scope(draft.file, draft.kept, draft.broken, bound=bound, open_ended=open_ended)
