"""What students fill in: each function's signature and docstring in place of its body.

`starter.ar.yaml` beside assignment.yaml says in which order and under which section of the handout the
functions stand, and gives the Arabic line of each docstring:

    building-blocks:
      softmax: "..."
"""

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

from autograder.authoring.textbook import Textbook
from autograder.errors import AssignmentError
from autograder.loading import document
from autograder.loading.problem import did_you_mean, quote
from autograder.model.assignment import Assignment

FILE = "starter.ar.yaml"
IMPORTS = "import numpy as np\n"
QUOTES = '"""'


@dataclass(frozen=True)
class Stub:
    """One function to write: its name, the id of its section in the handout, and its source."""

    name: str
    section: str
    source: str


def starter(assignment: Assignment, stubs: Sequence[Stub]) -> str:
    """Write the file that students fill in."""
    header = f'"""{assignment.title.en}\n\n{assignment.title.ar}\n"""\n\n{IMPORTS}'
    return "\n\n".join([header, *(stub.source for stub in stubs)])


def read_stubs(assignment: Assignment, textbook: Textbook) -> tuple[Stub, ...]:
    """Write one stub for each function, in the order of starter.ar.yaml.

    Raises:
        AssignmentError: starter.ar.yaml leaves a function out, or names one or a section there is not; or
            the reference lacks one.
    """
    entries = tuple(_entries(assignment))
    missing = set(assignment.functions) - {name for _, name, _ in entries}
    if missing:
        message = f"{FILE} has no summary of {', '.join(sorted(missing))}"
        raise AssignmentError(message)
    return tuple(Stub(name, section, _stub(name, summary, textbook)) for section, name, summary in entries)


def _entries(assignment: Assignment) -> Iterator[tuple[str, str, str]]:
    """Yield section, function and Arabic summary."""
    read = document.read(assignment.folder / FILE, FILE)
    for section, functions in _mapping(read, (), read.data):
        if assignment.sections and section not in assignment.sections:
            near = did_you_mean(section, assignment.sections)
            _refuse(read, (section,), f"the handout has no section {quote(section)}{near}")
        for name, summary in _mapping(read, (section,), functions):
            if name not in assignment.functions:
                near = did_you_mean(name, assignment.functions)
                _refuse(read, (section, name), f"assignment.yaml has no function {quote(name)}{near}")
            yield section, name, str(summary)


def _mapping(read: document.Document, key: tuple[str, ...], value: object) -> Iterator[tuple[str, object]]:
    if not isinstance(value, dict):
        _refuse(read, key, f"must be a mapping, not {quote(value)}")
    yield from value.items()


def _refuse(read: document.Document, key: tuple[str, ...], text: str) -> NoReturn:
    raise AssignmentError(str(read.problem(key, text)))


def _stub(name: str, arabic: str, textbook: Textbook) -> str:
    """Write one function with its docstring in place of its body."""
    node, _ = textbook.function(name)
    summary, rest = _docstring_lines(name, textbook)
    return (
        f"def {name}({_bare_arguments(node.args)}):\n"
        f"{summary}\n\n    {arabic}\n{rest}\n"
        "    # TODO: write your code here instead of the next line.\n"
        f'    raise NotImplementedError("{name} is not implemented yet")\n'
    )


def _docstring_lines(name: str, textbook: Textbook) -> tuple[str, str]:
    """Return the first line of a docstring and the others, as they stand in the source."""
    node, source = textbook.function(name)
    if ast.get_docstring(node) is None:
        message = f"{name} has no docstring in the reference, and students need one"
        raise AssignmentError(message)
    lines = source.splitlines()
    above = (node.end_lineno or 0) - len(lines) + 1
    doc = node.body[0]
    first, *others = lines[doc.lineno - above : (doc.end_lineno or 0) - above + 1]
    if not others:
        return first.removesuffix(QUOTES), f"    {QUOTES}"
    return first, "\n".join(others)


def _bare_arguments(arguments: ast.arguments) -> str:
    """Write arguments with their defaults and without annotations."""
    bare = copy.deepcopy(arguments)
    for node in ast.walk(bare):
        if isinstance(node, ast.arg):
            node.annotation = None
    return ast.unparse(bare)
