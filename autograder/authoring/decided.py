"""The reference as students write it: arguments that a convention decides are gone.

`lstm_forward(x, a0, c0, params, output="tanh")` of the reference is `lstm_forward(x, a0, c0, params)` where
assignment.yaml names no `output`; calls do not pass it, and in the body the setting stands in its place.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from autograder.authoring.textbook import Definition, Textbook, read_textbook
from autograder.errors import AssignmentError
from autograder.loading.defaults import Edit, edited, with_defaults
from autograder.model.assignment import Assignment, Signature
from autograder.model.convention import parameter

INDENT = "    "


@dataclass(frozen=True)
class Argument:
    """An argument that students' functions lack: its name, its place among them, what it is."""

    name: str
    place: int
    value: str


def textbook_of(assignment: Assignment) -> Textbook:
    """Return the reference of an assignment as its students write it.

    Raises:
        AssignmentError: there is no reference, or it contradicts itself.
    """
    if assignment.reference is None:
        message = f"{assignment.id}: assignment.yaml names no reference, and everything follows from it"
        raise AssignmentError(message)
    textbook = read_textbook(assignment.reference, assignment.conventions)
    names = {parameter(convention) for convention in assignment.conventions}
    cut = dict(_cut(textbook, assignment.functions, names))
    decided = {name: _decided(one, cut) for name, one in textbook.definitions.items()}
    return replace(textbook, definitions=decided)


def _cut(
    textbook: Textbook, functions: Mapping[str, Signature], names: Collection[str]
) -> Iterator[tuple[str, Argument]]:
    """Yield the argument that is cut of each function that has one."""
    for name, signature in functions.items():
        node = textbook.definitions[name].node if name in textbook.definitions else None
        taken = {argument for argument, _ in signature.args}
        arguments = with_defaults(node.args) if isinstance(node, ast.FunctionDef) else ()
        for place, (argument, default) in enumerate(arguments):
            if default is not None and argument in set(names) - taken:
                yield name, Argument(argument, place, ast.unparse(default).replace("'", '"'))


def _decided(definition: Definition, cut: Mapping[str, Argument]) -> Definition:
    """Return a definition without the arguments that are cut."""
    if not cut.keys() & {definition.name, *definition.uses}:
        return definition
    own = cut.get(definition.name)
    source = edited(definition.source, list(_edits(ast.parse(definition.source), own, cut)))
    source = edited(source, list(_folds(ast.parse(source), source)))
    if own:
        source = without_entry(source, own.name)
    return replace(definition, node=ast.parse(source).body[0], source=source)


def _edits(tree: ast.Module, own: Argument | None, cut: Mapping[str, Argument]) -> Iterator[Edit]:
    gone: set[ast.AST] = set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        argument = cut.get(call.func.id) if isinstance(call.func, ast.Name) else None
        passed = argument and _passed(call, argument)
        if passed:
            gone.update(ast.walk(passed))
            yield _without(passed, [*call.args, *call.keywords], call.func)
    function = tree.body[0]
    if own and isinstance(function, ast.FunctionDef):
        yield _without_argument(function, own)
        for node in (inner for top in function.body for inner in ast.walk(top)):
            if isinstance(node, ast.Name) and node.id == own.name and node not in gone:
                yield _start(node), _end(node), own.value


def _passed(call: ast.Call, argument: Argument) -> ast.expr | ast.keyword | None:
    """Return what a call passes as an argument, if it does."""
    if len(call.args) > argument.place:
        return call.args[argument.place]
    return next((keyword for keyword in call.keywords if keyword.arg == argument.name), None)


def _without(one: ast.expr | ast.keyword, every: list[ast.expr | ast.keyword], function: ast.expr) -> Edit:
    """Take an argument out of a call, with the comma before it."""
    before = every[every.index(one) - 1] if every.index(one) else function
    return _end(before), _end(one), ""


def _without_argument(function: ast.FunctionDef, argument: Argument) -> Edit:
    """Take an argument, which is not the first, out of a signature, with the comma before it."""
    arguments = function.args
    nodes = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    ends = [_end(default or node) for node, (_, default) in zip(nodes, with_defaults(arguments), strict=True)]
    return ends[argument.place - 1], ends[argument.place], ""


def _folds(tree: ast.Module, source: str) -> Iterator[Edit]:
    """Put the branch that is taken in the place of each choice between constants."""
    for node in ast.walk(tree):
        match node:
            case ast.IfExp(
                test=ast.Compare(
                    left=ast.Constant(value=left),
                    ops=[ast.Eq()],
                    comparators=[ast.Constant(value=right)],
                )
            ):
                taken = node.body if left == right else node.orelse
                yield _start(node), _end(node), ast.get_source_segment(source, taken) or ""


def _start(node: ast.expr | ast.keyword) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _end(node: ast.expr | ast.keyword | ast.arg) -> tuple[int, int]:
    return node.end_lineno or 0, node.end_col_offset or 0


def without_entry(docstring: str, argument: str) -> str:
    """Leave out the line `argument : ...` of a docstring, and the lines that are indented below it."""
    kept: list[str] = []
    within = False
    for line in docstring.splitlines():
        deeper = line.startswith(INDENT * 2) and line.strip()
        within = line.startswith(f"{INDENT}{argument} : ") or bool(within and deeper)
        if not within:
            kept.append(line)
    return "\n".join(kept)
