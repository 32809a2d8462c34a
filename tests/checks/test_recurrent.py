"""The own unit: what it gives is what the reference gives, as long as every step is right or alive."""

from functools import partial

import numpy as np
import pytest
from support.in_process import InProcess

import reference
from autograder.checks import Cross, close
from autograder.checks.call import Call
from autograder.checks.contract import Student
from autograder.checks.draw import generic
from autograder.checks.recurrent import OwnUnit, Unit, is_linear
from autograder.model.assignment import ArrayType, MappingType, OpaqueType, Signature

LSTM = Unit(
    "lstm",
    states=("a", "c"),
    weights=("Wu", "Wf", "Wo", "Wc", "bu", "bf", "bo", "bc"),
    depends=("x_t", "a_prev", "c_prev", "Wu|Wf|Wo|Wc"),
    sometimes=("bu",),
)
STATE, STEPS = ArrayType(("m", "n_a")), ArrayType(("m", "T_x", "n_a"))
PARAMS = {name: ArrayType(("n_a", "n_a+n_x") if name[0] == "W" else ("n_a",)) for name in LSTM.weights}
CELL_GRADIENTS = {"dx_t": ArrayType(("m", "n_x")), "da_prev": STATE, "dc_prev": STATE}
SEQUENCE_GRADIENTS = {"dx": ArrayType(("m", "T_x", "n_x")), "da0": STATE, "dc0": STATE}
GRADIENTS = {f"d{name}": declared for name, declared in PARAMS.items()}


def mapping(entries):
    return MappingType(tuple(entries.items()))


def signature(name, args, returns):
    return Signature(name, tuple(args.items()), tuple(returns.items()))


CACHE = {"cache": OpaqueType()}
START = {"a_prev": STATE, "c_prev": STATE, "params": mapping(PARAMS)}
SIGNATURES = {
    one.name: one
    for one in (
        signature(
            "lstm_cell_forward",
            {"x_t": ArrayType(("m", "n_x")), **START},
            {"a_next": STATE, "c_next": STATE, **CACHE},
        ),
        signature(
            "lstm_forward",
            {"x": ArrayType(("m", "T_x", "n_x")), "a0": STATE, "c0": STATE, "params": mapping(PARAMS)},
            {"a": STEPS, "c": STEPS, **CACHE},
        ),
        signature(
            "lstm_cell_backward",
            {"da_next": STATE, "dc_next": STATE, **CACHE},
            {"gradients": mapping(CELL_GRADIENTS | GRADIENTS)},
        ),
        signature(
            "lstm_backward",
            {"da": STEPS, "dc_last": STATE, **CACHE},
            {"gradients": mapping(SEQUENCE_GRADIENTS | GRADIENTS)},
        ),
    )
}
RIGHT = {name: getattr(reference, name) for name in SIGNATURES}


def own(rng, **functions):
    return OwnUnit(LSTM, lambda: Student(InProcess({**RIGHT, **functions}), SIGNATURES), rng)


@pytest.fixture
def inputs(rng):
    student = Student(InProcess(RIGHT), SIGNATURES)
    return student.lstm_forward.draw(rng, m=2, T_x=4, n_x=3, n_a=5)


@pytest.fixture
def upstream(rng):
    dc = np.zeros((2, 4, 5))
    dc[:, -1] = generic(rng, 2, 5)
    return {"a": generic(rng, 2, 4, 5), "c": dc}


def test_the_folded_steps_give_the_states_of_a_sequence(rng, inputs):
    a, c, _ = reference.lstm_forward(*inputs)
    for state, right in (("a", a), ("c", c)):
        ours = own(rng).states(state, *inputs)
        assert close(ours.value(), right)
        assert ours.alive()


def test_a_chain_may_feed_back_what_a_step_returned(rng, inputs):
    x, a0, c0, params = inputs
    fed_back = own(rng).chain((x[:, 0], a0, c0, params), 3, lambda _, out: out.a_next.array[:, :3])
    assert np.array_equal(fed_back.at[2][0], fed_back.said("a_next")[1][:, :3])
    assert np.array_equal(fed_back.at[2][2], fed_back.said("c_next")[1])


def starts_from_zeros(x, a0, c0, params):
    """Carry the state and forget the cell."""
    caches, states, cells = [], [], []
    for t in range(x.shape[1]):
        a0, c_t, cache = reference.lstm_cell_forward(x[:, t], a0, np.zeros_like(c0), params)
        states.append(a0), cells.append(c_t), caches.append(cache)
    return np.stack(states, axis=1), np.stack(cells, axis=1), caches


def test_the_steps_of_a_wrong_loop_are_found_where_they_started(rng, inputs):
    steps = own(rng, lstm_forward=starts_from_zeros).steps(*inputs)
    assert [bool(np.any(at[2])) for at in steps.at] == [False] * 4
    assert close(steps.over_time("a_next"), starts_from_zeros(*inputs)[0])


