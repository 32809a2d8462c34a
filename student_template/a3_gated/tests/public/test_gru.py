"""The gated recurrent unit: a stored example, a closed gate, and gradients against your own forward."""

import numpy as np

from autograder.checks import Loss, check, close, expect, expect_gradients, expect_property, generic

SHUT = -60.0
"""A bias that closes a gate to 0."""


@check("a3.gru_cell.example")
def test_one_step_gives_the_stored_example(student, stored):
    expect(student.gru_cell_forward(*stored.args, "before").a_next, stored.returns["a_next"])


@check("a3.gru_cell.keeps")
def test_a_closed_update_gate_keeps_the_state(student, rng):
    x_t, a_prev, params = student.gru_cell_forward.draw(rng, m=2, n_x=3, n_a=4)
    shut = {**params, "Wu": np.zeros((4, 7)), "bu": np.full(4, SHUT)}
    wide_open = {**shut, "bu": np.full(4, -SHUT)}
    kept = student.gru_cell_forward(x_t, a_prev, shut, "before").a_next
    expect_property(close(kept, a_prev), kept, "keeps")
    new = student.gru_cell_forward(x_t, a_prev, wide_open, "before").a_next
    expect_property(not np.any(np.isclose(new.array, a_prev)), new, "renews")


@check("a3.gru_cell_backward.numerical")
def test_the_gradients_of_a_step_agree_with_differences(student, rng):
    at = (*student.gru_cell_forward.draw(rng, m=2, n_x=3, n_a=4), "before")
    da_next = generic(rng, 2, 4)
    out = student.gru_cell_backward(da_next, student.gru_cell_forward(*at).cache)
    expect_gradients(out.gradients, Loss(student.gru_cell_forward, at, {"a_next": da_next}), rng)


@check("a3.gru_backward.numerical")
def test_the_gradients_of_a_sequence_agree_with_differences(student, rng):
    at = (*student.gru_forward.draw(rng, m=2, T_x=3, n_x=5, n_a=4), "before")
    da = generic(rng, 2, 3, 4)
    out = student.gru_backward(da, student.gru_forward(*at).cache)
    expect_gradients(out.gradients, Loss(student.gru_forward, at, {"a": da}), rng)
