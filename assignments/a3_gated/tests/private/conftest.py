"""What the private tests share: a gated unit beside the reference's, forward and back.

A wrong step is charged where the step is checked; `Trial.own` is what the student's own steps give.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache as computed_once
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.checks import (
    GRADIENTS,
    Own,
    edge_size,
    expect,
    expect_gradient_of_own_forward,
    expect_repeatable,
    expect_unchanged,
    fewer_axes,
    generic,
    known,
)
from autograder.checks.recurrent import OwnUnit, Unit

STEP = {"m": 3, "n_x": 5, "n_a": 4}
SEQUENCE = {**STEP, "T_x": 7}
SMALL = {"T_x": 4, "m": 2, "n_x": 3, "n_a": 5}

GRU = Unit("gru", ("a",), ("Wu", "Wr", "Wc", "bu", "br", "bc"), ("x_t", "a_prev", "Wu|Wr|Wc"))
LSTM = Unit(
    "lstm",
    ("a", "c"),
    ("Wu", "Wf", "Wo", "Wc", "bu", "bf", "bo", "bc"),
    ("x_t", "a_prev", "c_prev", "Wu|Wf|Wo|Wc"),
)


@dataclass(frozen=True)
class Trial:
    """A student's unit on trial; `keywords` are what the reference's functions take besides."""

    unit: Unit
    student: Any
    reference: ModuleType
    rng: np.random.Generator
    carry: Any
    keywords: Mapping[str, str] = field(default_factory=dict)

    @property
    def own(self):
        return OwnUnit(self.unit, self.carry.start, self.rng)

    @property
    def sigmoid_failed(self):
        """Whether very large inputs are charged where the sigmoid is checked."""
        return "a3.sigmoid.values" in self.carry.failed

    def own_sigmoid(self, z):
        return self.carry.start().sigmoid(z).sigmoid.array

    def with_own_sigmoid(self, by_hand, inputs):
        """Return what a right step gives that calls the student's own sigmoid."""
        step = computed_once(lambda: self.own.fold(inputs[0][:, None], *inputs[1:]))
        return Own(lambda: by_hand(opens=self.own_sigmoid), lambda: self.own.is_alive(step()))

    # ------------------------------------------------------------------------------- drawing

    def step_inputs(self, *setting, **sizes):
        drawn = self.unit.cell(self.student).draw(self.rng, **(sizes or STEP))
        return self.with_setting(drawn, setting)

    def inputs(self, *setting, **sizes):
        drawn = self.unit.forward(self.student).draw(self.rng, **(sizes or SEQUENCE))
        return self.with_setting(drawn, setting)

    def with_setting(self, drawn, setting):
        """Add how the gate resets; after the product the candidate has a bias more."""
        if setting != ("after",):
            return (*drawn, *setting)
        bhc = generic(self.rng, *drawn[-1]["bc"].shape)
        return (*drawn[:-1], {**drawn[-1], "bhc": bhc}, *setting)

    def like(self, states):
        """Draw what the loss sends into states."""
        return generic(self.rng, *states.shape)

    # ----------------------------------------------------------------------------- reference

    def right_step(self, inputs):
        return getattr(self.reference, f"{self.unit.kind}_cell_forward")(*inputs, **self.keywords)

    def right(self, inputs):
        return getattr(self.reference, f"{self.unit.kind}_forward")(*inputs, **self.keywords)

    def right_step_back(self, upstream, cache):
        return getattr(self.reference, f"{self.unit.kind}_cell_backward")(*upstream, cache)

    def right_back(self, upstream, cache):
        return getattr(self.reference, f"{self.unit.kind}_backward")(*upstream, cache)

    # ------------------------------------------------------------------------------- forward

    def states(self, state, expected, inputs, suspects):
        """Compare one state of a whole sequence."""
        answer = getattr(self.unit.forward(self.student)(*inputs), state)
        own_states = self.own.states(state, *inputs)
        with known(wrong_shape=time_first):
            expect(answer, expected, carried=self.carry.credit(own_states), suspects=suspects)

    def forward_edges(self, *settings):
        for symbol in SMALL:
            hints = {"wrong_shape": fewer_axes("R22"), "raised": "N01" if symbol == "T_x" else ""}
            forward = self.unit.forward(self.student)
            with edge_size(forward, symbol), known(**({} if self.carry.failed else hints)):
                for setting in settings:
                    inputs = self.inputs(*setting, **{**SMALL, symbol: 1})
                    for state, expected in zip(self.unit.states, self.right(inputs), strict=False):
                        self.states(state, expected, inputs, {})

    def forward_manners(self, *setting):
        inputs, other = self.inputs(*setting), self.inputs(*setting)
        step_at, cell, forward = self.step_inputs(*setting), self.unit.cell, self.unit.forward
        step = expect_unchanged(cell(self.student), *step_at)
        out = expect_unchanged(forward(self.student), *inputs)
        forward(self.student)(*other)
        expect_repeatable(step, cell(self.student)(*step_at))
        expect_repeatable(out, forward(self.student)(*inputs))

    # ------------------------------------------------------------------------------ backward

    def step_back(self, *names, setting=(), wrong=None):
        """Compare gradients of one step; `wrong` gives the ways to go wrong back through a step."""
        inputs = self.step_inputs(*setting)
        *states, cache = self.right_step(inputs)
        upstream = tuple(map(self.like, states))
        expected = self.right_step_back(upstream, cache)
        by_state = dict(zip(self.unit.states, upstream, strict=True))
        cell = self.unit.cell(self.student)(*inputs)
        answers = self.unit.cell_back(self.student)(*upstream, cell.cache)
        for name in names:
            suspects = wrong_steps(name, upstream, cache, expected, wrong or {})
            with known(wrong_shape=wrong_form):
                expect(
                    getattr(answers, name),
                    expected[name],
                    within=GRADIENTS,
                    carried=self.carry.credit(*self.own_step_back(name, by_state, inputs)),
                    suspects=self.if_forward_is_right(telling(suspects)),
                )
            if not self.carry.failed:
                loss = self.unit.loss_of_step(self.student, inputs, by_state)
                expect_gradient_of_own_forward(getattr(answers, name), loss, self.rng)

    def back(self, *names, setting=(), wrong=None, sizes=None, last=True):
        """Compare gradients of a whole sequence; without `last` the loss does not look at the last cell."""
        inputs = self.inputs(*setting, **(sizes or {}))
        *states, cache = self.right(inputs)
        given, over_time = self.sent(states, last=last)
        expected = self.right_back(given, cache)
        out = self.unit.forward(self.student)(*inputs)
        answers = self.unit.back(self.student)(*given, out.cache)
        sequence = self.own.sequence(over_time, inputs)
        for name in names:
            way = Way(self, list(over_time.values()), inputs, cache.steps, wrong or {})
            with known(wrong_shape=wrong_form):
                expect(
                    getattr(answers, name),
                    expected[name],
                    within=GRADIENTS,
                    carried=self.carry.credit(
                        *sequence.ways(name), self.at_own_states(name, given, sequence)
                    ),
                    suspects=self.if_forward_is_right(telling(way.suspects(name, expected))),
                )
            if not self.carry.failed:
                loss = self.unit.loss(self.student, inputs, over_time)
                expect_gradient_of_own_forward(getattr(answers, name), loss, self.rng)

    def own_step_back(self, name, upstream, inputs):
        """Return everything a right step back could give for a gradient on a wrong step."""
        x_t, *others = inputs
        step = computed_once(lambda: self.own.fold(x_t[:, None], *others))

        def at_own_state():
            (cache,) = self.own_caches(step())
            return self.right_step_back(tuple(upstream.values()), cache)[name]

        alive = partial(self.is_alive_and_curved, step)
        return Own(at_own_state, alive, GRADIENTS), self.own.of_step_back(name, upstream, inputs)

    def is_alive_and_curved(self, step):
        return self.own.is_alive(step()) and self.own.is_curved(step())

    def at_own_states(self, name, given, sequence):
        """Return the reference's gradient at the student's own states."""

        def formula():
            cache = getattr(self.reference, f"{self.unit.kind.upper()}Cache")
            return self.right_back(given, cache(tuple(self.own_caches(sequence.steps))))[name]

        return Own(formula, lambda: sequence.is_alive and sequence.is_curved, GRADIENTS)

    def own_caches(self, steps):
        """Return the reference's caches at the student's own states.

        With the right gates, the candidate is the one that leads to the student's state or cell.
        """
        for at, out in zip(steps.at, steps.outs, strict=True):
            cache = self.right_step(at)[-1]
            after = getattr(out, f"{self.unit.states[-1]}_next").array
            kept = (cache.c_prev * cache.forget) if self.has_cell else cache.a_prev * (1 - cache.update)
            own = {"candidate": (after - kept) / cache.update}
            if self.has_cell:
                own["told"] = np.tanh(after) if cache.output == "tanh" else after
            yield cache._replace(**own)

    @property
    def has_cell(self):
        return "c" in self.unit.states

    def sent(self, states, *, last):
        """Return what a way back is given, and what the loss sends into each state at each step."""
        da = self.like(states[0])
        if len(states) == 1:
            return (da,), {"a": da}
        dc = np.zeros_like(da)
        dc[:, -1] = self.like(dc[:, -1]) if last else 0
        return (da, dc[:, -1] if last else None), {"a": da, "c": dc}

    def back_edges(self, *names, setting=()):
        for symbol in SMALL:
            hints = {"wrong_shape": fewer_axes("R22"), "raised": "N01" if symbol == "T_x" else ""}
            with (
                edge_size(self.unit.back(self.student), symbol),
                known(**({} if self.carry.failed else hints)),
            ):
                self.back(*names, setting=setting, sizes={**SMALL, symbol: 1})

    def back_manners(self, *setting):
        inputs, step_at = self.inputs(*setting), self.step_inputs(*setting)
        *states, _ = self.right(inputs)
        given, _ = self.sent(states, last=True)
        forward, back = self.unit.forward(self.student), self.unit.back(self.student)
        gradients = expect_unchanged(back, *given, forward(*inputs).cache)
        cache = forward(*inputs).cache
        forward(*self.inputs(*setting))
        expect_repeatable(gradients, back(*given, cache))
        *states, _ = self.right_step(step_at)
        step = self.unit.cell(self.student)(*step_at)
        expect_unchanged(self.unit.cell_back(self.student), *map(self.like, states), step.cache)

    def if_forward_is_right(self, suspects):
        """Suspect nothing on a wrong forward: at its values a right way back may look like a mistake."""
        return {} if any("backward" not in check for check in self.carry.failed) else suspects


