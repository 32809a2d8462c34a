"""Types of sequence model, in terms of your own rnn_forward and rnn_cell_forward."""

import numpy as np

from autograder.checks import Call, Cross, check, close, expect, expect_dependence, expect_property


@check("a1.many_to_one.last")
def test_many_to_one_gives_the_last_prediction_of_your_rnn_forward(student, rng):
    x, a0, params = student.many_to_one.draw(rng, m=2, T_x=5, n_x=3, n_a=4, n_y=6)
    expect_dependence(Call(student.rnn_forward, (x, a0, params)), "y_hat", "x|Wya|by", rng=rng)
    y_hat = student.rnn_forward(x, a0, params).y_hat
    expect(student.many_to_one(x, a0, params).y_hat, y_hat.array[:, -1])


@check("a1.one_to_many.feeds_back")
def test_one_to_many_feeds_each_prediction_back_in(student, rng, carry):
    x_1, a0, params, T_y = student.one_to_many.draw(rng, m=2, n_x=5, n_y=5, n_a=4, T_y=3)
    y_hat = student.one_to_many(x_1, a0, params, T_y).y_hat
    cell, at, x_t, a_t = carry.start().rnn_cell_forward, [], x_1, a0
    for t in range(T_y):
        at.append((x_t, a_t, params))
        step = cell(x_t, a_t, params)
        expect_property(close(y_hat.array[:, t], step.y_hat), y_hat, "feeds_back")
        x_t, a_t = y_hat.array[:, t], step.a_next.array

    def steps():
        cell = carry.start().rnn_cell_forward
        return [Call(cell, one) for one in at]

    cross = Cross(steps, "y_hat", rng)
    cross.expect_said(np.moveaxis(y_hat.array, 1, 0))
    cross.expect_dependence("x_t|Wya|by")
