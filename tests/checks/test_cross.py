"""Cross-examination: functions pass; what counts, remembers, replays or recognises does not."""

from functools import partial

import numpy as np
import pytest

from autograder.checks.call import Call
from autograder.checks.cross import Cross, elsewhere, interleaved, mixed, twin
from autograder.checks.draw import generic

T = 5
INPUTS = ("x", "W", "b")


@pytest.fixture
def cross(student, rng):
    """Examine a function that `make` gives anew to each worker, at points with the same weights."""

    def examine(make):
        draw = student().layer_forward.draw
        params = draw(rng, m=2, n_x=3, n_y=4)[1]
        points = [(draw(rng, m=2, n_x=3, n_y=4)[0], params) for _ in range(T)]

        def start():
            function = student(layer_forward=make()).layer_forward
            return [Call(function, point) for point in points]

        return Cross(start, "y", rng)

    return examine


def layer(x, params, f=np.tanh, dtype=np.float64):
    return f(x @ params["W"].T + params["b"]).astype(dtype), None


def test_a_function_says_the_same_again_and_depends_on_its_inputs(cross):
    examined = cross(lambda: layer)
    examined.expect_said([layer(call.argument("x"), call.at[1])[0] for call in examined.calls])
    examined.expect_dependence(*INPUTS, "W|b")


def test_each_set_of_questions_goes_to_a_worker_of_its_own_in_another_order(cross):
    heard = []

    def make():
        heard.append([])
        return lambda x, params: heard[-1].append(x[0, 0]) or layer(x, params)

    examined = cross(make)
    examined.expect_dependence("W", "b")
    assert [len(worker) for worker in heard] == [T] * 3
    assert len({tuple(worker) for worker in heard}) > 1
    assert {tuple(sorted(worker)) for worker in heard} == {tuple(sorted(heard[0]))}


def test_what_counts_its_calls_says_something_else_in_another_order(cross, code):
    def counting():
        calls = iter(range(100))
        return lambda x, params: (np.full((len(x), len(params["b"])), next(calls) + 1.0), None)

    before = [np.full((2, 4), t + 1.0) for t in range(T)]
    expected = ("not_repeatable", {"function": "layer_forward", "name": "y"})
    assert code(lambda: cross(counting).expect_said(before)) == expected


@pytest.mark.parametrize("name", INPUTS)
def test_the_input_that_makes_no_difference_is_named(cross, code, name):
    def without(x, params):
        given = {"x": x, **params}
        given[name] = np.linspace(-0.7, 0.9, given[name].size).reshape(given[name].shape)
        return layer(given.pop("x"), given)

    expected = ("cell_not_alive", {"function": "layer_forward", "name": name})
    assert code(lambda: cross(lambda: without).expect_dependence(*INPUTS)) == expected


def test_a_worker_cannot_tell_a_point_from_its_twin_by_what_it_heard(cross, code):
    """The one that takes the first weights it hears for the right ones gives the same for the twins."""

    def loyal():
        first = {}

        def function(x, params):
            first.setdefault("W", params["W"])
            known = np.array_equal(first["W"], params["W"])
            return (np.full((len(x), len(params["b"])), 0.5), None) if known else layer(x, params)

        return function

    expected = ("cell_not_alive", {"function": "layer_forward", "name": "W"})
    assert code(lambda: cross(loyal).expect_dependence("W")) == expected


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_an_input_that_matters_at_one_point_only_does_not_matter(cross, code, dtype):
    def once(first, x, params):
        lives = np.array_equal(x, first) or np.array_equal(x, twin(first))
        traced = 0.9 + 1e-7 * np.sin(1e3 * np.sum(params["W"]))
        return layer(x, params, dtype=dtype) if lives else (np.full((2, 4), traced, dtype), None)

    first = cross(lambda: layer)
    examined = Cross(
        lambda: [
            Call(replaced(call, partial(once, first.calls[0].argument("x"))), call.at) for call in first.calls
        ],
        "y",
        first.rng,
    )
    assert code(lambda: examined.expect_dependence("W"))[0] == "cell_not_alive"
    examined.expect_dependence("W", at_most=False)


@pytest.mark.parametrize("at_most", [True, False])
def test_a_trace_of_an_input_is_not_dependence(cross, code, at_most):
    def traced(x, params):
        return np.full((len(x), len(params["b"])), 0.9 + 1e-3 * np.sin(1e3 * params["W"][0, 0])), None

    examined = cross(lambda: traced)
    assert code(lambda: examined.expect_dependence("W", at_most=at_most))[0] == "cell_not_alive"


