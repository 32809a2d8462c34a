"""The twelve checks as people write them by hand: inputs from a fixed seed, stored answers, assert_allclose.

Every tool but ours gets these bodies in the form that its documentation shows. The answers come from the
reference, once, when the suites are written; sizes and tolerances are those of a1_rnn's own suites.
"""

from dataclasses import dataclass
from textwrap import indent

import numpy as np

import reference

FUNCTIONS = ("one_hot", "softmax", "rnn_cell_forward", "rnn_forward", "rnn_cell_backward", "rnn_backward")
VALUES = "rtol=1e-7, atol=1e-9"

IDS = """\
rng = np.random.default_rng(1)
ids = [rng.integers(0, 5, shape) for shape in [(6,), (3, 4), (2, 3, 5)]]
"""
SCORES = """\
rng = np.random.default_rng(2)
z = [2 * rng.normal(size=shape) for shape in [(5,), (3, 5), (2, 3, 4)]]
"""
LARGE = """\
rng = np.random.default_rng(3)
far_apart = np.array([[1000.0, 0.5, -1000.0], [-1000.0, 1000.0, 999.0], [-1000.0, -999.0, -1000.5]])
z = [1000 + rng.normal(size=(3, 5)), -1000 + rng.normal(size=(3, 5)), far_apart]
"""
PARAMS = """\
params = {"Waa": rng.normal(size=(4, 4)), "Wax": rng.normal(size=(4, 5)), "ba": rng.normal(size=4)}
params.update(Wya=rng.normal(size=(6, 4)), by=rng.normal(size=6))
"""
STEP = f"""\
rng = np.random.default_rng(4)
{PARAMS}\
x_t, a_prev, da_next = rng.normal(size=(3, 5)), rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
"""
SEQUENCE = f"""\
rng = np.random.default_rng(5)
{PARAMS}\
x, a0, da = rng.normal(size=(3, 7, 5)), rng.normal(size=(3, 4)), rng.normal(size=(3, 7, 4))
"""
STEP_BACK = "rnn_cell_backward(da_next, rnn_cell_forward(x_t, a_prev, params)[2])"
SEQUENCE_BACK = "rnn_backward(da, rnn_forward(x, a0, params)[2])"


@dataclass(frozen=True)
class Check:
    """One graded fact: its inputs, and the expressions whose values are compared."""

    id: str
    title: str
    inputs: str
    got: tuple[str, ...]
    gradient: bool = False

    @property
    def name(self) -> str:
        """Return the id as Python spells names."""
        return self.id.replace(".", "_")

    @property
    def uses(self) -> tuple[str, ...]:
        """Return the student's functions that the check calls."""
        return tuple(name for name in FUNCTIONS if any(f"{name}(" in got for got in self.got))

    def body(self, margin: str = "") -> str:
        """Return the lines of a test, with the answers in them."""
        scope: dict[str, object] = {"np": np, **{name: getattr(reference, name) for name in FUNCTIONS}}
        exec(self.inputs, scope)  # noqa: S102 (our own text)
        lines = [self.comparison(got, np.asarray(eval(got, scope))) for got in self.got]  # noqa: S307 (the same)
        return indent(self.inputs + "".join(lines), margin)

    def comparison(self, got: str, expected: np.ndarray) -> str:
        """Return the lines that compare; gradients are held to a part of the largest entry."""
        within = f"rtol=0, atol={1e-9 + 1e-6 * np.abs(expected).max():.3g}" if self.gradient else VALUES
        answer = f"got = {got}\nexpected = np.array({expected.tolist()})\n"
        return f"{answer}np.testing.assert_allclose(got, expected, {within})\n"


def each(function: str, argument: str, more: str = "") -> tuple[str, ...]:
    """Return a call for each of three arguments."""
    return tuple(f"{function}({argument}[{place}]{more})" for place in range(3))


def step_back(name: str) -> Check:
    """Return the check of a gradient of one step."""
    title = f"One step back gives the right {name}"
    return Check(f"a1.cell_backward.{name}", title, STEP, (f'{STEP_BACK}["{name}"]',), gradient=True)


def sequence_back(name: str) -> Check:
    """Return the check of a gradient of a sequence."""
    title = f"Back through time gives the right {name}"
    return Check(f"a1.backward.{name}", title, SEQUENCE, (f'{SEQUENCE_BACK}["{name}"]',), gradient=True)


STATES = tuple(
    f"rnn_cell_forward({x_t}, a_prev, params)[0]" for x_t in ("x_t", "10_000 * x_t", "-10_000 * x_t")
)
TWELVE = (
    Check("a1.one_hot.values", "one_hot gives the right vectors", IDS, each("one_hot", "ids", ", 7")),
    Check("a1.softmax.values", "softmax gives the right probabilities", SCORES, each("softmax", "z")),
    Check("a1.softmax.large", "softmax stays finite for very large inputs", LARGE, each("softmax", "z")),
    Check("a1.cell_forward.state", "One step gives the right hidden state", STEP, STATES),
    Check(
        "a1.cell_forward.prediction",
        "One step gives the right prediction",
        STEP,
        ("rnn_cell_forward(x_t, a_prev, params)[1]",),
    ),
    Check(
        "a1.forward.states",
        "A whole sequence gives the right hidden states",
        SEQUENCE,
        ("rnn_forward(x, a0, params)[0]",),
    ),
    Check(
        "a1.forward.predictions",
        "A whole sequence gives the right predictions",
        SEQUENCE,
        ("rnn_forward(x, a0, params)[1]",),
    ),
    step_back("dx_t"),
    step_back("da_prev"),
    step_back("dWaa"),
    sequence_back("dx"),
    sequence_back("dWaa"),
)
