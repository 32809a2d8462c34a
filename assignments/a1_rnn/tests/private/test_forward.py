"""Forward propagation: one step, a whole sequence, its smallest sizes."""

from functools import cache as computed_once
from functools import partial

import numpy as np

from autograder.checks import (
    Own,
    check,
    edge_size,
    expect,
    expect_repeatable,
    expect_unchanged,
    fewer_axes,
    generic,
    known,
    shaped,
)
from autograder.model.verdict import Verdict

STEP = {"m": 3, "n_x": 5, "n_a": 4, "n_y": 6}
SEQUENCE = {**STEP, "T_x": 7}
EDGES = {**SEQUENCE, "m": 9, "n_a": 8}


@check("a1.cell_forward.state")
def test_one_step_gives_the_right_hidden_state(student, reference, rng):
    x_t, a_prev, params = student.rnn_cell_forward.draw(rng, **STEP)
    expected, _, _ = reference.rnn_cell_forward(x_t, a_prev, params)
    with known(wrong_shape=shaped({(3, 6): "X03"})):
        expect(
            student.rnn_cell_forward(x_t, a_prev, params).a_next,
            expected,
            suspects=wrong_states(x_t, a_prev, params),
        )
    for far in (10_000 * x_t, -10_000 * x_t):
        expected, _, _ = reference.rnn_cell_forward(far, a_prev, params)
        with known(not_finite="N02"):
            expect(student.rnn_cell_forward(far, a_prev, params).a_next, expected)


@check("a1.cell_forward.prediction")
def test_one_step_gives_the_right_prediction(student, reference, rng, own, carry):
    x_t, a_prev, params = student.rnn_cell_forward.draw(rng, **STEP)
    a_next, expected, _ = reference.rnn_cell_forward(x_t, a_prev, params)
    step = computed_once(lambda: own.fold(x_t[:, None], a_prev, params))
    own_scores = computed_once(lambda: scores(step().said("a_next")[0], params))
    own_ways = [
        Own(lambda: reference.softmax(own_scores()), lambda: own.predicts(step())),
        Own(lambda: own.softmax(own_scores()), lambda: own.predicts(step())),
    ]
    with known(wrong_shape=shaped({(3, 4): "X03"})):
        expect(
            student.rnn_cell_forward(x_t, a_prev, params).y_hat,
            expected,
            carried=carry.credit(*own_ways),
            suspects={
                "R04": lambda: reference.softmax(scores(a_prev, params)),
                "R05": lambda: reference.softmax(np.tile(params["by"], (3, 1))),
                "R14": lambda: reference.softmax(scores(a_next, params).T).T,
                "X01": lambda: reference.softmax(a_next @ params["Wya"].T),
                "X04": lambda: not_softmax(scores(a_next, params)),
                "X05": lambda: reference.softmax(scores(np.arctanh(a_next), params)),
            },
        )


@check("a1.forward.states")
def test_a_whole_sequence_gives_the_right_hidden_states(student, reference, rng, own, carry):
    x, a0, params = student.rnn_forward.draw(rng, **SEQUENCE)
    expected, _, _ = reference.rnn_forward(x, a0, params)
    with known(wrong_shape=shaped({(7, 3, 4): "X02", (3, 7, 6): "X03", (3, 4): "X19"})):
        expect(
            student.rnn_forward(x, a0, params).a,
            expected,
            carried=carry.credit(own_states(own, x, a0, params)),
            suspects=wrong_sequences(x, a0, params, reference),
        )


@check("a1.forward.predictions")
def test_a_whole_sequence_gives_the_right_predictions(student, reference, rng, own, carry):
    x, a0, params = student.rnn_forward.draw(rng, **SEQUENCE)
    a, expected, _ = reference.rnn_forward(x, a0, params)
    out = student.rnn_forward(x, a0, params)
    fold, steps = (computed_once(partial(way, x, a0, params)) for way in (own.fold, own.steps))
    own_ways = [
        Own(lambda: fold().over_time("y_hat"), lambda: own.predicts(fold())),
        Own(lambda: steps().over_time("y_hat"), lambda: own.predicts_after(steps(), (x, a0, params))),
        Own(lambda: reference.softmax(scores(out.a.array, params)), lambda: own.predicts(fold())),
        Own(lambda: own.softmax(scores(out.a.array, params)), lambda: own.predicts(fold())),
    ]
    before = np.concatenate([a0[:, None], a[:, :-1]], axis=1)
    with known(wrong_shape=shaped({(7, 3, 6): "X02", (3, 7, 4): "X03", (3, 6): "X19"})):
        expect(
            out.y_hat,
            expected,
            carried=carry.credit(*own_ways),
            suspects={
                "D07": lambda: by_reshape(expected),
                "R04": lambda: reference.softmax(scores(before, params)),
                "R14": lambda: [over(axis, reference.softmax, scores(a, params)) for axis in (0, 1)],
                "R15": lambda: unfilled(expected),
                "X04": lambda: not_softmax(scores(a, params)),
            },
        )