# ------------------------------------------------------------------------------- known mistakes


def time_first(found):
    """Tell states whose axes of examples and time are exchanged."""
    (m, T_x, n), got = found.params["expected"], found.params["got"]
    return "X02" if got == (T_x, m, n) and m != T_x else ""


def wrong_form(found):
    """Tell from its shape how a bias gradient was summed, and that a sequence stands for one step."""
    name, got, expected = (found.params[key] for key in ("name", "got", "expected"))
    if name in {"da0", "dc0"} and len(got) == len(expected) + 1:
        return "N07"
    if not name.startswith("db") or (not got and found.params["how"] == "values_right"):
        return ""
    return "B08" if got else "B09"


def telling(suspects):
    """Leave out what is zero everywhere: that an answer is zero says more than why it could be."""

    def ways(suspect):
        wrong = suspect()
        return [one for one in (wrong if isinstance(wrong, list) else [wrong]) if np.any(one)]

    return {code: partial(ways, suspect) for code, suspect in suspects.items()}


def wrong_steps(name, upstream, cache, right, wrong):
    """Return what the known mistakes make of a gradient of one step."""
    own = {
        code: lambda ways=ways: [way(*upstream, cache)[name] for way in ways] for code, ways in wrong.items()
    }
    return own | wrong_alone(name, right) | {"B10": lambda: right[name] / len(upstream[0])}


