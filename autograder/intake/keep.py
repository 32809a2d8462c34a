"""Which top-level statements run: what the definitions need, and nothing else."""

import ast
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from autograder.intake.statement import Statement


@dataclass(frozen=True)
class Split:
    """The statements that run and those that do not, both in the file's order."""

    kept: tuple[Statement, ...]
    dropped: tuple[Statement, ...]


def split(
    statements: Sequence[Statement], wanted: Iterable[str] = (), foreign: Collection[str] = ()
) -> Split:
    """Keep imports, definitions, and what binds or changes a name they read or that is `wanted`.

    What the kept statements read is wanted in turn. To change a `foreign` name, which an import that
    is not allowed brought, is of no use.
    """
    affecting = _affecting(statements, frozenset(foreign))
    kept = {i for i, statement in enumerate(statements) if statement.is_import or statement.defines}
    waiting = [*wanted, *(name for i in kept for name in statements[i].reads)]
    while waiting:
        for i in affecting.pop(waiting.pop(), ()):
            if i not in kept:
                kept.add(i)
                waiting.extend(statements[i].reads)
    return Split(
        tuple(statement for i, statement in enumerate(statements) if i in kept),
        tuple(statement for i, statement in enumerate(statements) if i not in kept),
    )


def _affecting(statements: Sequence[Statement], foreign: frozenset[str]) -> dict[str, list[int]]:
    """Map each name to the statements that bind or change it.

    A method call on a module (`plt.show()`, `np.testing.assert_allclose(..)`) changes nothing.
    """
    modules = {name for statement in statements if statement.is_import for name in statement.binds}
    affecting = defaultdict(list)
    for i, statement in enumerate(statements):
        if not is_main_guard(statement.node):
            for name in statement.binds | (statement.changes - foreign) | (statement.calls - modules):
                affecting[name].append(i)
    return affecting


def is_main_guard(node: ast.stmt) -> bool:
    """Tell an `if __name__ == "__main__":`."""
    return isinstance(node, ast.If) and any(
        isinstance(inner, ast.Name) and inner.id == "__name__" for inner in ast.walk(node.test)
    )


def is_silent(node: ast.stmt) -> bool:
    """Tell a statement that does nothing when it runs: a docstring, a constant, `pass`."""
    constant = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return constant or isinstance(node, ast.Pass)
