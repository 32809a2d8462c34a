"""A small assignment that trains: the slope of a line by gradient descent, for a few epochs."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from support.tiny import SECRET

from autograder import intake, loading
from autograder.model.epoch import OnEpoch, unheard
from autograder.model.outcome import Outcome
from autograder.model.submission import Submission
from autograder.runner.bench import Bench
from autograder.runner.run import run
from autograder.runner.seeds import Seeds
from autograder.worker.transport import DirectTransport

TRAINS, USES, HIDDEN, PREDICTS = "s.train.learns", "s.use.slope", "s.use.private", "s.predict.values"
MANIFEST = """\
id: slope
title: {en: "A slope", ar: "ميل"}
files: [slope.py]
reference: ../../slopes
imports: [numpy, time]
limits: {call_wall: 20, call_cpu: 1, load_wall: 20, load_cpu: 2, total_wall: 200, total_cpu: 30, memory: 256}
functions:
  predict: {args: {x: [n], w: float}, returns: {y: [n]}}
  train:
    args: {x: [n], y: [n], epochs: int, on_epoch: callable}
    returns: {w: float, losses: [epochs]}
parts:
  - id: training
    title: {en: "Training", ar: "التدريب"}
    file: slope.py
    profile: numpy
    checks:
      - id: s.predict.values
        title: {en: "The prediction", ar: "التنبؤ"}
        points: 1
        suite: private
      - id: s.train.learns
        title: {en: "The slope is learned", ar: "يُتعلَّم الميل"}
        points: 2
        suite: public
        trains: slope
        seconds: 3
  - id: after
    title: {en: "After it", ar: "بعد التدريب"}
    file: slope.py
    profile: numpy
    checks:
      - id: s.use.slope
        title: {en: "The slope is right", ar: "الميل صحيح"}
        points: 1
        suite: public
        uses: [slope]
      - id: s.use.private
        title: {en: "It predicts", ar: "يتنبّأ"}
        points: 1
        suite: private
        uses: [slope]
"""
PUBLIC = """\
from autograder.checks import check


@check("s.train.learns")
def test_it_learns(student, rng, keep, progress, chart):
    x = rng.normal(size=40)
    got = student.train(x, 3 * x, 5, progress)
    losses = got.losses.array
    chart("losses", x="epoch", y="loss", lines={"loss": losses}, start=1, level=("threshold", 9.0))
    keep(w=float(got.w.array), losses=losses)
    assert losses[-1] < losses[0]


@check("s.use.slope")
def test_the_slope(trained):
    assert abs(trained("slope")["w"] - 3) < 1.5
"""
PRIVATE = """\
import numpy as np
from autograder.checks import check, expect


@check("s.predict.values")
def test_predict(student, reference, rng):
    x = rng.normal(size=3)
    expect(student.predict(x, 2.0).y, reference.predict(x, 2.0))


@check("s.use.private")
def test_it_predicts(student, trained, chart):
    w = trained("slope")["w"]
    y = student.predict(np.ones(4), w).y.array
    chart("forecast", x="step", y="value", lines={"forecast": y})
    assert np.allclose(y, w)
"""
RIGHT = """\
import numpy as np


def predict(x, w):
    return w * x


def train(x, y, epochs, on_epoch=None):
    w, losses = 0.0, []
    for epoch in range(1, epochs + 1):
        error = predict(x, w) - y
        losses.append(float(np.mean(error**2)))
        w -= 0.4 * float(np.mean(error * x))
        if on_epoch is not None:
            on_epoch(epoch, losses[-1])
    return w, losses
"""
STARTER = """\
def predict(x, w):
    raise NotImplementedError


def train(x, y, epochs, on_epoch=None):
    raise NotImplementedError
"""


def write(root: Path, files: Mapping[str, str] = {}) -> Path:
    """Write the assignment anew under `root` as a checkout has it; return its folder.

    `files` replaces files of the assignment, or adds some.
    """
    folder = root / "assignments" / "slope"
    shutil.rmtree(folder, ignore_errors=True)
    texts = {
        root / "slopes" / "__init__.py": RIGHT,
        root / "student_template" / "slope" / "slope.py": STARTER,
        root / "assignments" / "sample_secret.txt": "only a sample of a secret\n",
        folder / "solution" / "slope.py": RIGHT,
        folder / "assignment.yaml": MANIFEST,
        folder / "tests" / "public" / "test_train.py": PUBLIC,
        folder / "tests" / "private" / "test_use.py": PRIVATE,
        **{folder / name: text for name, text in files.items()},
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def submission(root: Path, source: str, folder: Path) -> Submission:
    """Read source as it would be handed in."""
    file = root / "slope.py"
    file.write_text(source, encoding="utf-8")
    return intake.read(file, loading.load(folder))


def bench(
    root: Path, source: str = RIGHT, files: Mapping[str, str] = {}, on_epoch: OnEpoch = unheard
) -> Bench:
    """Make the bench of the assignment with the submission in this process."""
    folder = write(root, files)
    read = submission(root, source, folder)
    seeds = Seeds(SECRET, read.sha256)
    return Bench(loading.load(folder), read, lambda _part: DirectTransport(), seeds, on_epoch=on_epoch)


def outcomes(root: Path, source: str = RIGHT, files: Mapping[str, str] = {}) -> dict[str, Outcome]:
    """Run the suites on a submission in this process."""
    return {outcome.check: outcome for outcome in run(bench(root, source, files))}
