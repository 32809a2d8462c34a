"""The assignment that a suite becomes: assignment.yaml, a test for each check, the suite unchanged."""

import json
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from autograder.adopting.comparison import Row
from autograder.adopting.scan import Solution

SUITE = "suite"
HEAD = """\
# Written by `autograder adopt` from {suite}. Points, titles and visibility are yours to change; Arabic titles
# are the words of the suite until you translate them. docs/adopt.md says what `adopted:` means.
"""
TESTS = '''\
"""The tests of {suite}, which stand unchanged in the folder `suite`; written by `autograder adopt`."""

from pathlib import Path

from autograder.adopting.replay import replay
from autograder.checks import check

SUITE = Path(__file__).with_name("{folder}")
'''
TEST = """

@check({check})
def test_{number}(bench, check_id):
    replay(bench, check_id, SUITE, {style}, {file}, {name}{trusts})
"""
IGNORED = shutil.ignore_patterns("__pycache__", "*.pyc", ".git", ".pytest_cache", ".ipynb_checkpoints")


@dataclass(frozen=True)
class Graded:
    """A test that becomes a check."""

    id: str
    row: Row


def copy_suite(suite: Path, into: Path) -> None:
    """Copy a suite's file or folder into the folder `into`."""
    into.mkdir(parents=True)
    if suite.is_dir():
        shutil.copytree(suite, into / suite.resolve().name, ignore=IGNORED)
    else:
        shutil.copy(suite, into)


def in_order(identity: str, rows: Iterable[Row]) -> tuple[Graded, ...]:
    """Return the tests as Gradescope lists them, by their numbers, each with the id of its check."""
    ordered = sorted(rows, key=lambda row: _number(row.plain.declared.number))
    several = len({row.test.file for row in ordered}) > 1
    taken: dict[str, int] = {}
    return tuple(Graded(_check_id(identity, row, taken, several=several), row) for row in ordered)


def _number(text: str) -> tuple[bool, list[tuple[int, str]]]:
    """Return what to sort by: 1.10 after 1.9, what has no number last."""
    steps = [(int(step) if step.isdecimal() else 0, step) for step in text.split(".")]
    return not text, steps


def _check_id(identity: str, row: Row, taken: dict[str, int], *, several: bool) -> str:
    file = [Path(row.test.file).stem] if several else []
    steps = [*file, *row.test.name.replace("::", ".").split(".")]
    name = ".".join([identity, *(re.sub(r"\W+", "_", step).strip("_") or "test" for step in steps)])
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name}_{taken[name]}"


def write(  # noqa: PLR0913 (everything that is written)
    folder: Path, graded: Sequence[Graded], suite: Path, file: str, solution: Solution, *, messages: bool
) -> None:
    """Write the assignment into a folder that does not exist yet; `file` is what students hand in."""
    import yaml

    private = folder / "tests" / "private"
    copy_suite(suite, private / SUITE)
    declared = manifest(folder.name, graded, file, solution, messages=messages)
    text = yaml.safe_dump(declared, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)
    (folder / "assignment.yaml").write_text(HEAD.format(suite=suite.name) + text, encoding="utf-8")
    tests = TESTS.format(suite=suite.name, folder=SUITE) + "".join(
        map(_test, graded, range(1, len(graded) + 1))
    )
    (private / "test_adopted.py").write_text(tests, encoding="utf-8")


def _test(one: Graded, number: int) -> str:
    test, operators = one.row.test, one.row.operators
    return TEST.format(
        check=json.dumps(one.id),
        number=number,
        style=json.dumps(test.style.value),
        file=json.dumps(test.file),
        name=json.dumps(test.name),
        trusts=f", trusts={json.dumps(operators)}" if operators else "",
    )


def manifest(
    identity: str, graded: Sequence[Graded], file: str, solution: Solution, *, messages: bool
) -> dict[str, Any]:
    """Return assignment.yaml."""
    return {
        "id": identity,
        "title": _text(identity),
        "files": [file],
        "imports": list(solution.imports),
        "adopted": {"names": list(solution.names), "messages": "shown" if messages else "hidden"},
        "functions": {name: {"args": {}, "returns": {"result": "any"}} for name in solution.definitions},
        "parts": [
            {
                "id": f"part_{number}",
                "title": title,
                "file": file,
                "profile": solution.profile,
                "checks": checks,
            }
            for number, (title, checks) in enumerate(_parts(graded), 1)
        ],
    }


def _parts(graded: Sequence[Graded]) -> list[tuple[dict[str, str], list[dict[str, Any]]]]:
    """Group checks by what their numbers begin with, so that a report counts as the suite does."""
    points = _points(graded)
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in graded:
        group = one.row.plain.declared.number.partition(".")[0]
        groups.setdefault(group, []).append(_check(one, points[one.id]))
    return [(_part_title(group), checks) for group, checks in groups.items()]


def _part_title(group: str) -> dict[str, str]:
    return (
        {"en": f"Question {group}", "ar": f"السؤال {group}"} if group else {"en": "Tests", "ar": "الاختبارات"}
    )


def _points(graded: Sequence[Graded]) -> dict[str, Fraction]:
    """Return the points of each check; in a suite that weighs nothing, every test counts the same."""
    weights = {one.id: one.row.plain.declared.weight for one in graded}
    missing = Fraction(0) if any(weights.values()) else Fraction(1)
    return {name: missing if weight is None else weight for name, weight in weights.items()}


def _check(one: Graded, points: Fraction) -> dict[str, Any]:
    declared = one.row.plain.declared
    keys: dict[str, Any] = {
        "id": one.id,
        "title": _text(" ".join(one.row.plain.title.split()) or one.id),
        "points": _written(points),
        "suite": "private",
        "visibility": declared.visibility,
    }
    words = [word for word in declared.tags if word.strip()]
    return {**keys, "tags": words} if words else keys


def _text(words: str) -> dict[str, str]:
    return {"en": words, "ar": words}


def _written(points: Fraction) -> int | float | str:
    """Return points as assignment.yaml has them: exact."""
    if points.denominator == 1:
        return int(points)
    short = re.fullmatch(r"\d+\.\d{1,9}", repr(float(points))) and Fraction(repr(float(points))) == points
    return float(points) if short else str(points)
