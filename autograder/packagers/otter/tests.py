"""Otter's test files, one a check: they hold a name and points, and decide nothing.

Where submissions are graded the plugin decides; a test that is asked all the same does not pass. In a
student's notebook a test asks the engine.
"""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from autograder.authoring.template import SUFFIX, fill
from autograder.model.assignment import Assignment, Check, Suite, Visibility
from autograder.reports.gradescope import languages
from autograder.reports.markup import isolated

TEMPLATES = Path(__file__).with_name("templates")
GRADED, OWN = (TEMPLATES / f"{name}_test.py{SUFFIX}" for name in ("graded", "own"))


def graded_tests(assignment: Assignment) -> dict[str, bytes]:
    """Return the test files of the zip that grades, by name."""
    return _tests(GRADED, assignment.checks, assignment.language)


def own_tests(assignment: Assignment) -> dict[str, bytes]:
    """Return the test files that a student runs, by name: those of public checks."""
    return _tests(OWN, public_checks(assignment), assignment.language)


def public_checks(assignment: Assignment) -> list[Check]:
    """Return the checks that a student can run."""
    return [check for check in assignment.checks if check.suite is Suite.PUBLIC]


def _tests(template: Path, checks: Iterable[Check], language: str) -> dict[str, bytes]:
    return {f"tests/{check.id}.py": _test(template, check, language) for check in checks}


def _test(template: Path, check: Check, language: str) -> bytes:
    """Write a test file in ASCII: Otter reads it in the encoding of the machine."""
    values = {
        "name": ascii(check.id),
        "title": ascii(title(check, language)),
        "points": repr(float(possible(check))),
        "hidden": check.visibility is not Visibility.VISIBLE,
    }
    return fill(template, values).encode()


def title(check: Check, language: str) -> str:
    """Return a check's title in every language that is asked for."""
    return " / ".join(isolated(check.title.get(one), one) for one in languages(language))


def possible(check: Check) -> Fraction:
    """Return what a check adds to a full mark: Otter knows no bonus, and its points would count as lost."""
    return Fraction(0) if check.bonus else check.points
