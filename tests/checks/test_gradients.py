"""Gradients against differences: right ones pass in either precision, wrong ones are located."""

from dataclasses import replace

import numpy as np
import pytest
from support.in_process import layer_backward, layer_forward

from autograder.checks.answer import Answer
from autograder.checks.contract import Entries
from autograder.checks.draw import generic
from autograder.checks.gradients import (
    Loss,
    expect_gradient,
    expect_gradient_of_own_forward,
    expect_gradients,
)
from autograder.model.assignment import ArrayType, MappingType


def single(x, params):
    y, cache = layer_forward(x, params)
    return y.astype(np.float32), cache


def single_back(dy, cache):
    return {name: value.astype(np.float32) for name, value in layer_backward(dy, cache).items()}


def run(pupil, rng):
    """Return the pupil's gradients and the loss they belong to."""
    inputs = pupil.layer_forward.draw(rng, m=2, n_x=3, n_y=4)
    dy = generic(rng, 2, 4)
    gradients = pupil.layer_backward(dy, pupil.layer_forward(*inputs).cache).gradients
    return gradients, Loss(pupil.layer_forward, inputs, {"y": dy})


def wrong(**changes):
    """Return a backward in which some gradients are changed."""

    def backward(dy, cache):
        gradients = layer_backward(dy, cache)
        return {**gradients, **{name: change(gradients[name]) for name, change in changes.items()}}

    return backward


def test_differences_are_the_gradient(student, rng):
    gradients, loss = run(student(), rng)
    for name in ("x", "W", "b"):
        assert np.allclose(loss.differences(name), gradients[f"d{name}"].array, atol=1e-9)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("forward", [layer_forward, single])
@pytest.mark.parametrize("backward", [layer_backward, single_back])
def test_right_gradients_pass_in_either_precision(student, seed, forward, backward):
    rng = np.random.default_rng(seed)
    gradients, loss = run(student(layer_forward=forward, layer_backward=backward), rng)
    expect_gradients(gradients, loss, rng)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda g: -g, "values_sign"),
        (lambda g: g / 2, "values_factor"),
        (np.zeros_like, "values_zero"),
        (lambda g: g + np.eye(*g.shape), "gradient_differs"),
    ],
)
def test_a_wrong_gradient_alone_is_named_with_its_pattern(student, rng, found, change, code):
    gradients, loss = run(student(layer_backward=wrong(dW=change)), rng)
    first, second = found(lambda: expect_gradients(gradients, loss, rng))
    assert (first.code, first.params["name"]) == ("only_this_wrong", "dW")
    assert (second.code, second.params["name"]) == (code, "dW")


def test_a_wrong_gradient_fails_in_float32_too(student, rng, found):
    pupil = student(layer_forward=single, layer_backward=wrong(dW=lambda g: 1.2 * g))
    gradients, loss = run(pupil, rng)
    assert found(lambda: expect_gradients(gradients, loss, rng))[0].code == "only_this_wrong"


def test_of_several_wrong_gradients_the_first_is_reported(student, rng, code):
    gradients, loss = run(student(layer_backward=wrong(dx=np.negative, db=np.negative)), rng)
    expected = ("values_sign", {"function": "layer_backward", "name": "dx"})
    assert code(lambda: expect_gradients(gradients, loss, rng)) == expected


def test_zeros_do_not_agree_with_a_forward_that_is_constant(student, rng, code):
    pupil = student(
        layer_forward=lambda x, params: (np.zeros((2, 4)), (x, np.zeros((2, 4)), params)),
        layer_backward=lambda dy, cache: {"dx": 0 * cache[0], "dW": 0 * cache[2]["W"], "db": 0 * dy[0]},
    )
    gradients, loss = run(pupil, rng)
    expected = ("cell_not_alive", {"function": "layer_forward", "name": "W"})
    assert code(lambda: expect_gradient(gradients["dW"], loss, rng)) == expected


def test_the_gradient_of_another_forward_is_told(student, rng, code):
    def squared(x, params):
        y, cache = layer_forward(x, params)
        return y**2, cache

    gradients, loss = run(student(layer_forward=squared), rng)
    expected = ("gradient_not_of_own_forward", {"function": "layer_backward", "name": "db"})
    assert code(lambda: expect_gradient_of_own_forward(gradients["db"], loss, rng)) == expected


# ----------------------------------------------------------------------------------- over time


def gradient_over_time(pupil, rng, change):
    """Return a gradient of the pupil's cumulative sum by its input, changed, and the loss."""
    x, dy = generic(rng, 2, 5), generic(rng, 2, 5)
    right = np.cumsum(dy[:, ::-1], axis=1)[:, ::-1]
    sizes = {"m": (2,), "T_x": (5,)}
    return Answer("back", "dx", change(right), ("m", "T_x"), sizes), Loss(pupil.cumulate, (x,), {"y": dy})


def off_at_1_and_3(gradient):
    return gradient + np.array([0, 0.5, 0, -0.25, 0])


def test_a_gradient_over_time_is_told_with_its_steps(student, rng, code):
    answer, loss = gradient_over_time(student(), rng, off_at_1_and_3)
    differs, params = code(lambda: expect_gradient(answer, loss, rng))
    assert (differs, params["wrong"]) == ("gradient_differs", (0, 1, 0, 1, 0))
    assert params["errors"] == pytest.approx((0, 0.5, 0, 0.25, 0), abs=1e-8)


def test_the_gradient_of_another_forward_over_time_is_told_with_its_steps(student, rng, code):
    answer, loss = gradient_over_time(student(), rng, off_at_1_and_3)
    another, params = code(lambda: expect_gradient_of_own_forward(answer, loss, rng))
    assert (another, params["wrong"]) == ("gradient_not_of_own_forward", (0, 1, 0, 1, 0))
    assert len(params["errors"]) == 5


def test_of_two_findings_about_a_gradient_one_has_the_steps(student, rng, found):
    answer, loss = gradient_over_time(student(), rng, off_at_1_and_3)
    right = replace(answer, raw=loss.differences("x"))
    only, differs = found(lambda: expect_gradients({"dx": answer, "dx_again": right}, loss, rng))
    assert (only.code, "wrong" in only.params) == ("only_this_wrong", False)
    assert (differs.code, "wrong" in differs.params) == ("gradient_differs", True)


def with_one_that_may_be_left_out(gradients):
    """Return the gradients with one more, by something that the forward is not given."""
    arrays = {name: gradients[name].array for name in gradients}
    types = {name: ArrayType(gradients[name].dims) for name in gradients}
    declared = MappingType((*types.items(), ("dmore", types["dW"])), optional=frozenset({"dmore"}))
    value = {**arrays, "dmore": np.ones_like(arrays["dW"])}
    return Entries("layer_backward", "gradients", value, declared, gradients["dW"].sizes)


def test_a_gradient_that_may_be_left_out_is_not_looked_at_without_its_argument(student, rng):
    gradients, loss = run(student(), rng)
    expect_gradients(with_one_that_may_be_left_out(gradients), loss, rng)


def test_a_gradient_that_may_be_left_out_is_looked_at_with_its_argument(student, rng, found):
    gradients, loss = run(student(layer_backward=wrong(dW=lambda g: 2 * g)), rng)
    gradients.optional = frozenset({"dW"})
    first, _ = found(lambda: expect_gradients(gradients, loss, rng))
    assert (first.code, first.params["name"]) == ("only_this_wrong", "dW")
