"""What students must not get, and what they may: the private and the public texts of assignments.

Private: the private suite, the reference's bodies, the solution, mistakes, variants. Public, wherever else it
may stand: the public suite, the handouts, the questions and the blank sheet for them, the starter, the
assignment.yaml of a student's copy, given files and data, and what a new assignment begins with. The engine
is neither: a private text in it is a leak.
"""

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from autograder.authoring.decided import textbook_of
from autograder.authoring.new_assignment import SCAFFOLD
from autograder.authoring.starter import FILE as STARTER
from autograder.authoring.starter import read_stubs, starters
from autograder.authoring.student_folder import handouts, student_manifest
from autograder.loading import document
from autograder.loading.datafiles import FOLDER as DATA
from autograder.loading.find import MANIFEST
from autograder.model.assignment import Assignment, Suite
from autograder.packagers import checkout, compiled
from autograder.packagers.contents import Piece, pieces
from autograder.packagers.secrets import Secrets, Source
from autograder.questions import sheet

SOLUTION = "solution"
PRIVATE = (f"tests/{Suite.PRIVATE.value}", SOLUTION, "mistakes", "variants")
PUBLIC = f"tests/{Suite.PUBLIC.value}"

BARRIER = b"\0"
"""Stands in a private text for an import, which everybody writes: no run goes across."""

IDIOMS = (
    # the end of a docstring and what may follow any
    '."""@functools.wraps(function)\ndef wrapper(*args, **kwargs): return function(*args, **kwargs)',
    # what heads every solution
    '"""Generated from the reference by `autograder generate`; change it there."""',
    # the engine's own way with a finding and with a student's function
    '"""got, expected = found.params["got"], found.params["expected"]',
    "student.rnn_forward(x, a0, params).a.array",
)
"""What anybody writes, and so do private texts."""


def secrets(
    assignments: Iterable[Assignment], *, released: Collection[str] = (), keys: tuple[bytes, ...] = ()
) -> Secrets:
    """Return what students must not get of assignments.

    The solutions of those whose ids are `released` are public: an instructor gives them away.

    Raises:
        AssignmentError: what a starter follows from is incomplete.
    """
    private = dict[Source, None]()  # without those that two assignments share, as the reference
    public = [*(Source("an idiom", text) for text in IDIOMS), *_read(SCAFFOLD, SCAFFOLD)]
    for assignment in assignments:
        private |= dict.fromkeys(_private(assignment))
        public += _public(assignment)
        if assignment.id in released:
            public += _of(assignment, SOLUTION)
    return Secrets(tuple(private), tuple(public), keys)


def _private(assignment: Assignment) -> Iterator[Source]:
    sources = [source for name in PRIVATE for source in _of(assignment, name)]
    for source in sources:
        yield Source(source.file, without_imports(source.text), source.names)
    if assignment.reference:
        for source in _read(assignment.reference, assignment.reference.parent):
            yield Source(source.file, without_imports(bodies(source.text)), source.names)


def _public(assignment: Assignment) -> Iterator[Source]:
    declared: Any = document.read(assignment.folder / MANIFEST, MANIFEST).data
    yield Source(MANIFEST, student_manifest(declared, assignment))
    for name in (PUBLIC, *(path.name for path in handouts(assignment).values())):
        yield from _of(assignment, name)
    if assignment.reference and (assignment.folder / STARTER).is_file():
        stubs = read_stubs(assignment, textbook_of(assignment))
        for written in starters(assignment, stubs).values():
            yield Source("the starter", written, compiled.names(written))
        for stub in stubs:  # what begins a cell of the notebook follows a quotation mark
            yield Source("the starter", f'"{stub.source}')
    for name, path in assignment.given_files.items():
        text = path.read_text(encoding="utf-8")
        yield Source(name, text, compiled.names(text))
    for name in (DATA,) if assignment.data else ():
        yield from _of(assignment, name)
    if assignment.questions:
        yield from _of(assignment, declared["questions"])
        yield Source("the blank sheet", sheet(assignment))


def _of(assignment: Assignment, name: str) -> Iterator[Source]:
    return _read(assignment.folder / name, assignment.folder.parents[1])


def _read(place: Path, root: Path) -> Iterator[Source]:
    """Yield the texts of a file, or of all files in a folder, named from `root`."""
    for path in (place,) if place.is_file() else checkout.kept(place):
        readable = (piece for piece in pieces(path) if isinstance(piece, Piece))
        for text in (text for piece in readable for text in piece.texts):
            names = compiled.names(text) if path.suffix == ".py" else ""
            yield Source(path.relative_to(root).as_posix(), text, names)


def bodies(source: str) -> str:
    """Return the bodies of a module's functions, each line in its place; what is above is in the starter."""
    kept: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            documented = ast.get_docstring(node) is not None and len(node.body) > 1
            kept.update(range(node.body[documented].lineno, (node.end_lineno or 0) + 1))
    return "\n".join(line if n in kept else "" for n, line in enumerate(source.splitlines(), 1))


def without_imports(source: str) -> str:
    """Return a text with a barrier for each import, each line in its place; what is not Python as it is."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        return source
    data = source.encode()
    lines = [0, *accumulate(map(len, data.splitlines(keepends=True)))]
    imports = (node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom))
    for start, end in sorted((_span(node, lines) for node in imports), reverse=True):
        data = data[:start] + BARRIER + b"\n" * data.count(b"\n", start, end) + data[end:]
    return data.decode()


def _span(node: ast.stmt, lines: Sequence[int]) -> tuple[int, int]:
    """Return where a statement begins and ends, in bytes, given where each line does."""
    last, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
    return lines[node.lineno - 1] + node.col_offset, lines[last - 1] + end
