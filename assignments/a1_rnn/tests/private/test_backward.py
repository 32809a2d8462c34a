"""Backpropagation: every gradient against the reference and against the student's own forward."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache as computed_once
from functools import partial
from typing import Any

import numpy as np
import pytest

from autograder.checks import (
    GRADIENTS,
    Loss,
    check,
    edge_size,
    expect,
    expect_gradient_of_own_forward,
    expect_repeatable,
    expect_unchanged,
    fewer_axes,
    generic,
    known,
)

STEP = {"m": 3, "n_x": 5, "n_a": 4, "n_y": 6}
SEQUENCE = {**STEP, "T_x": 7}
EDGES = {**SEQUENCE, "m": 9, "n_a": 8}


# ------------------------------------------------------------------------------------- one step


@check("a1.cell_backward.dx_t")
def test_one_step_back_gives_the_right_dx_t(step_back):
    step_back.expect("dx_t")


@check("a1.cell_backward.da_prev")
def test_one_step_back_gives_the_right_da_prev(step_back):
    step_back.expect("da_prev")


@check("a1.cell_backward.dWaa")
def test_one_step_back_gives_the_right_dwaa(step_back):
    step_back.expect("dWaa")


@check("a1.cell_backward.dWax")
def test_one_step_back_gives_the_right_dwax(step_back):
    step_back.expect("dWax")


@check("a1.cell_backward.dba")
def test_one_step_back_gives_the_right_dba(step_back):
    step_back.expect("dba")


# ------------------------------------------------------------------------------ a whole sequence


@check("a1.backward.dx")
def test_back_through_time_gives_the_right_dx(back_through_time):
    back_through_time.expect("dx")


@check("a1.backward.da0")
def test_back_through_time_gives_the_right_da0(back_through_time):
    back_through_time.expect("da0")


@check("a1.backward.dWaa")
def test_back_through_time_gives_the_right_dwaa(back_through_time):
    back_through_time.expect("dWaa")


@check("a1.backward.dWax")
def test_back_through_time_gives_the_right_dwax(back_through_time):
    back_through_time.expect("dWax")


@check("a1.backward.dba")
def test_back_through_time_gives_the_right_dba(back_through_time):
    back_through_time.expect("dba")


@check("a1.backward.edges")
def test_backward_works_for_one_step_one_example_one_unit_one_feature(student, back_through_time, carry):
    for symbol in ("T_x", "m", "n_a", "n_x"):
        hints = {"wrong_shape": fewer_axes("R22"), "raised": "N01" if symbol == "T_x" else ""}
        with edge_size(student.rnn_backward, symbol), known(**({} if carry.failed else hints)):
            back_through_time.expect("dx", "da0", "dWaa", "dWax", "dba", **{**EDGES, symbol: 1})


# -------------------------------------------------------------------------------------- manners


@check("a1.backward.arguments")
def test_backward_leaves_inputs_and_weights_alone_and_repeats_itself(student, rng):
    x, a0, params = student.rnn_forward.draw(rng, **SEQUENCE)
    da = generic(rng, 3, 7, 4)
    cache = student.rnn_forward(x, a0, params).cache
    gradients = student.rnn_backward(da, cache)
    cache = student.rnn_forward(x, a0, params).cache
    student.rnn_forward(generic(rng, *x.shape), a0, params)
    expect_repeatable(gradients, student.rnn_backward(da, cache))


@check("a1.backward.upstream")
def test_backward_leaves_the_gradient_it_is_given_alone(student, rng):
    x, a0, params = student.rnn_forward.draw(rng, **SEQUENCE)
    da = generic(rng, 3, 7, 4)
    step, sequence = student.rnn_cell_forward(x[:, 0], a0, params), student.rnn_forward(x, a0, params)
    expect_unchanged(student.rnn_cell_backward, da[:, 0], step.cache).dx_t.climb()
    expect_unchanged(student.rnn_backward, da, sequence.cache).dx.climb()


# --------------------------------------------------------------------------------- how to check


@dataclass(frozen=True)
class Backward:
    """What a check of a gradient works with."""

    student: Any
    reference: Any
    rng: np.random.Generator
    own: Any
    carry: Any

    def if_forward_is_right(self, suspects):
        """Suspect nothing on a wrong forward: at its values a right way back may look like a mistake."""
        return {} if any("forward" in check for check in self.carry.failed) else suspects


class StepBack(Backward):
    """One step forward and back."""

    def expect(self, name):
        inputs = self.student.rnn_cell_forward.draw(self.rng, **STEP)
        da_next = generic(self.rng, 3, 4)
        answer = getattr(self.gradients(inputs, da_next), name)
        expected = self.reference.rnn_cell_backward(da_next, self.reference.rnn_cell_forward(*inputs)[2])
        with known(wrong_shape=wrong_form):
            expect(
                answer,
                expected[name],
                within=GRADIENTS,
                carried=self.carry.credit(*self.own.gradients_of_step(name, da_next, inputs)),
                suspects=self.if_forward_is_right(wrong_steps(name, da_next, inputs, self.reference)),
            )
        if not self.carry.failed:
            loss = Loss(self.student.rnn_cell_forward, inputs, {"a_next": da_next})
            expect_gradient_of_own_forward(answer, loss, self.rng)

    def gradients(self, inputs, da_next):
        cache = self.student.rnn_cell_forward(*inputs).cache
        return self.student.rnn_cell_backward(da_next, cache)


class BackThroughTime(Backward):
    """A whole sequence forward and back."""

    def expect(self, *names, **sizes):
        inputs = self.student.rnn_forward.draw(self.rng, **(sizes or SEQUENCE))
        da = generic(self.rng, *inputs[0].shape[:2], inputs[1].shape[1])
        answers = self.gradients(inputs, da)
        expected = self.reference.rnn_backward(da, self.reference.rnn_forward(*inputs)[2])
        sequence = self.own.through_time(da, inputs)
        for name in names:
            self.expect_gradient(getattr(answers, name), expected[name], sequence)

    def expect_gradient(self, answer, expected, sequence):
        name, inputs, da = answer.name, sequence.inputs, sequence.da
        with known(wrong_shape=wrong_form):
            expect(
                answer,
                expected,
                within=GRADIENTS,
                carried=self.carry.credit(*sequence.ways(name)),
                suspects=self.if_forward_is_right(wrong_sequences(name, da, inputs, self.reference)),
            )
        if not self.carry.failed:
            expect_gradient_of_own_forward(
                answer, Loss(self.student.rnn_forward, inputs, {"a": da}), self.rng
            )

    def gradients(self, inputs, da):
        cache = self.student.rnn_forward(*inputs).cache
        return self.student.rnn_backward(da, cache)


@pytest.fixture
def step_back(student, reference, rng, own, carry):
    return StepBack(student, reference, rng, own, carry)


@pytest.fixture
def back_through_time(student, reference, rng, own, carry):
    return BackThroughTime(student, reference, rng, own, carry)


# ------------------------------------------------------------------------------- known mistakes


@dataclass(frozen=True)
class WayBack:
    """The way back through a sequence by hand; each field is something to get wrong.

    `carry` weighs what comes from the next step, `kept` what had come before that.
    """

    da: np.ndarray
    x: np.ndarray
    before: np.ndarray
    a: np.ndarray
    params: Mapping[str, np.ndarray]
    slope: Callable[[np.ndarray, np.ndarray], np.ndarray] = lambda a, _: 1 - a**2
    carry: float = 1.0
    kept: float = 0.0
    order: int = -1
    transposed: bool = False
    total: Callable[[list[np.ndarray]], np.ndarray] = sum

    def gradients(self):
        Waa = self.params["Waa"].T if self.transposed else self.params["Waa"]
        dz, da_prev = np.zeros_like(self.a), np.zeros((len(self.a), len(Waa)))
        steps = range(self.a.shape[1])
        for t in steps[:: self.order]:
            slope = self.slope(self.a[:, t], self.before[:, t])
            dz[:, t] = (self.da[:, t] + self.carry * da_prev) * slope
            da_prev = self.kept * da_prev + dz[:, t] @ Waa
        return {
            "dx": dz @ self.params["Wax"],
            "da0": da_prev,
            "dWaa": self.total([dz[:, t].T @ self.before[:, t] for t in steps]),
            "dWax": self.total([dz[:, t].T @ self.x[:, t] for t in steps]),
            "dba": self.total([dz[:, t].sum(axis=0) for t in steps]),
        }

    def without_the_first_step(self):
        later = {key: getattr(self, key)[:, 1:] for key in ("da", "x", "before", "a")}
        gradients = replace(self, **later).gradients()
        return {**gradients, "dx": np.concatenate([np.zeros_like(self.x[:, :1]), gradients["dx"]], axis=1)}

    def with_states(self, change):
        """Read other inputs and states from the caches than those of the step."""
        return replace(self, x=change(self.x), before=change(self.before), a=change(self.a))


def right_way(da, inputs, reference):
    x, a0, params = inputs
    a, _, _ = reference.rnn_forward(*inputs)
    return WayBack(da, x, np.concatenate([a0[:, None], a[:, :-1]], axis=1), a, params)


def wrong_sequences(name, da, inputs, reference):
    """Return what the known mistakes make of a gradient."""
    way = computed_once(partial(right_way, da, inputs, reference))
    m, T_x = da.shape[:2]

    def back(**changes):
        return replace(way(), **changes).gradients()[name]

    return {
        "B01": lambda: [back(slope=slope) for slope in (of_tanh_twice, of_the_argument, of_the_state_before)],
        "B02": lambda: back(slope=lambda a, _: np.ones_like(a)),
        "B03": lambda: back(carry=0.0),
        "B05": lambda: [back(total=lambda steps: steps[0]), back(total=lambda steps: steps[-1])],
        "B07": lambda: back(order=1),
        "B10": lambda: back() / m,
        "B11": lambda: back() / T_x,
        "B13": lambda: back(transposed=True),
        "R02": lambda: way().with_states(lambda steps: np.roll(steps, 1, axis=1)).gradients()[name],
        "R17": lambda: back(before=last_for_all(way().a), a=last_for_all(way().a)),
        "X08": lambda: back(kept=1.0),
        "X10": lambda: back(da=da * (np.arange(T_x) == T_x - 1)[:, None]),
        **wrong_alone(name, way, back),
    }


def wrong_alone(name, way, back):
    """Return the mistakes of one gradient, and those that one gradient shows in a way of its own."""

    def first_left_out():
        return [way().without_the_first_step()[name]] if way().da.shape[1] > 1 else []

    return {
        "dx": {"R15": first_left_out, "X09": lambda: back()[:, ::-1]},
        "da0": {"X11": lambda: [way().da[:, 0], *first_left_out()]},
        "dWaa": {
            "R15": first_left_out,
            "N04": lambda: back(before=np.concatenate([way().a[:, :1], way().before[:, 1:]], axis=1)),
            "X06": lambda: back(before=way().a),
            "X07": lambda: back().T,
        },
        "dWax": {"R15": first_left_out},
        "dba": {
            "R15": first_left_out,
            "B09": lambda: np.full_like(back(), back().sum()),
            "N13": lambda: [way().gradients()[weights].sum(axis=1) for weights in ("dWaa", "dWax")],
        },
    }[name]


STEP_MISTAKES = ("B01", "B02", "B10", "B13", "N13", "X06", "X07")


def wrong_steps(name, da_next, inputs, reference):
    """Return the same of one step, which is a sequence of length one."""
    x_t, a_prev, params = inputs
    in_sequence = {"dx_t": "dx", "da_prev": "da0"}.get(name, name)
    wrong = wrong_sequences(in_sequence, da_next[:, None], (x_t[:, None], a_prev, params), reference)
    return {hint: partial(of_one_step, wrong[hint], name) for hint in STEP_MISTAKES if hint in wrong}


def of_one_step(suspect, name):
    """Return a suspect without the axis of time, which only dx has."""
    ways = suspect()
    every = ways if isinstance(ways, list) else [ways]
    return [way[:, 0] if name == "dx_t" else way for way in every]


def of_tanh_twice(a, _before):
    return 1 - np.tanh(a) ** 2


def of_the_argument(a, _before):
    return 1 - np.arctanh(a) ** 2


def of_the_state_before(_a, before):
    return 1 - before**2


def last_for_all(steps):
    return np.broadcast_to(steps[:, -1:], steps.shape)


def wrong_form(found):
    """Tell from its shape how a bias gradient was summed, and that a sequence stands for one step."""
    name, got = found.params["name"], found.params["got"]
    if name == "da0" and len(got) == len(("m", "T_x", "n_a")):
        return "N07"
    if name != "dba" or (not got and found.params["how"] == "values_right"):
        return ""
    return "B08" if got else "B09"
