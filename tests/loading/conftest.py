"""A small right assignment in a folder of its own, to be broken in one place by a test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import AssignmentError
from autograder.loading import load

MANIFEST = """\
id: tiny
title: {en: "A tiny one", ar: "واجب صغير"}
files: [rnn.py]
reference: reference
hints: hints.yaml
imports: [numpy, math]
types:
  params: {Waa: [n_a, n_a]}
functions:
  step:
    args: {x: [m, 1], params: params, f: callable}
    returns: {a: ["...", n_a], cache: opaque}
parts:
  - id: cell
    title: {en: "Cell", ar: "خلية"}
    file: rnn.py
    profile: numpy
    checks:
      - id: t.cell.example
        title: {en: "An example", ar: "مثال"}
        points: 0.1
        suite: public
      - id: t.cell.values
        title: {en: "The values", ar: "القيم"}
        points: 1/3
        suite: private
        depends_on: [t.cell.example]
        tags: [values]
      - id: t.cell.more
        title: {en: "More", ar: "المزيد"}
        points: 1
        suite: private
        visibility: hidden
        bonus: true
limits: {call_wall: 2.5, memory: 256}
conventions: {gru_reset: after}
forbid:
  torch.nn: {en: "Write it yourself.", ar: "اكتبها بنفسك."}
"""

HINTS = """\
R04: {en: "Look at the side.", ar: "انظر إلى الجهة."}
"""

PUBLIC = """\
from autograder.checks import check

@check("t.cell.example")
def test_example(student):
    pass
"""

PRIVATE = """\
from autograder import checks

@checks.check("t.cell.values")
def test_values(student):
    pass

@checks.check("t.cell.more")
def test_more(student):
    pass

def helper():
    pass
"""


@pytest.fixture(autouse=True)
def no_course(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the course of whoever runs the tests."""
    monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of a right assignment, `.../tiny`."""
    tiny = tmp_path / "tiny"
    files = {
        "assignment.yaml": MANIFEST,
        "hints.yaml": HINTS,
        "reference/__init__.py": "",
        "tests/public/test_cell.py": PUBLIC,
        "tests/private/test_cell.py": PRIVATE,
    }
    for name, text in files.items():
        path = tiny / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tiny


@pytest.fixture
def broken(folder: Path) -> Callable[..., str]:
    """Give a function that replaces text in one file and returns what the loader then says."""

    def break_and_load(old: str, new: str, file: str = "assignment.yaml") -> str:
        path = folder / file
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(AssignmentError) as raised:
            load(folder)
        return str(raised.value)

    return break_and_load
