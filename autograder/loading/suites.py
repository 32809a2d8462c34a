"""Which test decides which check: the ids in the test files, read by ast, never imported."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.errors import AssignmentError
from autograder.loading.problem import Problem, did_you_mean, quote
from autograder.model.assignment import Suite

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from autograder.loading.document import Document
    from autograder.loading.schema import AssignmentKeys


@dataclass(frozen=True)
class SuiteTest:
    """A test function: the id its `@check("...")` gives (None: it has none), and where it stands."""

    name: str
    check: str | None
    file: str
    line: int


def suite_ids(path: Path) -> tuple[str, ...]:
    """Return the check ids of a test file in the order of its tests.

    Raises:
        AssignmentError: the file is not Python.
    """
    return tuple(test.check for test in read_tests(path, path.name) if test.check is not None)


def suite_files(folder: Path) -> dict[Suite, tuple[Path, ...]]:
    """Return the test files of each suite, sorted by name; a suite may have none."""
    return {suite: tuple(sorted((folder / "tests" / suite.value).glob("test_*.py"))) for suite in Suite}


def read_tests(path: Path, name: str) -> tuple[SuiteTest, ...]:
    """Return the test functions of a file; `name` is what messages call it.

    Raises:
        AssignmentError: the file is not Python.
    """
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise AssignmentError(str(Problem(name, line, "", f"is not Python: {error}"))) from error
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    tests = [SuiteTest(node.name, _check_id(node), name, node.lineno) for node in functions]
    return tuple(sorted((test for test in tests if test.name.startswith("test")), key=lambda test: test.line))


def _check_id(function: ast.FunctionDef) -> str | None:
    """Return the text in `@check("...")` or `@checks.check("...")`."""
    for call in function.decorator_list:
        match call:
            case ast.Call(
                func=ast.Name(id="check") | ast.Attribute(attr="check"),
                args=[ast.Constant(value=str(check))],
            ):
                return check
    return None


def mismatches(
    declared: AssignmentKeys, document: Document, suites: Mapping[Suite, tuple[Path, ...]], folder: Path
) -> Iterator[Problem]:
    """Yield whatever keeps checks and tests from matching one to one."""
    tests = {
        suite: [test for path in paths for test in read_tests(path, path.relative_to(folder).as_posix())]
        for suite, paths in suites.items()
    }
    yield from _wrong_tests(declared, tests)
    yield from _checks_without_test(declared, document, tests)


def _wrong_tests(declared: AssignmentKeys, tests: Mapping[Suite, list[SuiteTest]]) -> Iterator[Problem]:
    suite_of = {check.id: check.suite for part in declared.parts for check in part.checks}
    first: dict[str, SuiteTest] = {}
    for suite, tests_here in tests.items():
        for test in tests_here:
            earlier = first.setdefault(test.check, test) if test.check is not None else test
            text = _what_is_wrong(test, earlier, suite, suite_of)
            if text:
                yield Problem(test.file, test.line, test.name, text)


def _what_is_wrong(test: SuiteTest, earlier: SuiteTest, suite: Suite, suite_of: Mapping[str, str]) -> str:
    """Return "" for a test that stands where its check says."""
    if test.check is None:
        return 'has no @check("...") with the id of the check it decides'
    if test.check not in suite_of:
        return f"no check has the id {quote(test.check)}{did_you_mean(test.check, suite_of)}"
    if suite_of[test.check] != suite.value:
        return f"{quote(test.check)} is {suite_of[test.check]}, but this file is {suite.value}"
    if earlier is not test:
        return f"{quote(test.check)} has a test already, at {earlier.file}:{earlier.line}"
    return ""


def _checks_without_test(
    declared: AssignmentKeys, document: Document, tests: Mapping[Suite, list[SuiteTest]]
) -> Iterator[Problem]:
    tested = {test.check for tests_here in tests.values() for test in tests_here}
    for p, part in enumerate(declared.parts):
        for c, check in enumerate(part.checks):
            if check.id not in tested:
                key = ("parts", p, "checks", c, "id")
                yield document.problem(key, f"no test in tests/{check.suite} has @check({quote(check.id)})")
