"""The hash of what a submission's code means, the same for every way to lay it out or hand it in."""

import ast
import hashlib
from collections.abc import Iterable, Iterator

from autograder.intake.keep import is_silent

VARYING = frozenset({"type_comment", "type_params", "type_ignores", "kind"})
"""Fields that depend on Python's version or on spelling."""


def fingerprint(modules: Iterable[tuple[str, Iterable[ast.stmt]]]) -> str:
    """Return the SHA-256 of the syntax trees of each named module's statements, modules sorted by name."""
    digest = hashlib.sha256()
    for name, nodes in sorted(modules, key=lambda module: module[0]):
        digest.update(f"module {name}\n".encode())
        for node in nodes:
            for token in _tokens(node):
                digest.update(token.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()


def _tokens(root: ast.AST) -> Iterator[str]:
    """Write a tree in prefix order, each node and list with its length, so that no two trees read alike.

    Statements that do nothing are left out: docstrings, and strings that stand for comments.
    """
    waiting: list[object] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, ast.AST):
            children = [getattr(item, field, None) for field in item._fields if field not in VARYING]
            yield f"{type(item).__name__} {len(children)}"
        elif isinstance(item, list):
            children = [child for child in item if not is_silent(child)]
            yield f"list {len(children)}"
        else:
            children = []
            yield _constant(item)
        waiting.extend(reversed(children))


def _constant(value: object) -> str:
    # repr of an int of more than 4,300 digits raises; its hexadecimal form does not.
    is_int = isinstance(value, int) and not isinstance(value, bool)
    return f"int {value:x}" if is_int else f"{type(value).__name__} {value!r}"
