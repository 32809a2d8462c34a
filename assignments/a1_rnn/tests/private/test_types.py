"""Types of sequence model against the reference."""

import numpy as np

from autograder.checks import Own, check, expect


@check("a1.many_to_one.values")
def test_many_to_one_gives_the_right_prediction(student, reference, rng, own, carry):
    x, a0, params = student.many_to_one.draw(rng, m=3, T_x=7, n_x=5, n_a=4, n_y=6)
    own_ways = [
        Own(lambda: student.rnn_forward(x, a0, params).y_hat.array[:, -1]),
        Own(lambda: own.cell_predictions(x, a0, params)[:, -1]),
    ]
    expect(
        student.many_to_one(x, a0, params).y_hat,
        reference.many_to_one(x, a0, params),
        carried=carry.credit(*own_ways, alive=own.predicts),
    )


@check("a1.one_to_many.values")
def test_one_to_many_gives_the_right_predictions(student, reference, rng, own, carry):
    inputs = student.one_to_many.draw(rng, m=3, n_x=6, n_y=6, n_a=4, T_y=5)
    x_1, a0, params, T_y = inputs
    expect(
        student.one_to_many(x_1, a0, params, T_y).y_hat,
        reference.one_to_many(x_1, a0, params, T_y),
        carried=carry.credit(Own(lambda: own.fed_back(x_1, a0, params, T_y)), alive=own.predicts),
        suspects={
            "S07": lambda: generated(reference, inputs, same_state=True),
            "T08": lambda: generated(reference, inputs, same_input=True),
        },
    )


def generated(reference, inputs, *, same_state=False, same_input=False):
    """Generate as somebody does who starts every step from a0, or reads x_1 in every step."""
    x_1, a0, params, T_y = inputs
    predictions, x_t, a_t = [], x_1, a0
    for _ in range(T_y):
        a_t, y_hat, _ = reference.rnn_cell_forward(x_t, a0 if same_state else a_t, params)
        x_t = x_1 if same_input else y_hat
        predictions.append(y_hat)
    return np.stack(predictions, axis=1)
