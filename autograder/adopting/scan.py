"""What the source of a suite and of its solution says, without running either."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.adopting.suite import Test
from autograder.errors import UsageError
from autograder.model.assignment import TORCH

USUAL = (
    *("abc", "bisect", "collections", "copy", "dataclasses", "datetime", "decimal", "enum", "fractions"),
    *("functools", "heapq", "itertools", "json", "math", "numpy", "operator", "random", "re", "statistics"),
    *("string", "time", "typing"),
)
"""What students may import besides what the solution imports."""

REASONS: Mapping[str, frozenset[str]] = {
    "isinstance": frozenset({"isinstance", "issubclass", "assertIsInstance", "assertNotIsInstance"}),
    "patch": frozenset({"patch", "monkeypatch", "reload"}),
    "source": frozenset({"getsource", "getsourcelines", "signature", "inspect", "__file__", "__code__"}),
    "pickle": frozenset({"pickle", "deepcopy", "copy"}),
    "type": frozenset({"type", "__class__", "__dict__", "vars"}),
    "identity": frozenset({"assertIs", "assertIsNot", "id"}),
}
"""Why a test may give another result in the sandbox, and the names that tell."""


@dataclass(frozen=True)
class Solution:
    """What a submission may hold: definitions, other names of its top level, imported modules."""

    definitions: tuple[str, ...]
    names: tuple[str, ...]
    imports: tuple[str, ...]

    @property
    def profile(self) -> str:
        """The profile of a part that it is about."""
        return TORCH if TORCH in self.imports else "numpy"


def solution(path: Path, used: frozenset[str]) -> Solution:
    """Return what of a solution's top level is among the names `used`, and what it imports."""
    tree = parsed(path)
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    definitions = [node.name for node in tree.body if isinstance(node, defined)]
    bound = [name for node in tree.body if not isinstance(node, defined) for name in _bound(node)]
    return Solution(
        tuple(name for name in dict.fromkeys(definitions) if name in used),
        tuple(name for name in dict.fromkeys(bound) if name in used and name not in definitions),
        tuple(sorted({*USUAL, *_imports(tree)} - _beside(path))),
    )


def _bound(statement: ast.stmt) -> Iterator[str]:
    if not isinstance(statement, (ast.Import, ast.ImportFrom)):
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _beside(path: Path) -> frozenset[str]:
    """Return the modules that are files of the solution's own."""
    return frozenset({"__future__", *(other.stem for other in path.parent.glob("*.py"))})


def python_files(suite: Path) -> tuple[Path, ...]:
    """Return the Python files of a suite, which is one of them or a folder."""
    return (suite,) if suite.is_file() and suite.suffix == ".py" else tuple(sorted(suite.rglob("*.py")))


def names_used(suite: Path) -> frozenset[str]:
    """Return every identifier of a suite's files.

    Raises:
        UsageError: one is not Python.
    """
    return frozenset(name for path in python_files(suite) for name in _identifiers(parsed(path)))


def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file.

    Raises:
        UsageError: it is not Python.
    """
    try:
        return ast.parse(path.read_bytes())
    except (SyntaxError, ValueError) as error:
        message = f"{path} is not Python: {error}"
        raise UsageError(message) from error


def _identifiers(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield from (node.name, node.asname or node.name)
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, (ast.Is, ast.IsNot)):
            yield "id"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value


def reason(root: Path, test: Test) -> str:
    """Return a key of REASONS that the test's source suggests, "" for none."""
    function = _find(ast.parse((root / test.file).read_bytes()), test.name)
    used = frozenset(_identifiers(function)) if function else frozenset()
    return next((key for key, names in REASONS.items() if used & names), "")


def _find(tree: ast.Module, name: str) -> ast.AST | None:
    """Return the class or function that a test's name leads to, step by step."""
    found: ast.AST | None = tree
    for step in name.partition("[")[0].replace("::", ".").split("."):
        found = next((node for node in _body(found) if getattr(node, "name", None) == step), None)
    return found


def _body(node: ast.AST | None) -> Iterable[ast.AST]:
    return getattr(node, "body", ())
