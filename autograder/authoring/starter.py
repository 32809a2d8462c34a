"""What students fill in: each function's signature and docstring in place of its body.

`starter.ar.yaml` beside assignment.yaml says in which order and under which section of the handout the
functions stand, and gives the Arabic line of each docstring; the methods of a class come behind it:

    building-blocks:
      softmax: "..."
      Forecaster: "..."
      Forecaster.forward: "..."
"""

import ast
import copy
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from autograder.authoring.decided import without_entry
from autograder.authoring.textbook import Definition, Textbook, first_line
from autograder.errors import AssignmentError
from autograder.loading import document
from autograder.loading.defaults import with_defaults
from autograder.loading.problem import did_you_mean, quote
from autograder.model.assignment import Assignment

FILE = "starter.ar.yaml"
IMPORTS = "import numpy as np\n"
TORCH = "import torch"
QUOTES = '"""'
INDENT = "    "
GIVEN = """\
# Given: this function is complete, use it as it is.
# هذه الدالة معطاة كاملةً: استعملها كما هي.
"""


@dataclass(frozen=True)
class Stub:
    """One function or class to write: its name, the id of its section in the handout, its source, its file.

    `needs` are the imports that its source needs besides numpy; one that is `given` has its body.
    """

    name: str
    section: str
    source: str
    file: str = ""
    needs: tuple[str, ...] = ()
    given: bool = False


def starter(assignment: Assignment, stubs: Sequence[Stub], file: str = "") -> str:
    """Write a file that students fill in, the first if none is named."""
    own = [stub for stub in stubs if (stub.file or assignment.files[0]) == (file or assignment.files[0])]
    header = f'"""{assignment.title.en}\n\n{assignment.title.ar}\n"""\n\n{imports(own)}'
    return "\n\n".join([header, *(stub.source for stub in own)])


def starters(assignment: Assignment, stubs: Sequence[Stub]) -> dict[str, str]:
    """Write all files that students fill in, by name."""
    return {file: starter(assignment, stubs, file) for file in assignment.files}


def imports(stubs: Iterable[Stub]) -> str:
    """Return the imports that stand above stubs."""
    return "".join(f"{line}\n" for line in dict.fromkeys([IMPORTS.strip(), *_needs(stubs)]))


def _needs(stubs: Iterable[Stub]) -> list[str]:
    return sorted(
        {line for stub in stubs for line in stub.needs}, key=lambda line: (line.startswith("from"), line)
    )


def read_stubs(assignment: Assignment, textbook: Textbook) -> tuple[Stub, ...]:
    """Write one stub for each function, in the order of starter.ar.yaml.

    Raises:
        AssignmentError: starter.ar.yaml leaves a function out, or names one or a section there is not; or
            the reference lacks one.
    """
    entries = tuple(_entries(assignment, textbook))
    summaries = {name: summary for _, name, summary in entries}
    missing = set(_documented(assignment.functions, textbook)) - summaries.keys()
    if missing:
        message = f"{FILE} has no summary of {', '.join(sorted(missing))}"
        raise AssignmentError(message)
    writer = _Writer(assignment, textbook, summaries)
    return tuple(writer.stub(section, name) for section, name, _ in entries if name in assignment.functions)


def _documented(names: Iterable[str], textbook: Textbook) -> Iterator[str]:
    """Yield the functions and classes, and those methods that have a docstring, as `Class.method`."""
    for name in names:
        yield name
        node = textbook.class_(name)
        for method in _methods(node) if node else ():
            if ast.get_docstring(method) is not None:
                yield f"{name}.{method.name}"


def _methods(node: ast.ClassDef) -> Iterator[ast.FunctionDef]:
    """Yield the methods that students write: how they help themselves is theirs."""
    for inner in node.body:
        if isinstance(inner, ast.FunctionDef) and (
            inner.name == "__init__" or not inner.name.startswith("_")
        ):
            yield inner


def _entries(assignment: Assignment, textbook: Textbook) -> Iterator[tuple[str, str, str]]:
    """Yield section, function and Arabic summary."""
    known = tuple(_documented(assignment.functions, textbook))
    read = document.read(assignment.folder / FILE, FILE)
    for section, functions in _mapping(read, (), read.data):
        if assignment.sections and section not in assignment.sections:
            near = did_you_mean(section, assignment.sections)
            _refuse(read, (section,), f"the handout has no section {quote(section)}{near}")
        for name, summary in _mapping(read, (section,), functions):
            if name not in known:
                near = did_you_mean(name, known)
                _refuse(read, (section, name), f"assignment.yaml has no function {quote(name)}{near}")
            yield section, name, str(summary)


def _mapping(read: document.Document, key: tuple[str, ...], value: object) -> Iterator[tuple[str, object]]:
    if not isinstance(value, dict):
        _refuse(read, key, f"must be a mapping, not {quote(value)}")
    yield from value.items()


def _refuse(read: document.Document, key: tuple[str, ...], text: str) -> NoReturn:
    raise AssignmentError(str(read.problem(key, text)))


