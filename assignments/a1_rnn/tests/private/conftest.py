"""What the private tests share: the student's own lower functions put together as the reference would.

Credit for an error carried forward is measured against these: a wrong cell is charged where the
cell is checked, and a sequence that runs this cell properly is not charged again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache as computed_once
from functools import partial
from types import ModuleType

import numpy as np
import pytest

from autograder.checks import GRADIENTS, Own
from autograder.checks.recurrent import Asked, OwnSequence, OwnUnit, Unit

Params = Mapping[str, np.ndarray]
Inputs = tuple[np.ndarray, np.ndarray, Params]

RNN = Unit(
    "rnn",
    states=("a",),
    weights=("Waa", "Wax", "ba"),
    depends=("x_t", "a_prev", "Wax"),
    sometimes=("Waa",),
)


@dataclass(frozen=True)
class OwnNetwork(OwnUnit):
    """The student's own cell, run by hand, with its predictions."""

    reference: ModuleType

    # ------------------------------------------------------------------------------- forward

    def fed_back(self, x_1: np.ndarray, a0: np.ndarray, params: Params, T_y: int) -> Asked:
        return self.chain((x_1, a0, params), T_y, lambda _, out: out.y_hat.array)

    def softmax(self, z: np.ndarray) -> np.ndarray:
        return self.start().softmax(z).softmax.array

    # ------------------------------------------------------------------------------ backward

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
        step = computed_once(partial(self.fold, x_t[:, None], a_prev, params))

        def at_own_state() -> np.ndarray:
            cache = self.reference.RNNCellCache(x_t, a_prev, step().said("a_next")[0], params)
            return self.reference.rnn_cell_backward(da_next, cache)[name]

        def alive() -> bool:
            return self.is_alive(step()) and self.is_curved(step())

        return Own(at_own_state, alive, GRADIENTS), self.of_step_back(name, {"a": da_next}, inputs)

    def through_time(self, da: np.ndarray, inputs: Inputs) -> "OwnWayBack":
        return OwnWayBack(self, {"a": da}, inputs)

    # --------------------------------------------------------------------------------- alive

    def predicts(self, asked: Asked) -> bool:
        """Tell besides that the prediction is made with its weights: no constant earns credit."""
        self.cross("y_hat", asked).expect_dependence("Wya|by")
        return self.is_alive(asked)

    def predicts_after(self, steps: Asked, inputs: Inputs) -> bool:
        """Tell it of the steps of a loop, which may begin where the weights of a state make no difference."""
        self.cross("y_hat", steps).expect_dependence("Wya|by")
        return self.is_alive(self.fold(*inputs))


@dataclass(frozen=True)
class OwnWayBack(OwnSequence):
    """Back through one sequence, by the student's own functions on a wrong forward or cell."""

    own: OwnNetwork

    @property
    def da(self) -> np.ndarray:
        return self.upstream["a"]

    def ways(self, name: str) -> tuple[Own, ...]:
        """Return everything a right rnn_backward could give for a gradient."""
        formula = Own(
            lambda: self.own.formula(self.da, self.steps)[name],
            lambda: self.is_alive and self.is_curved,
            GRADIENTS,
        )
        return self.by_steps(name), formula, self.by_differences(name)


@pytest.fixture
def own(carry, reference, rng):
    return OwnNetwork(RNN, carry.start, rng, reference)
