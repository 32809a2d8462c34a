"""Names that a function needs and the file does not have."""

import ast
import builtins
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.intake.notes import capped, note
from autograder.intake.salvage import Broken
from autograder.intake.statement import Statement
from autograder.model.finding import Finding

OF_EVERY_MODULE = (
    "__name__",
    "__file__",
    "__doc__",
    "__package__",
    "__spec__",
    "__loader__",
    "__annotations__",
)
GIVEN = frozenset({*dir(builtins), *OF_EVERY_MODULE})


class Scope:
    """The module-level names of one file.

    `bound` adds names that other files bring by `from module import *`; when `open_ended`, such
    an import brings names that cannot be known, and no name is called free.
    """

    def __init__(
        self,
        file: str,
        kept: Sequence[Statement],
        broken: Iterable[Broken],
        *,
        bound: frozenset[str] = frozenset(),
        open_ended: bool = False,
    ) -> None:
        self.file = file
        self.open_ended = open_ended
        self.binding: dict[str, list[Statement]] = defaultdict(list)
        for statement in kept:
            for name in statement.binds:
                self.binding[name].append(statement)
        written = frozenset(name for statement in kept for name in statement.writes)
        self.known = GIVEN | bound | written | frozenset(self.binding)
        self.broken = {name: piece.finding for piece in broken for name in piece.names - self.known}

    def problems(self, functions: Iterable[str]) -> Mapping[str, tuple[Finding, ...]]:
        """Map each function that cannot work to the reasons."""
        found = {function: capped(dict.fromkeys(self._of(function))) for function in functions}
        return {function: findings for function, findings in found.items() if findings}

    def _of(self, function: str) -> Iterator[Finding]:
        if function in self.broken:
            yield self.broken[function]
        for statement in self._reached(function):
            missing = statement.reads - self.known
            lines = _first_lines(statement) if missing else {}
            for name in sorted(missing):
                if name in self.broken:
                    yield self.broken[name]
                elif not self.open_ended:
                    line = lines.get(name, statement.line)
                    yield note("free_name", name=name, function=function, line=line, file=self.file)

    def _reached(self, function: str) -> list[Statement]:
        """Return the statements that bind the function and, transitively, what they read."""
        reached: dict[Statement, None] = {}
        waiting = list(self.binding.get(function, ()))
        while waiting:
            statement = waiting.pop()
            if statement not in reached:
                reached[statement] = None
                waiting.extend(s for name in statement.reads for s in self.binding.get(name, ()))
        return sorted(reached, key=lambda statement: statement.line)


def _first_lines(statement: Statement) -> dict[str, int]:
    """Map each name in a statement to the line on which it is first used."""
    names = [node for node in ast.walk(statement.node) if isinstance(node, ast.Name)]
    names.sort(key=lambda node: node.lineno, reverse=True)
    return {node.id: statement.line_of(node) for node in names}
