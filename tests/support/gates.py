"""An assignment with everything that a small one lacks: two files, conventions, given code, data.

`gated.py` holds a cell whose output is decided by a convention, `forecaster.py` a class that uses it.
"""

from pathlib import Path

from autograder import loading
from autograder.model.assignment import Assignment

CELLS = '''\
"""A cell."""

from collections.abc import Callable

import numpy as np


def cell(x: np.ndarray, a: np.ndarray, output: str = "tanh") -> np.ndarray:
    """Take a step.

        c = x + a
        <!-- lstm_output: tanh -->
        cell = tanh(c)
        <!-- end -->
        <!-- lstm_output: linear -->
        cell = c
        <!-- end -->

    Parameters
    ----------
    x : (m, n) float64, the input
    a : (m, n) float64, the state
    output : str, "tanh" or "linear",
        of which the lecture notes print the second

    Returns
    -------
    cell : (m, n) float64, the new state
    """
    c = x + a
    return np.tanh(c) if output == "tanh" else c


def run(x: np.ndarray, a: np.ndarray, output: str = "tanh") -> np.ndarray:
    """Take two steps.

    Parameters
    ----------
    x : (m, n) float64, the input of both
    a : (m, n) float64, the state
    output : str, "tanh" or "linear"
    """
    return cell(x, cell(x, a, output), output)


def choose(x: np.ndarray, reset: str = "before") -> np.ndarray:
    """Scale before, or after.

    Parameters
    ----------
    x : (m, n) float64
    reset : str, "before" or "after"
    """
    return 2 * x if reset == "before" else 3 * x


def apply(predict: Callable[[np.ndarray], np.ndarray], x: np.ndarray) -> np.ndarray:
    """Apply a function."""
    return predict(x)


def step(w: np.ndarray, dw: np.ndarray) -> np.ndarray:
    """Go downhill.

    Parameters
    ----------
    w : (n,) float64
    dw : (n,) float64
    """
    # the usual rate
    return w - RATE * dw


RATE = 0.5
'''
FORECASTER = '''\
"""A forecaster."""

import math
from abc import ABC

import numpy as np

from book.cells import run


class Forecaster(ABC):
    """A model that says the next value."""

    def __init__(self, scale: float) -> None:
        self.scale = math.fabs(scale)

    def forward(self, windows: np.ndarray) -> np.ndarray:
        """Predict what follows."""
        return self.scale * run(windows, windows)[:, -1]


def predict(scale: float, windows: np.ndarray) -> np.ndarray:
    """Predict with a model of this scale."""
    return Forecaster(scale).forward(windows)
'''
DATASETS = '''\
"""Data as arrays."""

from pathlib import Path

import numpy as np


def read_values(path):
    """Read one number a line."""
    return np.array([float(line) for line in Path(path).read_text().split()])


def halves(values):
    """Return the first half of some values and the second."""
    middle = len(values) // 2
    return values[:middle], values[middle:]
'''
MANIFEST = """\
id: gates
title: {en: Gates, ar: بوابات}
files: [gated.py, forecaster.py]
reference: ../../book
imports: [numpy, math, abc, collections]
conventions: {lstm_output: tanh, gru_reset: before}
given: [step]
given_files: [datasets.py]
data: [values.txt]
starter_floor: 2
limits: {call_wall: 2, call_cpu: 1, load_wall: 5, load_cpu: 2, total_wall: 60, total_cpu: 30, memory: 256}
functions:
  cell: {args: {x: [m, n], a: [m, n]}, returns: {a: [m, n]}}
  run: {args: {x: [m, n], a: [m, n]}, returns: {a: [m, n]}}
  choose: {args: {x: [m, n], reset: any}, returns: {y: [m, n]}}
  apply: {args: {predict: callable, x: [m, n]}, returns: {y: [m, n]}}
  step: {args: {w: [n], dw: [n]}, returns: {w: [n]}}
  Forecaster: {args: {scale: float}, returns: {model: opaque}, file: forecaster.py}
  predict: {args: {scale: float, windows: [m, n]}, returns: {y: [m]}, file: forecaster.py}
parts:
  - id: cells
    title: {en: Cells, ar: خلايا}
    file: gated.py
    profile: numpy
    section: cells
    checks:
      - {id: g.cell.stored, title: {en: Stored, ar: محفوظ}, points: 1, suite: public}
      - {id: g.data.seen, title: {en: Data, ar: بيانات}, points: 1, suite: public}
      - {id: g.run.values, title: {en: Run, ar: تشغيل}, points: 2, suite: private}
      - {id: g.choose.default, title: {en: Choice, ar: اختيار}, points: 1, suite: private}
      - {id: g.step.values, title: {en: Step, ar: خطوة}, points: 1, suite: private}
  - id: forecasts
    title: {en: Forecasts, ar: توقعات}
    file: forecaster.py
    profile: numpy
    section: forecasts
    checks:
      - {id: g.predict.values, title: {en: Forecast, ar: توقع}, points: 2, suite: private}
"""
PUBLIC = """\
from autograder.checks import check, expect


@check("g.cell.stored")
def test_stored(student, stored):
    expect(student.cell(*stored.args).a, stored.returns["a"])


@check("g.data.seen")
def test_data(student, data, conventions):
    assert set(conventions) == {"lstm_output", "gru_reset"}
    x = [[float(line) for line in data("values.txt").read_text().split()]]
    import numpy as np

    expect(student.step(np.array(x[0]), np.array(x[0])).w, np.array(x[0]) / 2)
"""
PRIVATE = """\
import numpy as np

from autograder.checks import check, expect


@check("g.run.values")
def test_run(student, reference, rng, conventions):
    x, a = student.run.draw(rng, m=2, n=3)
    expect(student.run(x, a).a, reference.run(x, a, output=conventions["lstm_output"]))


@check("g.choose.default")
def test_choose(student, reference, rng, conventions):
    x = rng.normal(size=(2, 3))
    expect(student.choose(x).y, reference.choose(x, conventions["gru_reset"]))


@check("g.step.values")
def test_step(student, reference, rng):
    w, dw = rng.normal(size=3), rng.normal(size=3)
    expect(student.step(w, dw).w, reference.step(w, dw))


@check("g.predict.values")
def test_predict(student, reference, rng, conventions):
    windows = rng.normal(size=(2, 3))
    states = reference.run(windows, windows, conventions["lstm_output"])
    expect(student.predict(2.0, windows).y, 2 * states[:, -1])
"""
STARTER = """\
cells:
  cell: خذ خطوة.
  run: خذ خطوتين.
  choose: اضرب قبل أو بعد.
  apply: طبّق الدالة.
  step: انزل.
forecasts:
  Forecaster: نموذج يتوقع القيمة التالية.
  Forecaster.forward: توقّع ما يلي.
  predict: توقّع بنموذج.
"""
HANDOUT = """\
# {title}

## {cells} {{#cells}}

<!-- lstm_output: tanh -->
$$a = \\tanh(c)$$

<!-- end -->
<!-- lstm_output: linear -->
$$a = c$$

<!-- end -->

## {forecasts} {{#forecasts}}
"""
LINEAR_MISTAKE = '''\
"""
row: L02
title: tanh is forgotten
fails: [g.cell.stored, g.run.values]
may_fail: {g.predict.values: the same}
conventions: {lstm_output: tanh}
"""


def cell(x, a):
    return x + a
'''
FORECAST_MISTAKE = '''\
"""
row: T01
title: The first value
fails: [g.predict.values]
"""


class Forecaster:
    def __init__(self, scale):
        self.scale = scale

    def forward(self, windows):
        return run(windows, windows)[:, 0]
'''
CASES = '{"g.cell.stored": {"function": "cell", "sizes": {"m": 1, "n": 2}, "seed": 1}}'
WORDS = {
    "en": {"title": "Gates", "cells": "Cells", "forecasts": "Forecasts"},
    "ar": {"title": "بوابات", "cells": "خلايا", "forecasts": "توقعات"},
}


