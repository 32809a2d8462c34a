"""Source that depends on a convention: the default of an argument that a convention decides.

Under `lstm_output: linear`, `def lstm_forward(x, a0, c0, params, output="tanh")` is read as
`output="linear"`.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping

from autograder.model.convention import VALUES, parameter

Edit = tuple[tuple[int, int], tuple[int, int], str]
"""From and to which line and column another text is put."""


def with_settings(source: str, conventions: Mapping[str, str]) -> str:
    """Return a source whose defaults follow the conventions.

    Raises:
        SyntaxError: it is not Python.
    """
    return edited(source, _decided(ast.parse(source), conventions))


def _decided(tree: ast.Module, conventions: Mapping[str, str]) -> Iterator[Edit]:
    """Yield each default that a convention decides, and what it must be."""
    parameters = {parameter(name): name for name in conventions}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for name, default in with_defaults(function.args):
            convention = parameters.get(name)
            if convention and isinstance(default, ast.Constant) and default.value in VALUES[convention]:
                start = (default.lineno, default.col_offset)
                end = (default.end_lineno or 0, default.end_col_offset or 0)
                yield start, end, f'"{conventions[convention]}"'


def with_defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield the name of each argument, and its default if it has one."""
    positional = [*arguments.posonlyargs, *arguments.args]
    without = len(positional) - len(arguments.defaults)
    yield from zip((a.arg for a in positional), [*[None] * without, *arguments.defaults], strict=True)
    yield from zip((a.arg for a in arguments.kwonlyargs), arguments.kw_defaults, strict=True)


def edited(source: str, edits: Iterable[Edit]) -> str:
    """Return a source with other texts in some places; columns count bytes."""
    data = source.encode()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for (row, column), (last, end), text in sorted(edits, reverse=True):
        data = data[: starts[row - 1] + column] + text.encode() + data[starts[last - 1] + end :]
    return data.decode()