@check("a1.forward.edges")
def test_forward_works_for_one_step_one_example_one_unit_one_feature(student, reference, rng, own, carry):
    for symbol in ("T_x", "m", "n_a", "n_x"):
        inputs = student.rnn_forward.draw(rng, **{**EDGES, symbol: 1})
        expected, _, _ = reference.rnn_forward(*inputs)
        hints = {"wrong_shape": fewer_axes("R22"), "raised": "N01" if symbol == "T_x" else ""}
        with edge_size(student.rnn_forward, symbol), known(**({} if carry.failed else hints)):
            out = student.rnn_forward(*inputs)
            expect(out.a, expected, carried=carry.credit(own_states(own, *inputs)))
            out.y_hat.climb()  # its shape; its values are charged elsewhere


@check("a1.forward.arguments")
def test_forward_leaves_its_arguments_alone_and_repeats_itself(student, rng):
    x, a0, params = student.rnn_forward.draw(rng, **SEQUENCE)
    step = expect_unchanged(student.rnn_cell_forward, x[:, 0], a0, params)
    out = expect_unchanged(student.rnn_forward, x, a0, params)
    expect_repeatable(step, student.rnn_cell_forward(x[:, 0], a0, params))
    expect_repeatable(out, student.rnn_forward(x, a0, params))
    expect_left_alone(student.softmax, generic(rng, 3, 5))
    expect_left_alone(student.many_to_one, x, a0, params)
    expect_left_alone(student.one_to_many, *student.one_to_many.draw(rng, m=3, n_x=6, n_y=6, n_a=4, T_y=5))


def own_states(own, *inputs):
    fold = computed_once(partial(own.fold, *inputs))
    return Own(lambda: fold().over_time("a_next"), lambda: own.is_alive(fold()))


def expect_left_alone(function, *args):
    """Require that a function does not write into its arguments; what else it does is charged elsewhere."""
    try:
        expect_unchanged(function, *args)
    except Verdict as verdict:
        if verdict.findings[0].code == "argument_changed":
            raise


# ------------------------------------------------------------------------------- known mistakes


def scores(a, params):
    return a @ params["Wya"].T + params["by"]


def not_softmax(z):
    return [z, 1 / (1 + np.exp(-z))]


def wrong_sequences(x, a0, params, reference):
    """Return the states that a wrong loop gives."""
    zeros = np.zeros_like(a0)

    def states(x=x, a0=a0):
        return reference.rnn_forward(x, a0, params)[0]

    def each_step_from(first, later):
        steps = [states(x[:, [t]], later if t else first) for t in range(x.shape[1])]
        return np.concatenate(steps, axis=1)

    return {
        "D07": lambda: by_reshape(states()),
        "R01": lambda: states(a0=zeros),
        "R02": lambda: states(np.roll(x, 1, axis=1)),
        "R03": lambda: [each_step_from(a0, a0), each_step_from(a0, zeros), each_step_from(zeros, zeros)],
        "R15": lambda: unfilled(states()),
    }


def by_reshape(right):
    """Return steps that were stacked with time first and brought into shape without a transposition."""
    return right.swapaxes(0, 1).reshape(right.shape)


def unfilled(right):
    """Return arrays of zeros in which the first steps only were filled."""
    T_x = right.shape[1]
    return [right * (np.arange(T_x) < filled)[:, None] for filled in (T_x - 1, 1)]


def over(axis, softmax, z):
    return np.moveaxis(softmax(np.moveaxis(z, axis, -1)), -1, axis)


def wrong_states(x_t, a_prev, params):
    Waa, Wax, ba = params["Waa"], params["Wax"], params["ba"]
    from_state, from_input = a_prev @ Waa.T, x_t @ Wax.T
    z = from_state + from_input + ba
    return {
        "R06": lambda: np.tanh(a_prev @ Waa + from_input + ba),
        "R09": lambda: [
            z,
            np.tanh(from_state) + np.tanh(from_input + ba),
            np.tanh(from_state + ba) + np.tanh(from_input),
            np.tanh(from_state) + np.tanh(from_input) + ba,
        ],
        "R10": lambda: [1 / (1 + np.exp(-z)), np.maximum(z, 0)],
        "X01": lambda: np.tanh(from_state + from_input),
    }