def test_where_no_step_leads_to_a_state_the_one_from_the_states_before_is_taken(rng, inputs):
    def doubled(*args):
        a, c, cache = reference.lstm_forward(*args)
        return 2 * a, 2 * c, cache

    steps = own(rng, lstm_forward=doubled).steps(*inputs)
    assert np.array_equal(steps.at[0][1], inputs[1])
    assert np.array_equal(steps.at[1][1], doubled(*inputs)[0][:, 0])


@pytest.mark.parametrize("name", ["dx", "da0", "dc0", "dWf", "dbo"])
def test_every_own_way_back_gives_the_gradients_of_a_right_unit(rng, inputs, upstream, name):
    cache = reference.lstm_forward(*inputs)[2]
    right = reference.lstm_backward(upstream["a"], upstream["c"][:, -1], cache)[name]
    for way in own(rng).sequence(upstream, inputs).ways(name):
        assert close(way.value(), right, within=way.within)
        assert way.alive()


@pytest.mark.parametrize("name", ["dx_t", "dc_prev", "dWu"])
def test_the_differences_of_a_step_are_its_gradient(rng, inputs, name):
    at = (inputs[0][:, 0], *inputs[1:])
    upstream = {"a": generic(rng, 2, 5), "c": generic(rng, 2, 5)}
    right = reference.lstm_cell_backward(*upstream.values(), reference.lstm_cell_forward(*at)[2])[name]
    way = own(rng).of_step_back(name, upstream, at)
    assert close(way.value(), right, within=way.within)
    assert way.alive()


def without(ignored, x_t, a_prev, c_prev, params):
    at = {"x_t": x_t, "a_prev": a_prev, "c_prev": c_prev}
    at[ignored] = np.zeros_like(at[ignored])
    return reference.lstm_cell_forward(*at.values(), params)


@pytest.mark.parametrize("ignored", ["x_t", "a_prev", "c_prev"])
def test_a_step_that_ignores_an_input_is_not_alive(rng, inputs, code, ignored):
    dead = own(rng, lstm_cell_forward=partial(without, ignored))
    expected = ("cell_not_alive", {"function": "lstm_cell_forward", "name": ignored})
    assert code(lambda: dead.is_alive(dead.fold(*inputs))) == expected


def test_a_step_must_depend_at_one_point_on_what_matters_sometimes(rng, inputs, code):
    def without_bias(x_t, a_prev, c_prev, params):
        return reference.lstm_cell_forward(x_t, a_prev, c_prev, {**params, "bu": np.zeros(5)})

    dead = own(rng, lstm_cell_forward=without_bias)
    assert code(lambda: dead.is_alive(dead.fold(*inputs)))[1]["name"] == "bu"


def linear(x_t, a_prev, c_prev, params):
    z = np.concatenate([a_prev, x_t], axis=1) @ params["Wc"].T + params["bu"]
    return z + c_prev, z - c_prev, None


def test_a_linear_step_earns_no_gradient(rng, inputs, upstream):
    ours = own(rng, lstm_cell_forward=linear)
    assert not ours.is_curved(ours.fold(*inputs))
    at = (inputs[0][:, 0], *inputs[1:])
    of_step = {state: one[:, -1] for state, one in upstream.items()}
    assert not ours.of_step_back("dx_t", of_step, at).alive()


def test_a_linear_way_forward_earns_no_gradient(rng, inputs, upstream):
    def forward(x, a0, c0, params):
        z = x @ params["Wc"][:, 5:].T
        return z + a0[:, None], z + c0[:, None], None

    assert not own(rng, lstm_forward=forward).sequence(upstream, inputs).is_curved_as_a_whole


def test_nobody_is_asked_twice_for_the_results_of_one_step(rng, inputs):
    workers = []

    def start():
        workers.append(1)
        return Student(InProcess(RIGHT), SIGNATURES)

    unit = OwnUnit(LSTM, start, rng)
    fold = unit.fold(*inputs)
    assert unit.is_alive(fold)
    assert len(workers) == 1 + 1 + len(LSTM.depends) + len(LSTM.sometimes)


def test_a_step_back_that_passes_nothing_on_earns_no_gradient(rng, inputs, upstream, code):
    def stuck(da_next, _dc_next, cache):
        return reference.lstm_cell_backward(np.ones_like(da_next), np.ones_like(da_next), cache)

    way = own(rng, lstm_cell_backward=stuck).sequence(upstream, inputs).by_steps("dWu")
    assert code(way.alive) == ("cell_not_alive", {"function": "lstm_cell_backward", "name": "da_next"})


def test_linear_in_each_of_some_inputs_means_in_all_of_them(rng, inputs):
    at = (inputs[0][:, 0], *inputs[1:])
    student = Student(InProcess(RIGHT), SIGNATURES)
    cross = Cross(lambda: [Call(student.lstm_cell_forward, at)], "c_next", rng)
    assert is_linear(cross, "c_prev")
    assert not is_linear(cross, "c_prev", "x_t")
