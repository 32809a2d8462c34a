"""Checks and tests match one to one, found without importing a test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import AssignmentError
from autograder.loading import suite_ids

PRIVATE = "tests/private/test_cell.py"


def test_ids_come_in_the_order_of_the_tests_and_nothing_is_run(tmp_path: Path) -> None:
    suite = tmp_path / "test_x.py"
    suite.write_text(
        "raise SystemExit\n"
        'class TestB:\n    @check("b.two")\n    def test_two(self): pass\n'
        '@other\n@check("a.one")\ndef test_one(): pass\n'
        "def test_none(): pass\n"
    )
    assert suite_ids(suite) == ("b.two", "a.one")


@pytest.mark.parametrize("source", ["def test_x(:\n", "x = '\\x00'\0\n"])
def test_a_suite_that_is_not_python_is_refused(tmp_path: Path, source: str) -> None:
    suite = tmp_path / "test_x.py"
    suite.write_text(source)
    with pytest.raises(AssignmentError, match=r"^test_x\.py:1: is not Python: "):
        suite_ids(suite)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '@checks.check("t.cell.more")\n',
            "",
            f'{PRIVATE}:7: test_more: has no @check("...") with the id of the check it decides',
        ),
        (
            '"t.cell.more"',
            '"t.cell.mor"',
            f'{PRIVATE}:8: test_more: no check has the id "t.cell.mor"; did you mean "t.cell.more"?',
        ),
        (
            '"t.cell.more"',
            '"t.cell.mor"',
            'assignment.yaml:29: parts[0].checks[2].id: no test in tests/private has @check("t.cell.more")',
        ),
        (
            '"t.cell.more"',
            '"t.cell.values"',
            f'{PRIVATE}:8: test_more: "t.cell.values" has a test already, at {PRIVATE}:4',
        ),
        (
            '"t.cell.more"',
            '"t.cell.example"',
            f'{PRIVATE}:8: test_more: "t.cell.example" is public, but this file is private',
        ),
    ],
)
def test_a_mismatch_is_said(broken: Callable[..., str], old: str, new: str, said: str) -> None:
    assert said in broken(old, new, PRIVATE).splitlines()
