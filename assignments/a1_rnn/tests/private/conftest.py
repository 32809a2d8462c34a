"""What the private tests share: the student's own lower functions put together as the reference would.

Credit for an error carried forward is measured against these: a wrong cell is charged where the
cell is checked, and a sequence that runs this cell properly is not charged again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache as computed_once
from functools import cached_property, partial
from types import ModuleType

import numpy as np
import pytest

from autograder.checks import DIFFERENCES, GRADIENTS, Call, Cross, Loss, Own, close
from autograder.checks.contract import Returned, Student

Params = Mapping[str, np.ndarray]
Inputs = tuple[np.ndarray, np.ndarray, Params]


@dataclass(frozen=True)
class Asked:
    """What a function of the student's was asked, step by step, and what it returned."""

    at: Sequence[tuple]
    outs: Sequence[Returned]

    def said(self, result: str) -> list[np.ndarray]:
        return [getattr(out, result).array for out in self.outs]

    def over_time(self, result: str) -> np.ndarray:
        return np.stack(self.said(result), axis=1)


@dataclass(frozen=True)
class WayBack:
    """The student's own way back through the steps of a sequence; `cells` made the caches."""

    cells: Asked
    back: Asked

    def gradients(self) -> Mapping[str, np.ndarray]:
        return {
            "dx": self.back.over_time("dx_t"),
            "da0": self.back.said("da_prev")[0],
            **{name: sum(self.back.said(name)) for name in ("dWaa", "dWax", "dba")},
        }


@dataclass(frozen=True)
class OwnNetwork:
    """The student's own cell, run by hand; `start` gives the student's functions in a worker of their own."""

    start: Callable[[], Student]
    reference: ModuleType
    rng: np.random.Generator

    # ------------------------------------------------------------------------------- forward

    def fold(self, x: np.ndarray, a0: np.ndarray, params: Params) -> Asked:
        return self.chain(x[:, 0], a0, params, x.shape[1], lambda t, _: x[:, t])

    def fed_back(self, x_1: np.ndarray, a0: np.ndarray, params: Params, T_y: int) -> Asked:
        return self.chain(x_1, a0, params, T_y, lambda _, out: out.y_hat.array)

    def chain(
        self,
        x_t: np.ndarray,
        a_t: np.ndarray,
        params: Params,
        steps: int,
        following: Callable[[int, Returned], np.ndarray],
    ) -> Asked:
        """Return the steps of the own cell; `following` gives the input of step t."""
        cell = self.start().rnn_cell_forward
        at, outs = [(x_t, a_t, params)], [cell(x_t, a_t, params)]
        for t in range(1, steps):
            at.append((following(t, outs[-1]), outs[-1].a_next.array, params))
            outs.append(cell(*at[-1]))
        return Asked(at, outs)

    def softmax(self, z: np.ndarray) -> np.ndarray:
        return self.start().softmax(z).softmax.array

    # ------------------------------------------------------------------------------ backward

    def steps(self, x: np.ndarray, a0: np.ndarray, params: Params) -> Asked:
        return self.steps_of(self.start(), x, a0, params)

    def steps_of(self, student: Student, x: np.ndarray, a0: np.ndarray, params: Params) -> Asked:
        """Return the steps of the student's rnn_forward, each from the state that it started from.

        A wrong loop starts a step from zeros or from a0 instead of the state before it.
        """
        a = student.rnn_forward(x, a0, params).a.array
        before = [a0, *np.moveaxis(a, 1, 0)[:-1]]
        found = [
            step(student, x[:, t], (before[t], a0, np.zeros_like(a0)), a[:, t], params)
            for t in range(x.shape[1])
        ]
        return Asked(*zip(*found, strict=True))

    def formula(self, da: np.ndarray, steps: Asked) -> Mapping[str, np.ndarray]:
        """Return the reference's gradients at the student's own states."""
        made = zip(steps.at, steps.said("a_next"), strict=True)
        caches = (
            self.reference.RNNCellCache(x_t, a_prev, a_next, params) for (x_t, a_prev, params), a_next in made
        )
        return self.reference.rnn_backward(da, self.reference.RNNCache(tuple(caches)))

    def gradients_of_step(self, name: str, da_next: np.ndarray, inputs: Inputs) -> tuple[Own, ...]:
        """Return everything a right rnn_cell_backward could give for a gradient on a wrong cell."""
        x_t, a_prev, params = inputs
        sequence = x_t[:, None], a_prev, params
        step = computed_once(partial(self.fold, *sequence))

        def at_own_state() -> np.ndarray:
            cache = self.reference.RNNCellCache(x_t, a_prev, step().said("a_next")[0], params)
            return self.reference.rnn_cell_backward(da_next, cache)[name]

        def differences() -> np.ndarray:
            loss = Loss(self.start().rnn_cell_forward, inputs, {"a_next": da_next})
            return loss.differences(name.removeprefix("d"))

        def alive() -> bool:
            return self.is_alive(step()) and self.is_curved(step())

        return Own(at_own_state, alive, GRADIENTS), Own(differences, alive, DIFFERENCES)

    def way_back(self, da: np.ndarray, inputs: Inputs) -> WayBack:
        """Return the student's own rnn_cell_backward, step by step."""
        student = self.start()
        steps = self.steps_of(student, *inputs)
        at, outs, carried = [], [], np.zeros_like(da[:, 0])
        for t in reversed(range(len(steps.at))):
            at.insert(0, (da[:, t] + carried,))
            outs.insert(0, student.rnn_cell_backward(*at[0], steps.outs[t].cache))
            carried = outs[0].da_prev.array
        return WayBack(steps, Asked(at, outs))

    def sequence(self, da: np.ndarray, inputs: Inputs) -> "OwnSequence":
        return OwnSequence(self, da, inputs)

    # --------------------------------------------------------------------------------- alive

    def cells(self, at: Sequence[tuple]) -> list[Call]:
        cell = self.start().rnn_cell_forward
        return [Call(cell, one) for one in at]

    def cross(self, result: str, asked: Asked) -> Cross:
        """Ask the own cell again what it was asked."""
        cross = Cross(partial(self.cells, asked.at), result, self.rng)
        cross.expect_said(asked.said(result))
        return cross

    def is_alive(self, asked: Asked) -> bool:
        """Tell whether the own cell is a cell: what does not depend on its inputs earns no credit."""
        cross = self.cross("a_next", asked)
        cross.expect_dependence("x_t", "a_prev", "Wax")
        cross.expect_dependence("Waa", at_most=False)
        return True

    def predicts(self, asked: Asked) -> bool:
        """Tell besides that the prediction is made with its weights: no constant earns credit."""
        self.cross("y_hat", asked).expect_dependence("Wya|by")
        return self.is_alive(asked)

    def predicts_after(self, steps: Asked, inputs: Inputs) -> bool:
        """Tell it of the steps of a loop, which may begin where the weights of a state make no difference."""
        self.cross("y_hat", steps).expect_dependence("Wya|by")
        return self.is_alive(self.fold(*inputs))

    def is_curved(self, asked: Asked) -> bool:
        """Tell whether it is not linear: a linear one has no derivative to go back through."""
        return not is_linear(self.cross("a_next", asked), "x_t", "a_prev")


