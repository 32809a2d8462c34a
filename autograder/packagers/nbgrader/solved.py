"""A function of the starter with the reference's body, between the marks that nbgrader cuts out."""

import ast
import textwrap
from collections.abc import Collection, Iterable, Iterator

from autograder.authoring.starter import IMPORTS, Stub
from autograder.authoring.textbook import Definition, Textbook

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
CUT = ("# YOUR CODE HERE", "raise NotImplementedError()")
"""What nbgrader leaves in the place of a solution, if its configuration does not say otherwise."""
INDENT = "    "
GIVEN = frozenset(alias.asname or alias.name for node in ast.parse(IMPORTS).body for alias in node.names)  # type: ignore[attr-defined]
"""What every notebook imports at its top."""


def solved(stub: Stub, textbook: Textbook, functions: Collection[str]) -> str:
    """Return a function with its solution; whatever that needs beside the other `functions` is within it."""
    inside = "\n\n".join((*_needed(stub.name, textbook, functions), _body(stub.name, textbook)))
    return "\n".join([_head(stub), INDENT + BEGIN, inside, INDENT + END])


def unsolved(stub: Stub) -> str:
    """Return the function as nbgrader hands it out."""
    return "\n".join([_head(stub), *(INDENT + line for line in CUT)])


def _head(stub: Stub) -> str:
    """Return signature and docstring."""
    (function,) = ast.parse(stub.source).body
    docstring = function.body[0]  # type: ignore[attr-defined]
    return "\n".join(stub.source.splitlines()[: docstring.end_lineno])


def _body(name: str, textbook: Textbook) -> str:
    """Return the lines below a function's docstring, as they stand in the source."""
    node, source = textbook.function(name)
    lines = source.splitlines()
    above = (node.end_lineno or 0) - len(lines)
    return "\n".join(lines[(node.body[0].end_lineno or 0) - above :])


def _needed(name: str, textbook: Textbook, functions: Collection[str]) -> Iterator[str]:
    """Yield the imports and definitions that a function's body needs."""
    helpers = _helpers(name, textbook, functions)
    uses = frozenset().union(_used(textbook.function(name)[0].body), *(helper.uses for helper in helpers))
    imports = list(_imports(textbook, uses - GIVEN))
    if imports:
        yield textwrap.indent("\n".join(imports), INDENT)
    yield from (textwrap.indent(helper.source, INDENT) for helper in helpers)


def _helpers(name: str, textbook: Textbook, functions: Collection[str]) -> list[Definition]:
    """Return the definitions that a function uses, itself or through others that no student writes."""
    own = {n: d for n, d in textbook.definitions.items() if n not in functions}
    return Textbook(own).closure(sorted(_used(textbook.function(name)[0].body)))


def _used(nodes: Iterable[ast.AST]) -> frozenset[str]:
    return frozenset(node.id for top in nodes for node in ast.walk(top) if isinstance(node, ast.Name))


def _imports(textbook: Textbook, names: Collection[str]) -> Iterator[str]:
    for name in sorted(names & textbook.imports.keys()):
        module, alias = textbook.imports[name]
        source = ast.unparse(alias)
        yield f"from {module} import {source}" if module else f"import {source}"
