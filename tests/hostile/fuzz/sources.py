"""Source text of random submissions, made by changing the syntax tree of a right one."""

import ast
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from hostile.fuzz.pieces import (
    DECORATORS,
    FORGE,
    FORGED_KEYS,
    FORGED_VALUES,
    HANGS,
    HARMLESS_STATEMENTS,
    HARMLESS_TOPS,
    NASTY,
    ODD,
    STATEMENTS,
    WORTHLESS,
)
from support.tiny import RIGHT, STARTER

CHECKOUT = Path(__file__).parents[3]
FIRST = "a1_rnn"
SOLUTION = (CHECKOUT / "assignments" / FIRST / "solution" / "rnn.py").read_text("utf-8")
UNTOUCHED = (CHECKOUT / "student_template" / FIRST / "rnn.py").read_text("utf-8")
OF_THE_FIRST = 0.02
"""Share of submissions to the first assignment: its many checks take time; its caches stay in the worker."""
HEAD = f"import numpy as np\n\n\n{NASTY}"
HANGING = 0.02
"""Share of the statements put in that use up a clock."""
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv, ast.LShift)
CONSTANTS = (0, 1, -1, 2.5, None, "axis", 10**30, ..., b"", True)


class Deserves(Enum):
    """What a submission must get."""

    ALL = "all points"
    NOTHING = "no point"
    ANY = "some points or none"


@dataclass(frozen=True)
class Source:
    """The text of a submission, what it deserves, and the assignment it is for."""

    text: str
    deserves: Deserves
    assignment: str = "tiny"


def source(rng: random.Random) -> Source:
    """Return a random submission: half of them changed anyhow, the rest right or worthless by design."""
    if rng.random() < OF_THE_FIRST:
        made = rng.choice((right(rng, SOLUTION), changed(rng, SOLUTION), changed(rng, UNTOUCHED)))
        return replace(made, assignment=FIRST)
    kind = rng.choices((changed, right, worthless), (6, 3, 2))[0]
    return kind(rng)


def right(rng: random.Random, solution: str = RIGHT) -> Source:
    """Return right functions with harmless company."""
    tops = [ast.unparse(put_in(node, HARMLESS_STATEMENTS, rng)) for node in ast.parse(solution).body]
    for _ in range(rng.randrange(5)):
        tops.insert(rng.randrange(1, len(tops) + 1), rng.choice((*HARMLESS_TOPS, others(rng))))
    return Source("\n\n\n".join(tops) + "\n", Deserves.ALL)


def worthless(rng: random.Random) -> Source:
    """Return functions whose answers are odd objects."""
    functions = [f"def {name}(x):\n    return {rng.choice(WORTHLESS)}\n" for name in ("double", "total")]
    return Source("\n\n\n".join([HEAD, *functions]), Deserves.NOTHING)


def changed(rng: random.Random, original: str = "") -> Source:
    """Return functions that were changed a few times, at random."""
    tree = ast.parse(original or rng.choice((RIGHT, RIGHT, STARTER)))
    for _ in range(rng.randint(1, 4)):
        change = rng.choice(CHANGES)
        change(tree, rng)
    text = ast.unparse(ast.fix_missing_locations(tree))
    return Source(f"{HEAD}\n\n\n{text}\n", Deserves.ANY)


def others(rng: random.Random) -> str:
    """Return a function of another assignment, which nobody calls here."""
    return ast.unparse(rng.choice(functions(ast.parse(SOLUTION))))


# --------------------------------------------------------------------------------- changes of a tree


def put_in(node: ast.stmt, statements: tuple[str, ...], rng: random.Random) -> ast.stmt:
    """Put a statement first into a function, now and then; those about `x` into functions of x alone."""
    chosen = ast.parse(rng.choice(statements))
    if isinstance(node, ast.FunctionDef) and rng.random() < 0.5 and fits(chosen, node):
        node.body[:0] = chosen.body
    return node


def fits(chosen: ast.Module, node: ast.FunctionDef) -> bool:
    """Say whether the names of a statement mean in a function what they are meant to."""
    names = {inner.id for inner in ast.walk(chosen) if isinstance(inner, ast.Name)}
    return "x" not in names or [argument.arg for argument in node.args.args] == ["x"]


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """Return the functions at the top."""
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def pick(tree: ast.Module, kind: type[ast.AST], rng: random.Random) -> list[ast.AST]:
    """Return a node of a kind, or nothing where there is none."""
    found = [node for node in ast.walk(tree) if isinstance(node, kind)]
    return rng.sample(found, min(1, len(found)))


def swap_operator(tree: ast.Module, rng: random.Random) -> None:
    """Compute something else."""
    for node in pick(tree, ast.BinOp, rng):
        node.op = rng.choice(OPERATORS)()


def swap_constant(tree: ast.Module, rng: random.Random) -> None:
    """Use another constant."""
    for node in pick(tree, ast.Constant, rng):
        node.value = rng.choice(CONSTANTS)


