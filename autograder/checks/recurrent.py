"""The student's own recurrent unit, put together from its steps as the reference would.

Credit for an error carried forward is measured against this: a wrong step is charged where the step is
checked, and a sequence that runs this very step properly is not charged again. A suite names its unit:

    LSTM = Unit("lstm", states=("a", "c"), weights=("Wu", ..., "bu", ...),
                depends=("x_t", "a_prev", "c_prev", "Wu|Wf|Wo|Wc"))

From it follow the functions lstm_cell_forward, lstm_forward, lstm_cell_backward and lstm_backward, and the
names x_t, a_prev, a_next, a0, da_next, dx_t, da_prev, dWu and so on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache as computed_once
from functools import cached_property, partial
from itertools import product
from typing import Any

import numpy as np

from autograder.checks.arrays import close
from autograder.checks.call import Call
from autograder.checks.carry import Own
from autograder.checks.contract import Function, Returned, Student
from autograder.checks.cross import Cross
from autograder.checks.gradients import Loss
from autograder.checks.tolerances import DIFFERENCES, GRADIENTS

Inputs = tuple[Any, ...]
"""x or x_t, each state, the parameters and what may follow them, in the order of the functions."""

Upstream = Mapping[str, np.ndarray]
"""What the loss sends directly into each state: (m, n) for a step, (m, T_x, n) for a sequence."""


@dataclass(frozen=True)
class Unit:
    """A recurrent unit by its names.

    `states` are what a step hands to the next; `weights` are the parameters, whose gradients add up.
    A step must depend on each of `depends` at most points, and on each of `sometimes` at one.
    """

    kind: str
    states: tuple[str, ...]
    weights: tuple[str, ...]
    depends: tuple[str, ...]
    sometimes: tuple[str, ...] = ()

    def cell(self, student: Student) -> Function:
        """Return the step forward."""
        return self._function(student, "cell_forward")

    def forward(self, student: Student) -> Function:
        """Return the way forward through a sequence."""
        return self._function(student, "forward")

    def cell_back(self, student: Student) -> Function:
        """Return the step back."""
        return self._function(student, "cell_backward")

    def back(self, student: Student) -> Function:
        """Return the way back through a sequence."""
        return self._function(student, "backward")

    def _function(self, student: Student, what: str) -> Function:
        function: Function = getattr(student, f"{self.kind}_{what}")
        return function

    def split(self, inputs: Inputs) -> tuple[Any, Inputs, Inputs]:
        """Return the input, the states, and what is the same in every step."""
        n = 1 + len(self.states)
        return inputs[0], inputs[1:n], inputs[n:]

    def of_step(self, gradient: str) -> str:
        """Return what a step back calls a gradient of a sequence: dx_t, da_prev, dWu."""
        starts = {f"d{state}0": f"d{state}_prev" for state in self.states}
        return {"dx": "dx_t", **starts}.get(gradient, gradient)

    def loss_of_step(self, student: Student, inputs: Inputs, upstream: Upstream) -> Loss:
        """Return the loss that a step's new states make, with these gradients by them."""
        by_name = {f"{state}_next": gradient for state, gradient in upstream.items()}
        return Loss(self.cell(student), inputs, by_name)

    def loss(self, student: Student, inputs: Inputs, upstream: Upstream) -> Loss:
        """Return the loss that all states of a sequence make."""
        return Loss(self.forward(student), inputs, upstream)


@dataclass(frozen=True)
class Asked:
    """What a function of the student's was asked, step by step, and what it returned."""

    at: Sequence[Inputs]
    outs: Sequence[Returned]

    def said(self, result: str) -> list[np.ndarray]:
        """Return a result of each step."""
        return [getattr(out, result).array for out in self.outs]

    def over_time(self, result: str) -> np.ndarray:
        """Return a result of all steps, (m, T_x, n)."""
        return np.stack(self.said(result), axis=1)


@dataclass(frozen=True)
class WayBack:
    """The student's own way back through the steps of a sequence; `cells` made the caches."""

    unit: Unit
    cells: Asked
    back: Asked

    def gradient(self, name: str) -> np.ndarray:
        """Return the gradient of the sequence that the steps back make together."""
        result = self.unit.of_step(name)
        if name == "dx":
            return self.back.over_time(result)
        said = self.back.said(result)
        return said[0] if name != result else np.sum(said, axis=0)


