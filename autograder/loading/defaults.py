"""Source that depends on a convention: the default of an argument that a convention decides.

Under `lstm_output: linear`, `def lstm_forward(x, a0, c0, params, output="tanh")` is read as
`output="linear"`.
"""

import ast
from collections.abc import Iterator, Mapping

from autograder.model.convention import VALUES, parameter


def with_settings(source: str, conventions: Mapping[str, str]) -> str:
    """Return a source whose defaults follow the conventions.

    Raises:
        SyntaxError: it is not Python.
    """
    for default, value in sorted(_decided(ast.parse(source), conventions), key=_place, reverse=True):
        source = _replaced(source, default, f'"{value}"')
    return source


def _decided(tree: ast.Module, conventions: Mapping[str, str]) -> Iterator[tuple[ast.expr, str]]:
    """Yield each default that a convention decides, and what it must be."""
    parameters = {parameter(name): name for name in conventions}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for name, default in with_defaults(function.args):
            convention = parameters.get(name)
            if convention and isinstance(default, ast.Constant) and default.value in VALUES[convention]:
                yield default, conventions[convention]


def with_defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield the name of each argument, and its default if it has one."""
    positional = [*arguments.posonlyargs, *arguments.args]
    without = len(positional) - len(arguments.defaults)
    yield from zip((a.arg for a in positional), [*[None] * without, *arguments.defaults], strict=True)
    yield from zip((a.arg for a in arguments.kwonlyargs), arguments.kw_defaults, strict=True)


def _place(found: tuple[ast.expr, str]) -> tuple[int, int]:
    return found[0].lineno, found[0].col_offset


def _replaced(source: str, node: ast.expr, text: str) -> str:
    """Put a text in the place of an expression of one line; columns count bytes."""
    lines = source.encode().splitlines(keepends=True)
    line = lines[node.lineno - 1]
    lines[node.lineno - 1] = line[: node.col_offset] + text.encode() + line[node.end_col_offset :]
    return b"".join(lines).decode()