def write(root: Path) -> Path:
    """Write the assignment under `root` as a checkout has it, nothing generated; return its folder."""
    texts = {
        "book/__init__.py": "from book.cells import apply, cell, choose, run, step\n",
        "book/cells.py": CELLS,
        "book/datasets.py": DATASETS,
        "book/in_torch/__init__.py": "",
        "book/in_torch/forecaster.py": FORECASTER,
        "assignments/sample_secret.txt": "only a sample of a secret\n",
        "assignments/gates/assignment.yaml": MANIFEST,
        "assignments/gates/starter.ar.yaml": STARTER,
        "assignments/gates/tests/public/test_seen.py": PUBLIC,
        "assignments/gates/tests/public/cases.json": CASES,
        "assignments/gates/tests/private/test_secret.py": PRIVATE,
        "assignments/gates/data/values.txt": "1.5\n2.5\n",
        "assignments/gates/data/NOTICE.md": "Made up.\n",
        "assignments/gates/data/LICENSES/CC0-1.0.txt": "None.\n",
        "assignments/gates/mistakes/l02_linear.py": LINEAR_MISTAKE,
        "assignments/gates/mistakes/t01_first.py": FORECAST_MISTAKE,
        **{f"assignments/gates/handout.{name}.md": HANDOUT.format(**words) for name, words in WORDS.items()},
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root / "assignments" / "gates"


def generated_in(root: Path) -> Assignment:
    """Write the assignment and all that follows from it; return it."""
    from autograder.authoring.generated import generated

    assignment = loading.load(write(root))
    list(generated(assignment).write())
    return assignment
