"""What a mistake or variant can change: functions that may behave otherwise, checks that may notice.

A check that calls none of them gives what it gives for the solution, so it need not be run again. Which
functions a check calls is seen once, on the solution; which functions use which is read from the sources.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache

from autograder.analysis.specimen import Specimen
from autograder.analysis.trial import WHOLE
from autograder.intake.statement import DEFINITIONS, IMPORTS
from autograder.intake.syntax import global_names
from autograder.model.assignment import Assignment, Part
from autograder.runner.bench import Bench
from autograder.runner.run import run
from autograder.runner.seeds import Seeds
from autograder.worker.host import Host
from autograder.worker.transport import Transport, WorkerTransport
from autograder.worker.watch import Budget

ANSWERS = "answers"
"""The profile of a part whose checks look at answers and call nothing."""
Called = Mapping[str, frozenset[str]]
"""The functions of a submission's that each check calls."""


def called(assignment: Assignment, solution: Specimen, checks: tuple[str, ...], workers: Host) -> Called:
    """Grade the solution and return what each of some checks called."""
    limits = assignment.limits
    budget = Budget(limits.total_wall, limits.total_cpu)

    def connect(part: Part) -> Transport:
        return WorkerTransport(workers.worker(part.profile), limits, budget)

    seeds = Seeds(b"reach", solution.submission.sha256)
    bench = Bench(assignment.uncut, solution.submission, connect, seeds)
    run(bench, only=checks)
    return {check: frozenset(bench.called.get(check, ())) for check in checks}


def reached(assignment: Assignment, specimen: Specimen, by: Called) -> frozenset[str]:
    """Return the checks that may give something else for a specimen than for the solution."""
    everything = frozenset(check.id for check in assignment.checks)
    if specimen.kind in WHOLE:
        return everything
    if specimen.changes is None:
        return frozenset(c.id for part in assignment.parts if part.profile == ANSWERS for c in part.checks)
    touched = behaves_otherwise(specimen)
    if touched is None:
        return everything
    unknown = everything - by.keys()
    return unknown | {check for check, functions in by.items() if functions & touched}


def behaves_otherwise(specimen: Specimen) -> frozenset[str] | None:
    """Return the names that may behave differently than in the solution; None if that may be any."""
    changes = specimen.changes or ""
    sources = tuple(specimen.solution.values())
    old = frozenset().union(*map(dumps, sources))
    new = [node for node in ast.parse(changes).body if ast.dump(node) not in old and not is_text(node)]
    if not all(isinstance(node, (*DEFINITIONS, *IMPORTS, ast.Assign, ast.AnnAssign)) for node in new):
        return None
    users: dict[str, set[str]] = {}
    for text in (*sources, changes):
        for read, names in uses(text):
            users.setdefault(read, set()).update(names)
    return closure({name for node in new for name in bound(node)}, users)


@lru_cache(maxsize=8)
def dumps(source: str) -> frozenset[str]:
    """Return what stands at the top of a source, for comparison; all specimens share the solution's."""
    return frozenset(map(ast.dump, ast.parse(source).body))


@lru_cache(maxsize=8)
def uses(source: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return each name that a statement at the top of a source reads, and those that it binds."""
    return tuple(
        (read, frozenset(bound(node)))
        for node in ast.parse(source).body
        for read in global_names(node, ast.unparse(node)).read
    )


def is_text(node: ast.stmt) -> bool:
    """Tell whether a statement is a text that stands by itself, such as a header."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def bound(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement at the top of a file binds."""
    if isinstance(node, DEFINITIONS):
        yield node.name
    elif isinstance(node, IMPORTS):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    else:
        targets = (inner for inner in ast.walk(node) if isinstance(inner, ast.Name))
        yield from (target.id for target in targets if isinstance(target.ctx, ast.Store))


def closure(names: set[str], users: Mapping[str, set[str]]) -> frozenset[str]:
    """Return names and all that use them, directly or not."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += users.get(name, ())
    return frozenset(found)