@dataclass(frozen=True)
class _Writer:
    """Writes stubs of an assignment from the reference and the Arabic summaries."""

    assignment: Assignment
    textbook: Textbook
    summaries: Mapping[str, str]

    def stub(self, section: str, name: str) -> Stub:
        given, file = name in self.assignment.given, self.assignment.functions[name].file
        node = self.textbook.class_(name)
        source = self._class(name) if node else self._function(name, given=given)
        names = _read_by(ast.parse(source))
        file = file or self.assignment.files[0]
        needs = set(self.textbook.import_lines(names)) - {IMPORTS.strip()}
        if file in self.assignment.in_torch:
            needs.add(TORCH)
        return Stub(name, section, source, file, tuple(sorted(needs)), given)

    def _function(self, name: str, *, given: bool) -> str:
        node, source = self.textbook.function(name)
        kept = {argument for argument, _ in self.assignment.functions[name].args}
        head = _head(node, source, name, self.summaries[name], kept)
        if not given:
            return head + _unwritten(name, INDENT)
        helpers = (f"{helper.source}\n\n\n" for helper in self._helpers(name))
        return f"{''.join(helpers)}{GIVEN}{head}{_below(node, source)}\n"

    def _helpers(self, name: str) -> Iterator[Definition]:
        """Yield what a given function uses that no student writes."""
        others = self.assignment.functions.keys() - {name}
        return (one for one in self.textbook.closure([name], others) if one.name != name)

    def _class(self, name: str) -> str:
        """Write a class whose methods are to be written."""
        source = self.textbook.definitions[name].source
        node = next(one for one in ast.parse(source).body if isinstance(one, ast.ClassDef))
        bases = f"({', '.join(map(ast.unparse, node.bases))})" if node.bases else ""
        docstring = _docstring(node, source, node.name, self.summaries[node.name], ())
        methods = (self._method(node.name, method, source) for method in _methods(node))
        return "\n".join([f"class {node.name}{bases}:\n{docstring}", *methods])

    def _method(self, owner: str, node: ast.FunctionDef, source: str) -> str:
        """Write one method, indented as in its class."""
        lines = source.splitlines()[first_line(node) - 1 : node.end_lineno]
        alone = textwrap.dedent("\n".join(lines))
        (bare,) = ast.parse(alone).body
        name = f"{owner}.{node.name}"
        head = _head(bare, alone, name, self.summaries.get(name), None)  # type: ignore[arg-type]
        return textwrap.indent(head + _unwritten(name, INDENT), INDENT)


def _head(
    node: ast.FunctionDef, source: str, name: str, arabic: str | None, kept: Collection[str] | None
) -> str:
    """Write signature and docstring, with the arguments that are `kept`, or all."""
    every = [argument for argument, _ in with_defaults(node.args)]
    cut = [argument for argument in every if kept is not None and argument not in kept]
    signature = f"def {node.name}({_bare_arguments(node.args, cut)}):\n"
    return signature + (_docstring(node, source, name, arabic, cut) if arabic is not None else "")


def _unwritten(name: str, indent: str) -> str:
    return (
        f"{indent}# TODO: write your code here instead of the next line.\n"
        f'{indent}raise NotImplementedError("{name} is not implemented yet")\n'
    )


def _docstring(
    node: ast.FunctionDef | ast.ClassDef, source: str, name: str, arabic: str, cut: Collection[str]
) -> str:
    """Write a docstring with its Arabic line, without the arguments that are cut."""
    summary, rest = _docstring_lines(node, source, name)
    for argument in cut:
        rest = without_entry(rest, argument)
    return f"{summary}\n\n{INDENT}{arabic}\n{rest}\n"


def _docstring_lines(node: ast.FunctionDef | ast.ClassDef, source: str, name: str) -> tuple[str, str]:
    """Return the first line of a docstring and the others, as they stand in the source."""
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


def _below(node: ast.FunctionDef, source: str) -> str:
    """Return the lines of a function below its docstring, as they stand in the source."""
    lines = source.splitlines()
    above = (node.end_lineno or 0) - len(lines)
    return "\n".join(lines[(node.body[0].end_lineno or 0) - above :])


def _bare_arguments(arguments: ast.arguments, cut: Collection[str]) -> str:
    """Write arguments but some, with their defaults and without annotations."""
    bare = copy.deepcopy(arguments)
    defaults = dict(with_defaults(bare))
    for kind in ("posonlyargs", "args", "kwonlyargs"):
        setattr(bare, kind, [a for a in getattr(bare, kind) if a.arg not in cut])
    positional = [*bare.posonlyargs, *bare.args]
    bare.defaults = [default for a in positional if (default := defaults[a.arg])]
    bare.kw_defaults = [defaults[a.arg] for a in bare.kwonlyargs]
    for node in ast.walk(bare):
        if isinstance(node, ast.arg):
            node.annotation = None
    return ast.unparse(bare)


def _read_by(tree: ast.Module) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
