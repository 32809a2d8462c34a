"""Imports and names that the assignment does not allow; they cost nothing by themselves."""

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.intake.notes import note
from autograder.intake.statement import Statement
from autograder.model.finding import Finding

ALWAYS_ALLOWED = frozenset({"__future__", "builtins"})
TOOLS = frozenset({"autograder", "otter"})
"""What a notebook checks itself with, which is no part of the work."""


@dataclass(frozen=True)
class Import:
    """One imported name: `alias` stands for `dotted` in the code, `module` is what is loaded."""

    module: str
    dotted: str
    alias: str
    line: int


def imports(statements: Iterable[Statement]) -> Iterator[Import]:
    """Yield every import in the statements, those inside functions included."""
    for statement in statements:
        for node in ast.walk(statement.node):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    short = alias.asname or alias.name.split(".")[0]
                    dotted = alias.name if alias.asname else short
                    yield Import(alias.name, dotted, short, statement.line_of(node))
            elif isinstance(node, ast.ImportFrom):
                module = "." * node.level + (node.module or "")
                for alias in node.names:
                    short = alias.asname or alias.name
                    yield Import(module, f"{module}.{alias.name}", short, statement.line_of(node))


def without_tools(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Leave out imports of nothing but tools, what is made with them, and bare calls, as `check()`."""
    imported = [statement for statement in statements if _imports_tools(statement)]
    brought = {name for statement in imported for name in statement.binds}
    made = [statement for statement in statements if _made_with(statement.node) in brought]
    names = brought.union(*(statement.binds for statement in made))
    return tuple(s for s in statements if s not in (*imported, *made) and _called(s.node) not in names)


def _imports_tools(statement: Statement) -> bool:
    return statement.is_import and all(i.module.split(".")[0] in TOOLS for i in imports([statement]))


def _made_with(node: ast.stmt) -> str:
    """Return `otter` for `grader = otter.Notebook()`, or ""."""
    return _first_name(node.value) if isinstance(node, ast.Assign) else ""


def _called(node: ast.stmt) -> str:
    """Return the name that a statement which is a call and nothing else begins with, or ""."""
    return _first_name(node.value) if isinstance(node, ast.Expr) else ""


def _first_name(value: ast.expr) -> str:
    """Return `check` for `check(only="a").must_pass()`, or "" for what is no call."""
    if not isinstance(value, ast.Call):
        return ""
    while isinstance(value, ast.Call | ast.Attribute):
        value = value.func if isinstance(value, ast.Call) else value.value
    return value.id if isinstance(value, ast.Name) else ""


def imports_not_allowed(
    file: str, statements: Iterable[Statement], allowed: Collection[str]
) -> Iterator[Finding]:
    """Yield one finding for each module outside `allowed`, at the first import of it."""
    seen = set()
    for item in imports(statements):
        if item.module not in seen and not is_allowed(item.module, allowed):
            seen.add(item.module)
            yield note("import_not_allowed", module=item.module, line=item.line, file=file)


def is_allowed(module: str, allowed: Collection[str]) -> bool:
    """Tell whether a module, or the package it is in, may be imported."""
    return module in allowed or module.partition(".")[0] in {*allowed, *ALWAYS_ALLOWED}


def forbidden_names(
    file: str, statements: Sequence[Statement], forbidden: Iterable[str]
) -> Iterator[Finding]:
    """Yield one finding for each forbidden dotted name, at its first use, under whatever alias."""
    found = list(imports(statements))
    aliases = {item.alias: item.dotted for item in found}
    used = [(item.line, name) for item in found for name in (item.module, item.dotted)]
    used += [use for statement in statements for use in _uses(statement, aliases)]
    for name in forbidden:
        lines = [line for line, dotted in used if f"{dotted}.".startswith(f"{name}.")]
        if lines:
            yield note("forbidden_name", module=name, line=min(lines), file=file)


def _uses(statement: Statement, aliases: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(statement.node):
        if isinstance(node, (ast.Attribute, ast.Name)):
            dotted = _dotted(node, aliases)
            if dotted:
                yield statement.line_of(node), dotted


def _dotted(node: ast.expr, aliases: Mapping[str, str]) -> str:
    """Return `torch.nn.RNN` for `nn.RNN` when `nn` is an alias of `torch.nn`; else ""."""
    attributes: list[str] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name) and node.id in aliases:
        return ".".join([aliases[node.id], *reversed(attributes)])
    return ""