@dataclass(frozen=True)
class OwnUnit:
    """The student's own steps; `start` gives the student's functions in a worker of their own."""

    unit: Unit
    start: Callable[[], Student]
    rng: np.random.Generator

    def fold(self, *inputs: Any) -> Asked:  # noqa: ANN401 (as a sequence takes them)
        """Return the steps over a sequence, each from the states of the one before."""
        x, states, fixed = self.unit.split(inputs)
        return self.chain((x[:, 0], *states, *fixed), x.shape[1], lambda t, _: x[:, t])

    def chain(self, first: Inputs, steps: int, following: Callable[[int, Returned], np.ndarray]) -> Asked:
        """Return the steps from the first one's inputs; `following` gives the input of step t."""
        cell, fixed = self.unit.cell(self.start()), self.unit.split(first)[2]
        at, outs = [first], [cell(*first)]
        for t in range(1, steps):
            states = (getattr(outs[-1], f"{state}_next").array for state in self.unit.states)
            at.append((following(t, outs[-1]), *states, *fixed))
            outs.append(cell(*at[-1]))
        return Asked(at, outs)

    def steps(self, *inputs: Any) -> Asked:  # noqa: ANN401
        """Return the steps of the student's way forward, each from the states that it started from."""
        return self.steps_of(self.start(), *inputs)

    def steps_of(self, student: Student, *inputs: Any) -> Asked:  # noqa: ANN401
        """Return them, asking a certain worker.

        A wrong loop starts a step from zeros or from the first states instead of those of the step before.
        """
        out = self.unit.forward(student)(*inputs)
        after = [getattr(out, state).array for state in self.unit.states]
        found = [self._step(student, inputs, after, t) for t in range(inputs[0].shape[1])]
        return Asked(*zip(*found, strict=True))

    def _step(
        self, student: Student, inputs: Inputs, after: list[np.ndarray], t: int
    ) -> tuple[Inputs, Returned]:
        """Return the step that leads to the states at t, or the one from those before if none does."""
        x, starts, fixed = self.unit.split(inputs)
        cell = self.unit.cell(student)
        before = starts if t == 0 else [states[:, t - 1] for states in after]
        choices = [(b, start, np.zeros_like(start)) for b, start in zip(before, starts, strict=True)]
        at: list[Inputs] = [(x[:, t], *chosen, *fixed) for chosen in product(*choices)]
        first = cell(*at[0])
        outs = ((one, first if one is at[0] else cell(*one)) for one in at)
        return next((found for found in outs if self._leads_to(found[1], after, t)), (at[0], first))

    def _leads_to(self, out: Returned, after: list[np.ndarray], t: int) -> bool:
        pairs = zip(self.unit.states, after, strict=True)
        return all(close(getattr(out, f"{state}_next"), states[:, t]) for state, states in pairs)

    # --------------------------------------------------------------------------------- alive

    def cells(self, at: Sequence[Inputs]) -> list[Call]:
        """Return the own step at some points, in a new worker."""
        cell = self.unit.cell(self.start())
        return [Call(cell, one) for one in at]

    def cross(self, result: str, asked: Asked) -> Cross:
        """Ask the own step again what it was asked.

        Raises:
            CheckFailed: not_repeatable.
        """
        cross = Cross(partial(self.cells, asked.at), result, self.rng)
        cross.expect_said(asked.said(result))
        return cross

    def is_alive(self, asked: Asked) -> bool:
        """Tell whether the own step is a step: what does not depend on its inputs earns no credit.

        Raises:
            CheckFailed: cell_not_alive or not_repeatable.
        """
        results = [f"{state}_next" for state in self.unit.states]
        examined = self.cross(results[0], asked)
        for result in results:
            cross = examined.of(result)
            cross.expect_said(asked.said(result))
            cross.expect_dependence(*self.unit.depends)
            cross.expect_dependence(*self.unit.sometimes, at_most=False)
        return True

    def is_curved(self, asked: Asked) -> bool:
        """Tell whether it is not linear: a linear one has no derivative to go back through."""
        return not is_linear(
            self.cross(f"{self.unit.states[0]}_next", asked), "x_t", f"{self.unit.states[0]}_prev"
        )

    # ------------------------------------------------------------------------------ own ways

    def states(self, state: str, *inputs: Any) -> Own:  # noqa: ANN401
        """Return the states over a sequence that the own steps give."""
        fold = computed_once(partial(self.fold, *inputs))
        return Own(lambda: fold().over_time(f"{state}_next"), lambda: self.is_alive(fold()))

    def of_step_back(self, gradient: str, upstream: Upstream, inputs: Inputs) -> Own:
        """Return the gradient that belongs to the own step, by differences."""
        x_t, states, fixed = self.unit.split(inputs)
        step = computed_once(partial(self.fold, x_t[:, None], *states, *fixed))

        def differences() -> np.ndarray:
            loss = self.unit.loss_of_step(self.start(), inputs, upstream)
            return loss.differences(gradient.removeprefix("d"))

        return Own(differences, lambda: self.is_alive(step()) and self.is_curved(step()), DIFFERENCES)

    def way_back(self, upstream: Upstream, inputs: Inputs) -> WayBack:
        """Return the student's own steps back, each given what the loss and the later steps send."""
        student = self.start()
        steps = self.steps_of(student, *inputs)
        back = self.unit.cell_back(student)
        at: list[Inputs] = []
        outs: list[Returned] = []
        carried = [np.zeros_like(upstream[state][:, 0]) for state in self.unit.states]
        for t in reversed(range(len(steps.at))):
            direct = (upstream[state][:, t] for state in self.unit.states)
            at.insert(0, tuple(here + later for here, later in zip(direct, carried, strict=True)))
            outs.insert(0, back(*at[0], steps.outs[t].cache))
            carried = [getattr(outs[0], f"d{state}_prev").array for state in self.unit.states]
        return WayBack(self.unit, steps, Asked(at, outs))

    def sequence(self, upstream: Upstream, inputs: Inputs) -> "OwnSequence":
        """Return what a way back through a sequence could give."""
        return OwnSequence(self, upstream, inputs)


