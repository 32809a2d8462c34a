"""Functions that a file defines more than once, as notebooks do."""

import ast
from collections.abc import Container, Sequence
from dataclasses import dataclass

from autograder.intake.notes import note
from autograder.intake.statement import Statement
from autograder.model.finding import Finding


@dataclass(frozen=True)
class Settled:
    """Statements in which the last definition of each function is the one that counts."""

    statements: tuple[Statement, ...]
    notes: tuple[Finding, ...]


def settle(file: str, statements: Sequence[Statement], functions: Container[str]) -> Settled:
    """Leave out an empty definition of a function that is really written elsewhere in the file."""
    written = {s.defines for s in statements if s.defines in functions and not is_empty(s.node)}
    kept, notes = [], {}
    seen: set[str] = set()
    for statement in statements:
        name = statement.defines
        empty = name in written and is_empty(statement.node)
        if name in seen:
            choice = "earlier" if empty else "last"
            notes[name] = note("redefined", function=name, line=statement.line, file=file, kept=choice)
        if not empty:
            kept.append(statement)
            seen |= {name} & written
    return Settled(tuple(kept), tuple(notes.values()))


def is_empty(node: ast.stmt) -> bool:
    """Tell a function nobody has written yet: only `pass`, `...`, `return None`, NotImplementedError.

    Of a class, one with such methods and nothing else.
    """
    if isinstance(node, ast.ClassDef):
        methods = [inner for inner in node.body if not _does_nothing(inner)]
        return bool(methods) and all(map(is_empty, methods))
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and all(map(_does_nothing, node.body))


def _does_nothing(node: ast.stmt) -> bool:
    if isinstance(node, ast.Return):
        return node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None)
    if isinstance(node, ast.Raise):
        error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return isinstance(error, ast.Name) and error.id == "NotImplementedError"
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
