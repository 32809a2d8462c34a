"""One top-level statement and its dealings with the module's names."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.intake.syntax import global_names

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)
OWN_SCOPE = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, eq=False)
class Statement:
    """A top-level statement.

    `source` is its exact text, which begins on line `line` of the file. `binds` are the names it
    gives a value, `changes` those it stores into (`a[0] = 1`, `del a`), `calls` those a method of
    which it calls for its effect (`a.append(1)`), `reads` the global names that it or a function in
    it reads, `writes` those that functions in it assign.
    """

    node: ast.stmt
    line: int
    source: str
    binds: frozenset[str]
    changes: frozenset[str]
    calls: frozenset[str]
    reads: frozenset[str]
    writes: frozenset[str]

    @property
    def is_import(self) -> bool:
        """Whether it imports: plainly, or with a fallback as in `try: import x except ImportError:`."""
        if isinstance(self.node, ast.Try):
            return all(isinstance(inner, IMPORTS) for inner in self.node.body)
        return isinstance(self.node, IMPORTS)

    @property
    def defines(self) -> str:
        """The name of the function or class it defines, or ""."""
        return self.node.name if isinstance(self.node, DEFINITIONS) else ""

    @property
    def imports_all_from(self) -> str:
        """The module of a `from module import *`, or ""."""
        if isinstance(self.node, ast.ImportFrom) and self.node.names[0].name == "*":
            return self.node.module or ""
        return ""

    def line_of(self, node: ast.stmt | ast.expr) -> int:
        """Return the line of the file on which a node inside this statement begins."""
        return self.line + node.lineno - first_line(self.node)


def statements(tree: ast.Module, text: str, line: int) -> Iterator[Statement]:
    """Cut `text`, from which `tree` was parsed and which begins on line `line` of the file."""
    lines = [piece.encode() for piece in text.split("\n")]
    for node in tree.body:
        source = _source(node, lines)
        names = global_names(node, source)
        yield Statement(
            node=node,
            line=line + first_line(node) - 1,
            source=source,
            binds=frozenset(_bound(node)),
            changes=frozenset(_changed(node)),
            calls=frozenset(_called(node)),
            reads=names.read,
            writes=names.written,
        )


def first_line(node: ast.stmt) -> int:
    """Return the line of the statement's first decorator, or its own."""
    decorators = node.decorator_list if isinstance(node, DEFINITIONS) else []
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _source(node: ast.stmt, lines: list[bytes]) -> str:
    first, last = first_line(node), node.end_lineno or node.lineno
    start = node.col_offset if first == node.lineno else 0
    taken = lines[first - 1 : last]
    taken[-1] = taken[-1][: node.end_col_offset]
    taken[0] = taken[0][start:]
    return b"\n".join(taken).decode()


def _bound(statement: ast.stmt) -> Iterator[str]:
    for node in _in_module_scope(statement):
        if isinstance(node, DEFINITIONS):
            yield node.name
        elif isinstance(node, IMPORTS):
            yield from (a.asname or a.name.split(".")[0] for a in node.names if a.name != "*")
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            yield node.name


def _changed(statement: ast.stmt) -> Iterator[str]:
    for node in _in_module_scope(statement):
        if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            yield from _root(node)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del):
            yield node.id


def _called(statement: ast.stmt) -> Iterator[str]:
    for node in _in_module_scope(statement):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            method = node.value.func
            yield from _root(method) if isinstance(method, ast.Attribute) else ()


def _root(node: ast.expr) -> Iterator[str]:
    """Yield `a` for `a.b[0].c`, nothing for what does not begin with a name."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _in_module_scope(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield the nodes that run, or are defined, when the statement runs; not what is inside functions."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (*DEFINITIONS, *OWN_SCOPE)):
            waiting.extend(ast.iter_child_nodes(node))
