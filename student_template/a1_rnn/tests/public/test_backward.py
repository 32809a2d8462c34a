"""Backward: your gradients against central differences of your own forward."""

from autograder.checks import Loss, check, expect_gradients, generic


@check("a1.cell_backward.numerical")
def test_the_gradients_of_a_step_agree_with_differences(student, rng):
    x_t, a_prev, params = student.rnn_cell_forward.draw(rng, m=2, n_x=3, n_a=4, n_y=5)
    da_next = generic(rng, 2, 4)
    out = student.rnn_cell_backward(da_next, student.rnn_cell_forward(x_t, a_prev, params).cache)
    loss = Loss(student.rnn_cell_forward, (x_t, a_prev, params), {"a_next": da_next})
    expect_gradients(out.gradients, loss, rng)


@check("a1.backward.numerical")
def test_the_gradients_of_a_sequence_agree_with_differences(student, rng):
    x, a0, params = student.rnn_forward.draw(rng, m=2, T_x=3, n_x=5, n_a=4, n_y=6)
    da = generic(rng, 2, 3, 4)
    out = student.rnn_backward(da, student.rnn_forward(x, a0, params).cache)
    expect_gradients(out.gradients, Loss(student.rnn_forward, (x, a0, params), {"a": da}), rng)
