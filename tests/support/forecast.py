"""A small assignment with a part in PyTorch: a network and its training, beside a part in numpy."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from support.tiny import Tiny, manifest, write

from autograder import intake, loading
from autograder.model.assignment import Assignment
from autograder.model.submission import Submission
from autograder.runner.bench import Bench
from autograder.runner.seeds import Seeds
from autograder.worker.transport import DirectTransport

RNN = """\
import numpy as np


def double(x):
    return x + x


def total(x):
    return np.asarray(x).sum(axis=-1)
"""
FORECASTER = """\
import torch
from torch import nn

from rnn import double


class Forecaster(nn.Module):
    def __init__(self, n_hidden):
        super().__init__()
        self.gru = nn.GRU(1, n_hidden, batch_first=True)
        self.head = nn.Linear(n_hidden, 1)

    def forward(self, windows):
        states, _ = self.gru(windows[:, :, None])
        return self.head(states[:, -1])[:, 0]


def make_optimizer(model, learning_rate):
    return torch.optim.Adam(model.parameters(), lr=learning_rate)


def train_step(model, optimizer, inputs, targets):
    model.train()
    loss = nn.functional.mse_loss(model(inputs), targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def predict(model, windows):
    model.eval()
    with torch.no_grad():
        return model(windows)


def noise(n):
    return torch.rand(n)


def twice(x):
    return double(x)
"""
FUNCTIONS = {
    "Forecaster": {"args": {"n_hidden": "int"}, "returns": {"model": "opaque"}},
    "make_optimizer": {
        "args": {"model": "opaque", "learning_rate": "float"},
        "returns": {"optimizer": "opaque"},
    },
    "train_step": {
        "args": {"model": "opaque", "optimizer": "opaque", "inputs": ["m", "n"], "targets": ["m"]},
        "returns": {"loss": "float"},
    },
    "predict": {"args": {"model": "opaque", "windows": ["m", "n"]}, "returns": {"y": ["m"]}},
    "noise": {"args": {"n": "int"}, "returns": {"x": ["n"]}},
    "twice": {"args": {"x": ["m", "n"]}, "returns": {"y": ["m", "n"]}},
}
DOUBLE = Tiny("n.double", "expect(student.double(X).y, X + X)")
FORWARD = Tiny(
    "t.forward",
    "model = student.Forecaster(8)\nstate = {key: np.full_like(state.array, 0.1) for key, state in"
    " model.state_dict().items()}\nmodel.load_state_dict(state)\nx = np.ones((4, 6), np.float32)\n"
    "expect(student.predict(model, tensor(x)).y, model(x))\nassert model(x).array.dtype == np.float32",
    file="test_torch.py",
)
LEARNS = Tiny(
    "t.learns",
    "model = student.Forecaster(8)\noptimizer = student.make_optimizer(model, 0.05)\n"
    "x, y = tensor(rng.normal(size=(16, 6))), tensor(np.zeros(16))\n"
    "losses = [float(student.train_step(model, optimizer, x, y).loss.array) for _ in range(20)]\n"
    "assert losses[-1] < losses[0] / 2",
    "private",
    "test_hidden.py",
)
NOISE = Tiny("t.noise", "expect(student.noise(3).x, np.zeros(3))", "private", "test_hidden.py")
TWICE = Tiny("t.twice", "expect(student.twice(tensor(X)).y, X + X)", file="test_torch.py")
CHECKS = (DOUBLE, FORWARD, LEARNS, TWICE)
IMPORT = dict.fromkeys(("test_torch.py", "test_hidden.py"), "from autograder.checks import tensor\n")


def load(root: Path, checks: Iterable[Tiny] = CHECKS, limits: Mapping[str, float] = {}) -> Assignment:
    """Write the assignment "tiny" anew under `root`, checks named "t." in its part in PyTorch; return it."""
    checks = tuple(checks)
    folder = write(root, checks, tops=IMPORT, limits={"memory": 384, "load_wall": 20, **limits})
    path = folder / "assignment.yaml"
    declared = json.loads(path.read_text(encoding="utf-8"))
    part = manifest((), {})["parts"][0]  # type: ignore[index]
    numpy, torch = ([c for c in declared["parts"][0]["checks"] if c["id"][0] == one] for one in "nt")
    declared["parts"] = [{**part, "checks": numpy}] if numpy else []
    if torch:
        declared["parts"] += [
            {**part, "id": "net", "file": "forecaster.py", "profile": "torch", "checks": torch}
        ]
    declared |= {"files": ["rnn.py", "forecaster.py"], "imports": ["numpy", "math", "torch"]}
    declared["functions"] |= FUNCTIONS
    path.write_text(json.dumps(declared), encoding="utf-8")
    return loading.load(folder)


def read(root: Path, assignment: Assignment, source: str = FORECASTER, numpy: str = RNN) -> Submission:
    """Read both files as handed in."""
    folder = root / "handed_in"
    folder.mkdir(exist_ok=True)
    (folder / "rnn.py").write_text(numpy, encoding="utf-8")
    (folder / "forecaster.py").write_text(source, encoding="utf-8")
    return intake.read(folder, assignment)


def bench(root: Path, source: str = FORECASTER, checks: Iterable[Tiny] = CHECKS) -> Bench:
    """Make a bench with the submission in this process."""
    assignment = load(root, checks)
    submission = read(root, assignment, source)
    return Bench(assignment, submission, lambda _part: DirectTransport(), Seeds(b"secret", submission.sha256))