@dataclass(frozen=True)
class OwnSequence:
    """Back through one sequence, by the student's own functions on a wrong forward or cell."""

    own: OwnNetwork
    da: np.ndarray
    inputs: Inputs

    def ways(self, name: str) -> tuple[Own, ...]:
        """Return everything a right rnn_backward could give for a gradient."""
        return (
            Own(
                lambda: self.way_back.gradients()[name],
                lambda: self.passes_on(name) and self.is_alive and self.is_curved_on_the_way_back,
                GRADIENTS,
            ),
            Own(
                lambda: self.own.formula(self.da, self.steps)[name],
                lambda: self.is_alive and self.is_curved,
                GRADIENTS,
            ),
            Own(
                lambda: self.differences(name),
                lambda: self.is_alive and self.is_curved and self.is_curved_as_a_whole,
                DIFFERENCES,
            ),
        )

    @cached_property
    def steps(self) -> Asked:
        return self.own.steps(*self.inputs)

    @cached_property
    def way_back(self) -> WayBack:
        return self.own.way_back(self.da, self.inputs)

    def differences(self, gradient: str) -> np.ndarray:
        loss = Loss(self.own.start().rnn_forward, self.inputs, {"a": self.da})
        return loss.differences(gradient.removeprefix("d"))

    @cached_property
    def is_alive(self) -> bool:
        return self.own.is_alive(self.own.fold(*self.inputs))

    @cached_property
    def is_curved(self) -> bool:
        return self.own.is_curved(self.steps)

    @cached_property
    def is_curved_on_the_way_back(self) -> bool:
        return self.own.is_curved(self.way_back.cells)

    @cached_property
    def is_curved_as_a_whole(self) -> bool:
        start = self.own.start
        cross = Cross(lambda: [Call(start().rnn_forward, self.inputs)], "a", self.own.rng)
        return not is_linear(cross, "x", "a0")

    def passes_on(self, gradient: str) -> bool:
        """Tell whether a step back passes on what it is given."""
        result = {"dx": "dx_t", "da0": "da_prev"}.get(gradient, gradient)
        cross = Cross(self.steps_back, result, self.own.rng)
        cross.expect_said(self.way_back.back.said(result))
        cross.expect_dependence("da_next")
        return True

    def steps_back(self) -> list[Call]:
        student = self.own.start()
        caches = [student.rnn_cell_forward(*at).cache for at in self.way_back.cells.at]
        back = zip(self.way_back.back.at, caches, strict=True)
        return [Call(student.rnn_cell_backward, (*at, cache)) for at, cache in back]


def step(
    student: Student, x_t: np.ndarray, starts: tuple[np.ndarray, ...], a_t: np.ndarray, params: Params
) -> tuple[tuple, Returned]:
    """Return the step that leads to a_t, or the first if none does."""
    outs = [((x_t, start, params), student.rnn_cell_forward(x_t, start, params)) for start in starts]
    return next((found for found in outs if close(found[1].a_next, a_t)), outs[0])


def is_linear(cross: Cross, *names: str) -> bool:
    """Tell whether a result is linear in each of some inputs."""
    return all(map(cross.is_linear, names))


@pytest.fixture
def own(carry, reference, rng):
    return OwnNetwork(carry.start, reference, rng)
