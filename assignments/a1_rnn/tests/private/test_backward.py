"""Backpropagation: every gradient against the reference and against the student's own forward."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pytest

from autograder.checks import (
    DIFFERENCES,
    GRADIENTS,
    Loss,
    Own,
    check,
    edge_size,
    expect,
    expect_gradient_of_own_forward,
    expect_repeatable,
    expect_unchanged,
    generic,
)

STEP = {"m": 3, "n_x": 5, "n_a": 4, "n_y": 6}
SEQUENCE = {**STEP, "T_x": 7}
EDGES = {**STEP, "T_x": 2}


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
def test_backward_works_for_one_step_one_example_one_unit_one_feature(student, back_through_time):
    for symbol in ("T_x", "m", "n_a", "n_x"):
        with edge_size(student.rnn_backward, symbol):
            for name in ("dx", "da0", "dWaa", "dWax", "dba"):
                back_through_time.expect(name, **{**EDGES, symbol: 1})


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


class StepBack(Backward):
    """One step forward and back."""

    def expect(self, name):
        inputs = self.student.rnn_cell_forward.draw(self.rng, **STEP)
        da_next = generic(self.rng, 3, 4)
        loss = Loss(self.student.rnn_cell_forward, inputs, {"a_next": da_next})
        answer = getattr(self.gradients(inputs, da_next), name)
        expected = self.reference.rnn_cell_backward(da_next, self.reference.rnn_cell_forward(*inputs)[2])
        own_ways = (
            Own(lambda: self.at_own_state(inputs, da_next)[name], GRADIENTS),
            Own(lambda: loss.differences(name.removeprefix("d")), DIFFERENCES),
        )
        expect(
            answer,
            expected[name],
            within=GRADIENTS,
            carried=self.carry.credit(*own_ways, alive=self.own.is_alive_and_curved),
            suspects=wrong_steps(name, da_next, inputs, self.reference),
        )
        if not self.carry.failed:
            expect_gradient_of_own_forward(answer, loss, self.rng)

    def gradients(self, inputs, da_next):
        cache = self.student.rnn_cell_forward(*inputs).cache
        return self.student.rnn_cell_backward(da_next, cache)

    def at_own_state(self, inputs, da_next):
        """Return the reference's gradients where the student's own cell went."""
        x_t, a_prev, params = inputs
        cache = self.reference.RNNCellCache(x_t, a_prev, self.own.state(x_t, a_prev, params), params)
        return self.reference.rnn_cell_backward(da_next, cache)


class BackThroughTime(Backward):
    """A whole sequence forward and back."""

    def expect(self, name, **sizes):
        inputs = self.student.rnn_forward.draw(self.rng, **(sizes or SEQUENCE))
        da = generic(self.rng, *inputs[0].shape[:2], inputs[1].shape[1])
        loss = Loss(self.student.rnn_forward, inputs, {"a": da})
        answer = getattr(self.gradients(inputs, da), name)
        expected = self.reference.rnn_backward(da, self.reference.rnn_forward(*inputs)[2])
        expect(
            answer,
            expected[name],
            within=GRADIENTS,
            carried=self.carry.credit(
                *self.own.gradients(name, da, inputs), alive=self.own.is_alive_and_curved
            ),
            suspects=wrong_sequences(name, da, inputs, self.reference),
        )
        if not self.carry.failed:
            expect_gradient_of_own_forward(answer, loss, self.rng)

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


STEP_MISTAKES = ("B01", "B02", "B10", "B13", "N13")


def wrong_sequences(name, da, inputs, reference):
    """Return what the known mistakes make of a gradient."""
    a, _, _ = reference.rnn_forward(*inputs)
    back = partial(way_back, da, a, inputs)
    m, T_x = da.shape[:2]
    right = back()
    return {
        "B01": lambda: [back(slope=lambda a: 1 - np.tanh(a) ** 2)[name], back(slope=from_z)[name]],
        "B02": lambda: back(slope=np.ones_like)[name],
        "B03": lambda: back(carry=0.0)[name],
        "B05": lambda: back(total=lambda steps: steps[0])[name],
        "B07": lambda: back(order=1)[name],
        "B10": lambda: right[name] / m,
        "B11": lambda: right[name] / T_x,
        "B13": lambda: back(transposed=True)[name],
        **({"N13": lambda: [right["dWaa"].sum(axis=1), right["dWax"].sum(axis=1)]} if name == "dba" else {}),
    }


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


def way_back(  # noqa: PLR0913 (each option is one way to go wrong)
    da, a, inputs, *, slope=lambda a: 1 - a**2, carry=1.0, order=-1, transposed=False, total=sum
):
    """Go back through time by hand; each option is one way to go wrong."""
    x, a0, params = inputs
    before = np.concatenate([a0[:, None], a[:, :-1]], axis=1)
    Waa = params["Waa"].T if transposed else params["Waa"]
    dz, da_prev = np.zeros_like(a), np.zeros_like(a0)
    for t in range(a.shape[1])[::order]:
        dz[:, t] = (da[:, t] + carry * da_prev) * slope(a[:, t])
        da_prev = dz[:, t] @ Waa
    steps = range(a.shape[1])
    return {
        "dx": dz @ params["Wax"],
        "da0": da_prev,
        "dWaa": total([dz[:, t].T @ before[:, t] for t in steps]),
        "dWax": total([dz[:, t].T @ x[:, t] for t in steps]),
        "dba": total([dz[:, t].sum(axis=0) for t in steps]),
    }


def from_z(a):
    """Return the slope of tanh as 1 - z^2, z being what tanh was applied to."""
    return 1 - np.arctanh(a) ** 2
