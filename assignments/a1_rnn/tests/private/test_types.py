"""Types of sequence model against the reference."""

from functools import cache as computed_once
from functools import partial

import numpy as np

from autograder.checks import Own, check, edge_size, expect, fewer_axes, known, more_axes

LONG = {"m": 3, "T_x": 7, "n_x": 5, "n_a": 8, "n_y": 6}
MANY = {"m": 3, "n_x": 6, "n_y": 6, "n_a": 9, "T_y": 5}


@check("a1.many_to_one.values")
def test_many_to_one_gives_the_right_prediction(student, reference, rng, own, carry):
    def expect_last_prediction(sizes, lives):
        inputs = x, a0, params = student.many_to_one.draw(rng, **sizes)
        fold = computed_once(partial(own.fold, *inputs))
        own_ways = [
            Own(last, lambda: lives(fold()))
            for last in (
                lambda: own.start().rnn_forward(*inputs).y_hat.array[:, -1],
                lambda: fold().said("y_hat")[-1],
            )
        ]
        with known(wrong_shape=more_axes("N07")):
            expect(
                student.many_to_one(*inputs).y_hat,
                reference.many_to_one(*inputs),
                carried=carry.credit(*own_ways),
                suspects={
                    "R01": lambda: reference.many_to_one(x, np.zeros_like(a0), params),
                    "X12": lambda: other_than_the_last(reference.rnn_forward(*inputs)[1]),
                },
            )

    expect_last_prediction(LONG, own.predicts)
    for symbol in ("T_x", "m"):
        with edge_size(student.many_to_one, symbol), known(wrong_shape=fewer_axes("R22")):
            expect_last_prediction({**LONG, symbol: 1}, own.is_alive)


@check("a1.one_to_many.values")
def test_one_to_many_gives_the_right_predictions(student, reference, rng, own, carry):
    def expect_predictions(sizes, lives):
        inputs = student.one_to_many.draw(rng, **sizes)
        fed_back = computed_once(partial(own.fed_back, *inputs))
        own_way = Own(lambda: fed_back().over_time("y_hat"), lambda: lives(fed_back()))
        expect(
            student.one_to_many(*inputs).y_hat,
            reference.one_to_many(*inputs),
            carried=carry.credit(own_way),
            suspects=wrongly_generated(reference.rnn_cell_forward, *inputs),
        )

    expect_predictions(MANY, own.predicts)
    for symbol in ("T_y", "m"):
        with edge_size(student.one_to_many, symbol), known(wrong_shape=fewer_axes("R22")):
            expect_predictions({**MANY, symbol: 1}, own.is_alive)


def other_than_the_last(y_hat):
    return [y_hat[:, 0], y_hat.mean(axis=1), *y_hat[:, -2:-1].swapaxes(0, 1)]


def wrongly_generated(step, x_1, a0, params, T_y):
    """Return what the known mistakes generate."""

    def generated(start=a0, carry=lambda _, a_next: a_next, feed=lambda y_hat: y_hat):
        predictions, x_t, a_t = [], x_1, start
        for _ in range(T_y):
            a_next, y_hat, _ = step(x_t, a_t, params)
            predictions.append(y_hat)
            a_t, x_t = carry(a_t, a_next), feed(y_hat)
        return np.stack(predictions, axis=1)

    return {
        "R01": lambda: generated(start=np.zeros_like(a0)),
        "S07": lambda: generated(carry=lambda a_t, _: a_t),
        "T08": lambda: generated(feed=lambda _: x_1),
        "X13": lambda: generated(feed=likeliest),
        "X14": lambda: np.concatenate([x_1[:, None], generated()[:, :-1]], axis=1),
    }


def likeliest(y_hat):
    """Return the one-hot vector of the class with the largest probability."""
    return np.eye(y_hat.shape[-1])[y_hat.argmax(axis=-1)]
