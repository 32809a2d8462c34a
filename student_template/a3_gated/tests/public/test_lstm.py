"""Long short-term memory: a stored example, what keeps the cell, and gradients against your own forward."""

import numpy as np

from autograder.checks import Loss, check, close, expect, expect_gradients, expect_property, generic

SHUT = -60.0
"""A bias that closes a gate to 0."""


@check("a3.lstm_cell.example")
def test_one_step_gives_the_stored_example(student, stored):
    out = student.lstm_cell_forward(*stored.args)
    expect(out.c_next, stored.returns["c_next"])
    expect(out.a_next, stored.returns["a_next"])


@check("a3.lstm_cell.keeps")
def test_an_open_forget_gate_and_a_closed_update_gate_keep_the_cell(student, rng):
    x_t, a_prev, c_prev, params = student.lstm_cell_forward.draw(rng, m=2, n_x=3, n_a=4)
    shut, wide_open = np.full(4, SHUT), np.full(4, -SHUT)
    keeping = {**params, "Wu": np.zeros((4, 7)), "bu": shut, "Wf": np.zeros((4, 7)), "bf": wide_open}
    kept = student.lstm_cell_forward(x_t, a_prev, c_prev, keeping).c_next
    expect_property(close(kept, c_prev), kept, "keeps")
    new = student.lstm_cell_forward(x_t, a_prev, c_prev, {**keeping, "bu": wide_open}).c_next
    expect_property(not np.any(np.isclose(new.array, c_prev)), new, "renews")


@check("a3.lstm_cell_backward.numerical")
def test_the_gradients_of_a_step_agree_with_differences(student, rng):
    at = student.lstm_cell_forward.draw(rng, m=2, n_x=3, n_a=4)
    upstream = {"a_next": generic(rng, 2, 4), "c_next": generic(rng, 2, 4)}
    out = student.lstm_cell_backward(*upstream.values(), student.lstm_cell_forward(*at).cache)
    expect_gradients(out.gradients, Loss(student.lstm_cell_forward, at, upstream), rng)


@check("a3.lstm_backward.numerical")
def test_the_gradients_of_a_sequence_agree_with_differences(student, rng):
    at = student.lstm_forward.draw(rng, m=2, T_x=3, n_x=5, n_a=4)
    da, dc_last = generic(rng, 2, 3, 4), generic(rng, 2, 4)
    out = student.lstm_backward(da, dc_last, student.lstm_forward(*at).cache)
    in_time = np.stack([np.zeros((2, 4)), np.zeros((2, 4)), dc_last], axis=1)
    expect_gradients(out.gradients, Loss(student.lstm_forward, at, {"a": da, "c": in_time}), rng)
