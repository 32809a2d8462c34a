"""A function of the starter with the reference's body, between the marks that nbgrader cuts out."""

import ast
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from autograder.authoring.starter import IMPORTS, Stub
from autograder.authoring.textbook import Definition, Textbook
from autograder.loading.defaults import with_defaults

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
CUT = ("# YOUR CODE HERE", "raise NotImplementedError()")
"""What nbgrader leaves in the place of a solution, if its configuration does not say otherwise."""
INDENT = "    "
GIVEN = frozenset(alias.asname or alias.name for node in ast.parse(IMPORTS).body for alias in node.names)  # type: ignore[attr-defined]
"""What every notebook imports at its top."""

Write = Callable[[str], Iterable[str]]
"""Gives the lines below the docstring of a method, by its name."""


def solved(stub: Stub, textbook: Textbook, functions: Collection[str]) -> str:
    """Return a function or class with its solution; what that needs beside the `functions` is within it."""
    if stub.given:
        return stub.source
    if textbook.class_(stub.name):
        source = textbook.definitions[stub.name].source
        nodes = ast.walk(ast.parse(source))
        methods = {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}
        return _class(stub, lambda name: _solution(methods[name], source, textbook, functions))
    source = textbook.function(stub.name)[1]
    node = next(one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef))
    return "\n".join([_head(stub), *_solution(node, source, textbook, functions, _cut(stub, textbook))])


def unsolved(stub: Stub) -> str:
    """Return the function or class as nbgrader hands it out."""
    if stub.given:
        return stub.source
    if isinstance(_node(stub), ast.ClassDef):
        return _class(stub, lambda _name: (INDENT * 2 + line for line in CUT))
    return "\n".join([_head(stub), *(INDENT + line for line in CUT)])


def callable_from_outside(stubs: Iterable[Stub], textbook: Textbook) -> tuple[str, ...]:
    """Return the functions that take all arguments of the reference's: others may call them."""
    return tuple(stub.name for stub in stubs if not _cut(stub, textbook))


def _cut(stub: Stub, textbook: Textbook) -> list[str]:
    """Return an assignment for each argument that the reference takes and the starter does not."""
    node = _node(stub)
    if stub.given or isinstance(node, ast.ClassDef):
        return []
    taken = {name for name, _ in with_defaults(node.args)}  # type: ignore[attr-defined]
    every = with_defaults(textbook.function(stub.name)[0].args)
    return [f"{name} = {ast.unparse(default)}" for name, default in every if default and name not in taken]


def _node(stub: Stub) -> ast.stmt:
    return ast.parse(stub.source).body[0]


def _head(stub: Stub) -> str:
    """Return signature and docstring."""
    docstring = _node(stub).body[0]  # type: ignore[attr-defined]
    return "\n".join(stub.source.splitlines()[: docstring.end_lineno])


def _class(stub: Stub, write: Write) -> str:
    """Return a class with other lines below the signature and docstring of each method."""
    lines, written = stub.source.splitlines(), [_head(stub)]
    for method in _node(stub).body[1:]:  # type: ignore[attr-defined]
        documented = ast.get_docstring(method) is not None
        end = method.body[0].end_lineno if documented else method.lineno
        written += ["", *lines[method.lineno - 1 : end], *write(method.name)]
    return "\n".join(written)


def _solution(
    node: ast.FunctionDef,
    source: str,
    textbook: Textbook,
    functions: Collection[str],
    first: Sequence[str] = (),
) -> Iterator[str]:
    """Yield the marks and, between them, the `first` lines, what the body needs, and the body."""
    indent = " " * node.col_offset + INDENT
    pieces = [*first, *_needed(node.body, textbook, functions)]
    inside = (textwrap.indent(piece, indent) for piece in pieces)
    yield indent + BEGIN
    yield "\n\n".join((*inside, _body(node, source)))
    yield indent + END


def _body(node: ast.FunctionDef, source: str) -> str:
    """Return the lines below a function's signature and docstring, as they stand in the source."""
    documented = ast.get_docstring(node) is not None
    start = (node.body[0].end_lineno or 0) if documented else node.body[0].lineno - 1
    return "\n".join(source.splitlines()[start : node.end_lineno])


def _needed(body: Sequence[ast.stmt], textbook: Textbook, functions: Collection[str]) -> Iterator[str]:
    """Yield the imports and definitions that a function's body needs."""
    helpers = _helpers(body, textbook, functions)
    uses = frozenset().union(_used(body), *(helper.uses for helper in helpers))
    imports = list(_imports(textbook, uses - GIVEN))
    if imports:
        yield "\n".join(imports)
    yield from (helper.source for helper in helpers)


def _helpers(body: Sequence[ast.stmt], textbook: Textbook, functions: Collection[str]) -> list[Definition]:
    """Return the definitions that a body uses, itself or through others that no student writes."""
    own = {n: d for n, d in textbook.definitions.items() if n not in functions}
    return Textbook(own).closure(sorted(_used(body)))


def _used(nodes: Iterable[ast.AST]) -> frozenset[str]:
    return frozenset(node.id for top in nodes for node in ast.walk(top) if isinstance(node, ast.Name))


def _imports(textbook: Textbook, names: Collection[str]) -> Iterator[str]:
    for name in sorted(names & textbook.imports.keys()):
        module, alias = textbook.imports[name]
        source = ast.unparse(alias)
        yield f"from {module} import {source}" if module else f"import {source}"
