"""Imports and names that the assignment does not allow; they cost nothing by themselves."""

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.intake.notes import note
from autograder.intake.statement import Statement
from autograder.model.finding import Finding

ALWAYS_ALLOWED = frozenset({"__future__", "builtins"})
OURS = "autograder"


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


def without_us(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Leave out imports of nothing but this package, and bare calls of what they bind, as `check()`."""
    names = {name for statement in statements if _imports_us(statement) for name in statement.binds}
    return tuple(s for s in statements if not _imports_us(s) and _called(s.node) not in names)


def _imports_us(statement: Statement) -> bool:
    return statement.is_import and all(i.module.split(".")[0] == OURS for i in imports([statement]))


def _called(node: ast.stmt) -> str:
    """Return the name that a statement calls and does nothing else, or ""."""
    call = node.value if isinstance(node, ast.Expr) else None
    return call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""


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