def wrong_alone(name, right):
    """Return mistakes that mix up gradients: of another gate, or of a bias from its weights."""
    if not name.startswith(("dW", "db")):
        return {}
    others = [right[other] for other in right if other[:2] == name[:2] and other not in {name, "dbhc"}]
    mixed = {"N08": lambda: others}
    return mixed if name.startswith("dW") else mixed | {"N13": lambda: right[f"dW{name[2:]}"].sum(axis=1)}


@dataclass(frozen=True)
class Way:
    """The way back through a sequence by hand; `through_time` takes what there is to get wrong."""

    trial: Trial
    direct: list[np.ndarray]
    inputs: tuple
    caches: tuple
    wrong_steps: Mapping[str, list[Callable]]

    def through_time(  # noqa: PLR0913 (each is something to get wrong)
        self, step=None, *, carry=None, kept=0.0, order=-1, caches=None, direct=None, begun=None, total=sum
    ):
        """Weigh what comes from the next step with `carry`, what had come before that with `kept`.

        `begun` is what the loop is begun with, otherwise zeros.
        """
        step, caches, direct = step or self.right_step, caches or self.caches, direct or self.direct
        carry = carry or [1.0] * len(direct)
        found = [None] * len(caches)
        carried = begun or [np.zeros_like(one[:, 0]) for one in direct]
        for t in range(len(caches))[::order]:
            here = [
                one[:, t] + share * later for one, share, later in zip(direct, carry, carried, strict=True)
            ]
            found[t] = step(*here, caches[t])
            came = [found[t][f"d{state}_prev"] for state in self.trial.unit.states]
            carried = [kept * before + now for before, now in zip(carried, came, strict=True)]
        starts = {f"d{state}0": one for state, one in zip(self.trial.unit.states, carried, strict=True)}
        weights = {key: total([one[key] for one in found]) for key in found[0] if key[:2] in {"dW", "db"}}
        return {"dx": np.stack([one["dx_t"] for one in found], axis=1), **starts, **weights}

    def right_step(self, *given):
        *upstream, cache = given
        return self.trial.right_step_back(upstream, cache)

    def suspects(self, name, right):
        """Return what the known mistakes make of a gradient."""
        m, T_x = self.direct[0].shape[:2]
        last = np.arange(T_x)[:, None] == T_x - 1

        def back(**changes):
            return self.through_time(**changes)[name]

        return {
            **self.of_cell(back),
            "B03": lambda: back(carry=[0.0, 1.0][: len(self.direct)]),
            "B05": lambda: [back(total=lambda steps: steps[0]), back(total=lambda steps: steps[-1])],
            "B07": lambda: [back(order=1), *(back(order=1, **way) for way in self.cell_first)],
            "B10": lambda: right[name] / m,
            "B11": lambda: right[name] / T_x,
            "R02": lambda: back(caches=(self.caches[-1], *self.caches[:-1])),
            "R17": lambda: back(caches=self.caches[-1:] * T_x),
            "X08": lambda: [back(kept=1.0), *(back(kept=1.0, **way) for way in self.cell_first)],
            "X10": lambda: back(direct=[self.direct[0] * last, *self.direct[1:]]),
            **{
                code: lambda ways=ways: [back(step=way) for way in ways]
                for code, ways in self.wrong_steps.items()
            },
            **self.of_start(name, back),
            **wrong_alone(name, right),
        }

    @property
    def cell_first(self):
        """How a loop is begun that starts with what the loss sends into the last cell, if there is one."""
        if not self.trial.has_cell:
            return []
        da, dc = self.direct
        return [{"direct": [da, 0 * dc], "begun": [0 * dc[:, -1], dc[:, -1]]}]

    def of_cell(self, back):
        """Return the mistakes about the gradient of the cell, which begins with what the loss sends."""
        if not self.trial.has_cell:
            return {}
        da, dc = self.direct
        everywhere = np.broadcast_to(dc[:, -1:], dc.shape)
        return {
            "N03": lambda: [
                *(back(carry=carry) for carry in ([1.0, 0.0], [0.0, 0.0])),
                back(carry=[1.0, 0.0], direct=[da, everywhere]),
                back(carry=[0.0, 0.0], direct=[da, 0 * dc]),
            ],
            "X48": lambda: [back(direct=way) for way in ([da, 0 * dc], [da, everywhere], [da + dc, 0 * dc])],
        }

    def before_first_step(self, name):
        """Return what has come back before the first step is gone through."""
        later = replace(self, direct=[one[:, 1:] for one in self.direct], caches=self.caches[1:])
        return [later.through_time()[name]] if later.caches else []

    def of_start(self, name, back):
        """Return the mistakes about the state before the first step."""
        steps = self.caches
        seen = [("a_prev", self.trial.right(self.inputs)[0][:, 0])]
        seen += [("c_prev", self.trial.right(self.inputs)[1][:, 0])] if self.trial.has_cell else []
        starts = {
            f"d{state}0": one[:, 0] for state, one in zip(self.trial.unit.states, self.direct, strict=True)
        }
        late = {"X11": lambda: [starts[name], *self.before_first_step(name)]} if name in starts else {}
        spoilt = {
            "N04": lambda: (
                [back(caches=(steps[0]._replace(**{key: value}), *steps[1:])) for key, value in seen]
                + [back(caches=(steps[0]._replace(**dict(seen)), *steps[1:]))]
            )
        }
        return {**late, **({"X09": lambda: back()[:, ::-1]} if name == "dx" else {}), **spoilt}


@pytest.fixture
def gru(student, reference, rng, carry):
    return Trial(GRU, student, reference, rng, carry)


@pytest.fixture
def lstm(student, reference, rng, carry, conventions):
    return Trial(LSTM, student, reference, rng, carry, {"output": conventions["lstm_output"]})