@dataclass(frozen=True)
class OwnSequence:
    """Back through one sequence, by the student's own functions on a wrong forward or step."""

    own: OwnUnit
    upstream: Upstream
    inputs: Inputs

    def ways(self, name: str) -> tuple[Own, ...]:
        """Return the ways in which credit for a gradient may be earned."""
        return self.by_steps(name), self.by_differences(name)

    def by_steps(self, name: str) -> Own:
        """Return the gradient that the student's own steps back give."""
        return Own(
            lambda: self.way_back.gradient(name),
            lambda: self.passes_on(name) and self.is_alive and self.is_curved_on_the_way_back,
            GRADIENTS,
        )

    def by_differences(self, name: str) -> Own:
        """Return the gradient of the student's own way forward, by differences."""
        return Own(
            lambda: self.differences(name),
            lambda: self.is_alive and self.is_curved and self.is_curved_as_a_whole,
            DIFFERENCES,
        )

    @cached_property
    def steps(self) -> Asked:
        """The steps of the student's way forward."""
        return self.own.steps(*self.inputs)

    @cached_property
    def way_back(self) -> WayBack:
        """The student's own steps back."""
        return self.own.way_back(self.upstream, self.inputs)

    def differences(self, gradient: str) -> np.ndarray:
        """Return the gradient of the student's way forward, by differences along every entry."""
        loss = self.own.unit.loss(self.own.start(), self.inputs, self.upstream)
        return loss.differences(gradient.removeprefix("d"))

    @cached_property
    def is_alive(self) -> bool:
        """Whether the own step is a step where a sequence takes it."""
        return self.own.is_alive(self.own.fold(*self.inputs))

    @cached_property
    def is_curved(self) -> bool:
        """Whether it is not linear where the student's way forward takes it."""
        return self.own.is_curved(self.steps)

    @cached_property
    def is_curved_on_the_way_back(self) -> bool:
        """Whether it is not linear where its caches come from."""
        return self.own.is_curved(self.way_back.cells)

    @cached_property
    def is_curved_as_a_whole(self) -> bool:
        """Whether the student's way forward is not linear."""
        own, state = self.own, self.own.unit.states[0]
        cross = Cross(lambda: [Call(own.unit.forward(own.start()), self.inputs)], state, own.rng)
        return not is_linear(cross, "x", f"{state}0")

    def passes_on(self, gradient: str) -> bool:
        """Tell whether a step back passes on what it is given.

        Raises:
            CheckFailed: cell_not_alive or not_repeatable.
        """
        result = self.own.unit.of_step(gradient)
        cross = self.examined_back.of(result)
        cross.expect_said(self.way_back.back.said(result))
        cross.expect_dependence("|".join(f"d{state}_next" for state in self.own.unit.states))
        return True

    @cached_property
    def examined_back(self) -> Cross:
        """The steps back, asked once for all gradients."""
        return Cross(self.steps_back, self.own.unit.of_step("dx"), self.own.rng)

    def steps_back(self) -> list[Call]:
        """Return the steps back of a new worker, on caches of its own."""
        student, unit = self.own.start(), self.own.unit
        caches = [unit.cell(student)(*at).cache for at in self.way_back.cells.at]
        back = zip(self.way_back.back.at, caches, strict=True)
        return [Call(unit.cell_back(student), (*at, cache)) for at, cache in back]


def is_linear(cross: Cross, *names: str) -> bool:
    """Tell whether a result is linear in each of some inputs."""
    return all(map(cross.is_linear, names))