def swap_name(tree: ast.Module, rng: random.Random) -> None:
    """Use another name."""
    for node in pick(tree, ast.Name, rng):
        node.id = rng.choice(("x", "np", "double", "total", "nobody", "real", "__builtins__"))


def swap_attribute(tree: ast.Module, rng: random.Random) -> None:
    """Use another attribute."""
    for node in pick(tree, ast.Attribute, rng):
        node.attr = rng.choice(("sum", "mean", "T", "__class__", "__globals__", "nobody", "load", "memmap"))


def drop(tree: ast.Module, rng: random.Random) -> None:
    """Leave a statement out."""
    body = rng.choice([tree.body, *(node.body for node in functions(tree))])
    if len(body) > 1:
        del body[rng.randrange(len(body))]


def answer_oddly(tree: ast.Module, rng: random.Random) -> None:
    """Return something else."""
    for node in pick(tree, ast.Return, rng):
        node.value = ast.parse(rng.choice((*WORTHLESS, *ODD, *ODD)), mode="eval").body


def misbehave(tree: ast.Module, rng: random.Random) -> None:
    """Do something before the answer."""
    chosen = rng.choice(HANGS if rng.random() < HANGING else STATEMENTS)
    for node in rng.sample(functions(tree), min(1, len(functions(tree)))):
        node.body.insert(rng.randint(0, len(node.body)), guarded(chosen, rng))


def forge(tree: ast.Module, rng: random.Random) -> None:
    """Answer in the place of the worker's own session."""
    ending = rng.choice(("pass", "pass", "raise Wrong", "x[...] = 0"))
    text = FORGE.format(key=rng.choice(FORGED_KEYS), value=rng.choice(FORGED_VALUES), ending=ending)
    for node in rng.sample(functions(tree), min(1, len(functions(tree)))):
        node.body[:0] = ast.parse(text).body


def guarded(statement: str, rng: random.Random) -> ast.stmt:
    """Return a statement, often with its failure suppressed, so that what comes after it runs."""
    inner = "\n".join(f"    {line}" for line in statement.split("\n"))
    form = rng.choice(
        ("if True:\n{}", "try:\n{}\nexcept Exception:\n    pass", "try:\n{}\nfinally:\n    pass")
    )
    return ast.parse(form.format(inner)).body[0]


def begin_oddly(tree: ast.Module, rng: random.Random) -> None:
    """Do something while loading, in a way that may be kept because it binds a name the functions read."""
    top = rng.choice(STATEMENTS).replace("return ", "")
    bind = rng.choice(("x = np", "double = print", "total = [1]", "np = np", "y = 0"))
    tree.body.insert(
        rng.randrange(len(tree.body)), ast.parse(f"try:\n    pass\nfinally:\n    {bind}").body[0]
    )
    tree.body.insert(rng.randrange(len(tree.body)), guarded(top, rng))


def decorate(tree: ast.Module, rng: random.Random) -> None:
    """Decorate a function."""
    for node in pick(tree, ast.FunctionDef, rng):
        node.decorator_list.append(ast.parse(rng.choice(DECORATORS), mode="eval").body)


def take_otherwise(tree: ast.Module, rng: random.Random) -> None:
    """Take other arguments."""
    texts = ("", "x, y", "*x", "x=1", "x, *, y", "x=Nasty()", "**x", "x, y=double(1)", "self, x")
    for node in pick(tree, ast.FunctionDef, rng):
        node.args = ast.parse(f"lambda {rng.choice(texts)}: 0", mode="eval").body.args


def become(tree: ast.Module, rng: random.Random) -> None:
    """Make a function something else: a class, a coroutine, a generator, a value."""
    for node in pick(tree, ast.FunctionDef, rng):
        forms = (
            f"class {node.name}:\n    def __new__(cls, x):\n        return x",
            f"async def {node.name}(x):\n    return x",
            f"def {node.name}(x):\n    yield x",
            f"{node.name} = {rng.choice((*WORTHLESS, *DECORATORS))}",
            f"class {node.name}(metaclass=Meta): pass",
        )
        if node in tree.body:
            tree.body[tree.body.index(node)] = ast.parse(rng.choice(forms)).body[0]


def double_up(tree: ast.Module, rng: random.Random) -> None:
    """Define something a second time, in another place."""
    tree.body.insert(rng.randrange(len(tree.body) + 1), rng.choice(tree.body))


Change = Callable[[ast.Module, random.Random], None]
CHANGES: tuple[Change, ...] = (
    *(swap_operator, swap_constant, swap_name, swap_attribute, drop, answer_oddly, answer_oddly),
    *(
        misbehave,
        misbehave,
        misbehave,
        misbehave,
        forge,
        begin_oddly,
        decorate,
        take_otherwise,
        become,
        double_up,
    ),
)
