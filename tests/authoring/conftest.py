"""A small project with one assignment, everything in it written out."""

from pathlib import Path

import pytest

from autograder import loading

MODULE_A = '''
"""The lower module."""

import math
from typing import NamedTuple

HALF = 0.5  # a constant


class Pair(NamedTuple):
    """Two numbers."""

    a: float
    b: float


def _mean(pair: Pair) -> float:
    return HALF * (pair.a + pair.b)


def unused() -> float:
    """Nothing."""
    return math.pi
'''
MODULE_B = '''
"""The upper module."""

from collections.abc import Sequence

import numpy as np

from book.a import Pair, _mean


def middle(numbers: Sequence[float], scale: float = 1.0) -> float:
    """Return the middle.

    Parameters
    ----------
    numbers : (2,) float64
    """
    # The reason stays.
    return scale * _mean(Pair(*np.asarray(numbers)))


def last(numbers: Sequence[float]) -> float:
    """Return the last number."""
    return numbers[-1]
'''
MANIFEST = """
id: x1
title: {en: Middles, ar: أواسط}
files: [answer.py]
reference: ../../book
hints: ../hints.yaml
imports: [numpy, typing, collections]
functions:
  last: {args: {numbers: [2]}, returns: {last: float}}
  middle: {args: {numbers: [2], scale: float}, returns: {middle: float}}
parts:
  - id: one
    title: {en: One, ar: واحد}
    file: answer.py
    profile: numpy
    section: middles
    checks:
      - {id: x1.seen, title: {en: Seen, ar: نعم}, points: 0.10, suite: public}
      - {id: x1.seen_too, title: {en: "no", ar: لا}, points: "1/3", suite: public, depends_on: [x1.seen]}
      - {id: x1.secret, title: {en: Secret, ar: سر}, points: 2, suite: private, depends_on: [x1.seen]}
  - id: two
    title: {en: Two, ar: اثنان}
    file: answer.py
    profile: numpy
    checks:
      - {id: x1.other_secret, title: {en: Secret, ar: سر}, points: 2, suite: private}
"""
STARTER = """
middles:
  middle: أعد الوسط.
ends:
  last: أعد العدد الأخير.
"""
HANDOUTS = {
    "en": "# Middles\n\n## In the middle {#middles}\n\n![A line](line.svg)\n\n## At the end {#ends}\n",
    "ar": "# أواسط\n\n## في الوسط {#middles}\n\n## في الآخر {#ends}\n",
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>A line</title></svg>\n'
CHECK = "from autograder.checks import check\n\n\n"
CASES = '{"x1.seen": {"function": "last", "sizes": {}, "seed": 1}}'


def tests_of(*names: str) -> str:
    """Write a test file whose tests pass."""
    return CHECK + "".join(f'@check("x1.{name}")\ndef test_{name}():\n    pass\n\n\n' for name in names)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Write a small project with one assignment."""
    texts = {
        "book/__init__.py": "from book.b import last, middle\n__all__ = ['last', 'middle']\n",
        "book/a.py": MODULE_A,
        "book/b.py": MODULE_B,
        "assignments/hints.yaml": "{}\n",
        "assignments/x1/assignment.yaml": MANIFEST,
        "assignments/x1/starter.ar.yaml": STARTER,
        "assignments/x1/handout.en.md": HANDOUTS["en"],
        "assignments/x1/handout.ar.md": HANDOUTS["ar"],
        "assignments/x1/line.svg": SVG,
        "assignments/x1/unused.svg": SVG,
        "assignments/x1/tests/public/test_seen.py": tests_of("seen", "seen_too"),
        "assignments/x1/tests/public/cases.json": CASES,
        "assignments/x1/tests/public/__pycache__/test_seen.pyc": "left over\n",
        "assignments/x1/tests/private/test_secret.py": tests_of("secret", "other_secret"),
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def x1(project: Path):
    """Load the project's assignment anew at each call."""
    return lambda: loading.load(project / "assignments" / "x1")


@pytest.fixture
def edit(project: Path):
    """Replace a text in a file of the project."""

    def replace(name: str, old: str, new: str) -> None:
        path = project / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
