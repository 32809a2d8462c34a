"""Parse untrusted source in the grader's process: every failure is a value."""

import ast
import re
import symtable
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.intake import limits
from autograder.intake.scan import scan

WORD = re.compile(r"\w+")
DOTTED = re.compile(r"(?:\.[\s\\]*\w+[\s\\]*)+")


@dataclass(frozen=True)
class Fault:
    """Why a text is no Python: the line in the text and the parser's message."""

    line: int
    message: str
    indentation: bool = False


@dataclass(frozen=True)
class TooComplex:
    """The text would cost more than any real solution does."""


Parsed = ast.Module | Fault | TooComplex


def parse(text: str) -> Parsed:
    """Parse `text` within the limits."""
    if _is_dangerous(text):
        return TooComplex()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except SyntaxError as error:
        return _fault(error)
    except (ValueError, MemoryError, RecursionError):
        return TooComplex()
    return TooComplex() if _is_large(tree) else tree


def _fault(error: SyntaxError) -> Parsed:
    if "integer string conversion" in error.msg or "too many nested parentheses" in error.msg:
        return TooComplex()
    return Fault(max(error.lineno or 1, 1), error.msg, isinstance(error, IndentationError))


def _is_dangerous(text: str) -> bool:
    if len(text) > limits.FILE or text.count("\n") > limits.LINES or scan(text).brackets > limits.BRACKETS:
        return True
    if sum(1 for _ in WORD.finditer(text)) > limits.NODES:
        return True
    return any(match.group().count(".") > limits.DOTS for match in DOTTED.finditer(text))


def _is_large(tree: ast.Module) -> bool:
    if len(tree.body) > limits.STATEMENTS:
        return True
    level: list[ast.AST] = [tree]
    nodes = depth = 0
    while level:
        depth += 1
        nodes += len(level)
        if depth > limits.TREE_DEPTH or nodes > limits.NODES:
            return True
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return False


@dataclass(frozen=True)
class Globals:
    """Names of the module that a statement, functions in it included, reads and writes."""

    read: frozenset[str]
    written: frozenset[str]


def global_names(statement: ast.stmt, source: str) -> Globals:
    """Ask Python's own scope analysis which global names one top-level statement deals with."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            table = symtable.symtable(source, "submission", "exec")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return Globals(frozenset(), frozenset())
    inner = [symbol for child in table.get_children() for symbol in _global_symbols(child)]
    read = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced()}
    read -= _loop_names(statement)
    read |= {symbol.get_name() for symbol in inner if symbol.is_referenced()}
    written = {symbol.get_name() for symbol in inner if symbol.is_assigned()}
    return Globals(frozenset(read), frozenset(written))


def _loop_names(statement: ast.stmt) -> frozenset[str]:
    """Return what comprehensions bind: since Python 3.12 their names show in the scope around them."""
    targets = [node.target for node in ast.walk(statement) if isinstance(node, ast.comprehension)]
    return frozenset(node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))


def _global_symbols(table: symtable.SymbolTable) -> Iterator[symtable.Symbol]:
    yield from (symbol for symbol in table.get_symbols() if symbol.is_global())
    for child in table.get_children():
        yield from _global_symbols(child)
