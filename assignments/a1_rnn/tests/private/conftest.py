"""What the private tests share: the student's own lower functions put together as the reference would.

Credit for an error carried forward is measured against these: a wrong cell is charged where the
cell is checked, and a sequence that runs this cell properly is not charged again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

import numpy as np
import pytest

from autograder.checks import DIFFERENCES, GRADIENTS, Call, Loss, Own, close, expect_dependence, is_linear
from autograder.checks.contract import Kept, Student

Params = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class OwnStep:
    """One step as the student's own cell took it."""

    x_t: np.ndarray
    a_prev: np.ndarray
    a_next: np.ndarray
    y_hat: np.ndarray
    cache: Kept


@dataclass(frozen=True)
class OwnNetwork:
    """The student's own cell, run by hand."""

    student: Student
    reference: ModuleType
    rng: np.random.Generator

    # ------------------------------------------------------------------------------- forward

    def state(self, x_t: np.ndarray, a_prev: np.ndarray, params: Params) -> np.ndarray:
        return self.student.rnn_cell_forward(x_t, a_prev, params).a_next.array

    def states(self, x: np.ndarray, a0: np.ndarray, params: Params) -> np.ndarray:
        states = [a0]
        for t in range(x.shape[1]):
            states.append(self.state(x[:, t], states[-1], params))
        return np.stack(states[1:], axis=1)

    def cell_predictions(self, x: np.ndarray, a0: np.ndarray, params: Params) -> np.ndarray:
        predictions, a_t = [], a0
        for t in range(x.shape[1]):
            out = self.student.rnn_cell_forward(x[:, t], a_t, params)
            predictions.append(out.y_hat.array)
            a_t = out.a_next.array
        return np.stack(predictions, axis=1)

    def fed_back(self, x_1: np.ndarray, a0: np.ndarray, params: Params, T_y: int) -> np.ndarray:
        predictions, x_t, a_t = [], x_1, a0
        for _ in range(T_y):
            out = self.student.rnn_cell_forward(x_t, a_t, params)
            x_t, a_t = out.y_hat.array, out.a_next.array
            predictions.append(x_t)
        return np.stack(predictions, axis=1)

    def softmax(self, z: np.ndarray) -> np.ndarray:
        return self.student.softmax(z).softmax.array

    # ------------------------------------------------------------------------------ backward

    def steps(self, x: np.ndarray, a0: np.ndarray, params: Params) -> tuple[OwnStep, ...]:
        """Return the steps of the student's rnn_forward, each from the state that it started from.

        A wrong loop starts a step from zeros or from a0 instead of the state before it.
        """
        a = self.student.rnn_forward(x, a0, params).a.array
        before = [a0, *np.moveaxis(a, 1, 0)[:-1]]
        return tuple(
            self.step(x[:, t], (before[t], a0, np.zeros_like(a0)), a[:, t], params) for t in range(x.shape[1])
        )

    def step(
        self, x_t: np.ndarray, starts: tuple[np.ndarray, ...], a_t: np.ndarray, params: Params
    ) -> OwnStep:
        """Return the step that leads to a_t, or the first if none does."""
        outs = [(start, self.student.rnn_cell_forward(x_t, start, params)) for start in starts]
        a_prev, out = next((found for found in outs if close(found[1].a_next, a_t)), outs[0])
        return OwnStep(x_t, a_prev, out.a_next.array, out.y_hat.array, out.cache)

    def formula(self, da: np.ndarray, steps: tuple[OwnStep, ...], params: Params) -> Mapping[str, np.ndarray]:
        """Return the reference's gradients at the student's own states."""
        cell_cache = self.reference.RNNCellCache
        caches = tuple(cell_cache(step.x_t, step.a_prev, step.a_next, params) for step in steps)
        return self.reference.rnn_backward(da, self.reference.RNNCache(caches))

    def carried_back(self, name: str, da: np.ndarray, steps: tuple[OwnStep, ...]) -> np.ndarray:
        """Return a gradient through time, provided that a step back passes on what it is given."""
        of_step = {"dx": "dx_t", "da0": "da_prev"}.get(name, name)
        step_back = Call(self.student.rnn_cell_backward, (da[:, -1], steps[-1].cache))
        expect_dependence(step_back, of_step, "da_next", rng=self.rng)
        return self.through_time(da, steps)[name]

    def through_time(self, da: np.ndarray, steps: tuple[OwnStep, ...]) -> Mapping[str, np.ndarray]:
        """Return what the student's own rnn_cell_backward gives, step by step."""
        back, carried = [], np.zeros_like(da[:, 0])
        for t in reversed(range(len(steps))):
            out = self.student.rnn_cell_backward(da[:, t] + carried, steps[t].cache)
            carried = out.da_prev.array
            back.insert(0, out)
        return {
            "dx": np.stack([out.dx_t.array for out in back], axis=1),
            "da0": carried,
            **{name: sum(out.gradients[name].array for out in back) for name in ("dWaa", "dWax", "dba")},
        }

    def gradients(self, name: str, da: np.ndarray, inputs: tuple) -> tuple[Own, ...]:
        """Return everything a right rnn_backward could give for a gradient on a wrong forward or cell."""
        x, a0, params = inputs
        loss = Loss(self.student.rnn_forward, inputs, {"a": da})
        return (
            Own(lambda: self.carried_back(name, da, self.steps(x, a0, params)), GRADIENTS),
            Own(lambda: self.formula(da, self.steps(x, a0, params), params)[name], GRADIENTS),
            Own(lambda: loss.differences(name.removeprefix("d")), DIFFERENCES),
        )

    # --------------------------------------------------------------------------------- alive

    def cell(self) -> Call:
        inputs = self.student.rnn_cell_forward.draw(self.rng, m=3, n_x=2, n_a=4, n_y=5)
        return Call(self.student.rnn_cell_forward, inputs)

    def is_alive(self) -> bool:
        """Tell whether the own cell is a cell: what does not depend on its inputs earns no credit."""
        expect_dependence(self.cell(), "a_next", "x_t", "a_prev", "Waa", "Wax", rng=self.rng)
        return True

    def is_alive_and_curved(self) -> bool:
        """Tell besides that the cell is not linear: a linear one has no derivative to go back through."""
        linear = all(is_linear(self.cell(), "a_next", name, self.rng) for name in ("x_t", "a_prev"))
        return self.is_alive() and not linear

    def predicts(self) -> bool:
        """Tell besides that the prediction is made with its weights: no constant earns credit."""
        expect_dependence(self.cell(), "y_hat", "Wya|by", rng=self.rng)
        return self.is_alive()


@pytest.fixture
def own(student, reference, rng):
    return OwnNetwork(student, reference, rng)
