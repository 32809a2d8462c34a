"""Forward propagation: one step, a whole sequence, its smallest sizes."""

from functools import partial

import numpy as np

from autograder.checks import Own, check, edge_size, expect, expect_repeatable, expect_unchanged

STEP = {"m": 3, "n_x": 5, "n_a": 4, "n_y": 6}
SEQUENCE = {**STEP, "T_x": 7}
EDGES = {**STEP, "T_x": 2}


@check("a1.cell_forward.state")
def test_one_step_gives_the_right_hidden_state(student, reference, rng):
    x_t, a_prev, params = student.rnn_cell_forward.draw(rng, **STEP)
    expected, _, _ = reference.rnn_cell_forward(x_t, a_prev, params)
    expect(
        student.rnn_cell_forward(x_t, a_prev, params).a_next,
        expected,
        suspects=wrong_states(x_t, a_prev, params),
    )
    expected, _, _ = reference.rnn_cell_forward(1000 * x_t, a_prev, params)
    expect(student.rnn_cell_forward(1000 * x_t, a_prev, params).a_next, expected)


@check("a1.cell_forward.prediction")
def test_one_step_gives_the_right_prediction(student, reference, rng, own, carry):
    x_t, a_prev, params = student.rnn_cell_forward.draw(rng, **STEP)
    _, expected, _ = reference.rnn_cell_forward(x_t, a_prev, params)
    own_ways = [
        Own(lambda: reference.softmax(scores(own.state(x_t, a_prev, params), params))),
        Own(lambda: own.softmax(scores(own.state(x_t, a_prev, params), params))),
    ]
    expect(
        student.rnn_cell_forward(x_t, a_prev, params).y_hat,
        expected,
        carried=carry.credit(*own_ways, alive=own.predicts),
        suspects={
            "R04": lambda: reference.softmax(scores(a_prev, params)),
            "R05": lambda: reference.softmax(np.tile(params["by"], (3, 1))),
            "R14": lambda: reference.softmax(scores(own.state(x_t, a_prev, params), params).T).T,
        },
    )


@check("a1.forward.states")
def test_a_whole_sequence_gives_the_right_hidden_states(student, reference, rng, own, carry):
    x, a0, params = student.rnn_forward.draw(rng, **SEQUENCE)
    expected, _, _ = reference.rnn_forward(x, a0, params)
    expect(
        student.rnn_forward(x, a0, params).a,
        expected,
        carried=carry.credit(Own(lambda: own.states(x, a0, params)), alive=own.is_alive),
        suspects={
            "R01": lambda: reference.rnn_forward(x, np.zeros_like(a0), params)[0],
            "R03": lambda: each_step_from(a0, x, params, reference),
            "R15": lambda: np.concatenate([expected[:, :-1], np.zeros_like(expected[:, :1])], axis=1),
        },
    )


@check("a1.forward.predictions")
def test_a_whole_sequence_gives_the_right_predictions(student, reference, rng, own, carry):
    x, a0, params = student.rnn_forward.draw(rng, **SEQUENCE)
    a, expected, _ = reference.rnn_forward(x, a0, params)
    out = student.rnn_forward(x, a0, params)
    own_ways = [
        Own(lambda: own.cell_predictions(x, a0, params)),
        Own(lambda: np.stack([step.y_hat for step in own.steps(x, a0, params)], axis=1)),
        Own(lambda: reference.softmax(scores(out.a.array, params))),
        Own(lambda: own.softmax(scores(out.a.array, params))),
    ]
    before = np.concatenate([a0[:, None], a[:, :-1]], axis=1)
    expect(
        out.y_hat,
        expected,
        carried=carry.credit(*own_ways, alive=own.predicts),
        suspects={"R04": lambda: reference.softmax(scores(before, params))},
    )


@check("a1.forward.edges")
def test_forward_works_for_one_step_one_example_one_unit_one_feature(student, reference, rng, own, carry):
    for symbol in ("T_x", "m", "n_a", "n_x"):
        inputs = student.rnn_forward.draw(rng, **{**EDGES, symbol: 1})
        expected, _, _ = reference.rnn_forward(*inputs)
        with edge_size(student.rnn_forward, symbol):
            out = student.rnn_forward(*inputs)
            own_way = Own(partial(own.states, *inputs))
            expect(out.a, expected, carried=carry.credit(own_way, alive=own.is_alive))
            out.y_hat.climb()  # its shape; its values are charged elsewhere


@check("a1.forward.arguments")
def test_forward_leaves_its_arguments_alone_and_repeats_itself(student, rng):
    x, a0, params = student.rnn_forward.draw(rng, **SEQUENCE)
    step = expect_unchanged(student.rnn_cell_forward, x[:, 0], a0, params)
    out = expect_unchanged(student.rnn_forward, x, a0, params)
    expect_repeatable(step, student.rnn_cell_forward(x[:, 0], a0, params))
    expect_repeatable(out, student.rnn_forward(x, a0, params))


def scores(a, params):
    return a @ params["Wya"].T + params["by"]


def each_step_from(a0, x, params, reference):
    steps = [reference.rnn_cell_forward(x[:, t], a0, params)[0] for t in range(x.shape[1])]
    return np.stack(steps, axis=1)


def wrong_states(x_t, a_prev, params):
    Waa, Wax, ba = params["Waa"], params["Wax"], params["ba"]
    from_state, from_input = a_prev @ Waa.T, x_t @ Wax.T
    z = from_state + from_input + ba
    return {
        "R06": lambda: np.tanh(a_prev @ Waa + from_input + ba),
        "R09": lambda: [z, np.tanh(from_state) + np.tanh(from_input + ba)],
        "R10": lambda: [1 / (1 + np.exp(-z)), np.maximum(z, 0)],
    }