def test_a_state_of_one_unit_whose_two_examples_are_about_the_same_is_seen_to_matter_elsewhere(student, rng):
    """By its entries in other places alone, such a unit would be taken for dead in float32."""
    params = {"W": np.full((1, 1), 0.7), "b": np.full(1, 0.3)}
    points = [(np.array([[x], [x + 1e-5]]), params) for x in (0.3, 0.5, 0.9, 0.4)]
    right = partial(layer, dtype=np.float32)

    def examined(function):
        return Cross(
            lambda: [Call(student(layer_forward=function).layer_forward, p) for p in points], "y", rng
        )

    assert not examined(right).depends("x", mixed, at_most=True)
    assert examined(right).depends("x", elsewhere, at_most=True)
    examined(right).expect_dependence("x")
    dead = examined(lambda x, params: right(np.full_like(x, 0.2), params))
    assert not dead.depends("x", elsewhere, at_most=True)


@pytest.mark.parametrize("points", [2, 3, 4, 5])
def test_a_function_that_lives_at_one_value_only_is_dead_wherever_the_value_goes(student, rng, code, points):
    """A step may be alive at the state it is given, and dead at those that it made."""
    params = {"W": generic(rng, 1, 2), "b": generic(rng, 1)}
    at = [(np.full((2, 2), 0.5), params) for _ in range(points - 1)] + [(generic(rng, 2, 2), params)]

    def function(x, params):
        return layer(x, params) if np.ptp(x) > 0 else (np.full((2, 1), 0.5), None)

    examined = Cross(lambda: [Call(student(layer_forward=function).layer_forward, p) for p in at], "y", rng)
    assert code(lambda: examined.expect_dependence("x"))[0] == "cell_not_alive"


def test_the_one_point_there_is_has_a_twin_elsewhere(rng):
    (other,) = elsewhere([np.ones((2, 3))], rng)
    assert other.shape == (2, 3)
    assert np.all((np.abs(other) >= 0.2) & (np.abs(other) <= 1))


def replaced(call, function):
    """Return the function of a call with another behind it."""
    return type(call.function)(type(call.function.raw)({"layer_forward": function}), call.function.signature)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_layer_without_its_nonlinearity_is_linear(cross, dtype):
    def is_linear(f):
        return cross(lambda: partial(layer, f=f, dtype=dtype)).is_linear("x")

    assert is_linear(np.positive)
    assert is_linear(lambda z: z + 1e-3 * np.sin(z))
    assert not is_linear(np.tanh)
    assert not is_linear(lambda z: 1 / (1 + np.exp(-z)))
    assert not is_linear(lambda z: np.maximum(z, 0))


def test_a_linear_layer_cannot_tell_by_their_size_that_its_inputs_are_mixed(cross):
    """It would be curved for all that is smaller, larger or nearer to zero than what is drawn."""

    def curved_elsewhere(x, params):
        drawn = np.all((np.abs(x) >= 0.2) & (np.abs(x) <= 1))
        return layer(x, params, np.positive if drawn else np.tanh)

    assert cross(lambda: curved_elsewhere).is_linear("x")


@pytest.mark.parametrize("shape", [(1, 1), (3, 1), (1, 4), (3, 4), (4,)])
def test_a_twin_has_the_same_numbers_in_other_places(rng, shape):
    value = generic(rng, *shape)
    assert np.array_equal(np.sort(np.abs(twin(value)), axis=None), np.sort(np.abs(value), axis=None))
    assert np.any(twin(value) != value)


@pytest.mark.parametrize("value", [[[0.8], [-0.8]], [[0.8, -0.8]]])
def test_a_number_and_its_opposite_have_a_twin(value):
    assert np.array_equal(twin(np.array(value)), -np.array(value))


@pytest.mark.parametrize("number", [0.0, 0.7])
def test_even_a_constant_has_a_twin(number):
    assert np.any(twin(np.full((2, 3), number)) != number)


def test_interleaved_arrays_swap_some_features_and_keep_their_sum(rng):
    one, other = generic(rng, 2, 5), generic(rng, 2, 5)
    mixed, rest = interleaved(one, other), interleaved(other, one)
    assert np.array_equal(mixed + rest, one + other)
    assert np.array_equal(mixed[:, 0], one[:, 0])
    assert np.array_equal(mixed[:, 1], other[:, 1])
