"""Errors carried forward."""

import numpy as np
import pytest

from autograder.checks.answer import Answer
from autograder.checks.call import Call
from autograder.checks.carry import Carry, Own, expect_dependence, is_linear
from autograder.checks.tolerances import GRADIENTS
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed, StudentFault

VALUE = np.array([1.0, 2.0])
ANSWER = Answer("f", "a", VALUE, ("m",), {"m": (2,)})


def alive():
    return True


def never():
    pytest.fail("asked although nothing failed")


def test_credit_comes_when_a_dependency_failed_and_the_own_functions_agree():
    carry = Carry(("cell",))
    assert carry.credit(Own(lambda: -VALUE), Own(lambda: VALUE), alive=alive)(ANSWER)
    assert carry.used


def test_without_a_failed_dependency_nothing_is_asked():
    carry = Carry(())
    assert not carry.credit(Own(never), alive=never)(ANSWER)
    assert not carry.used


def test_another_answer_earns_nothing():
    carry = Carry(("cell",))
    assert not carry.credit(Own(lambda: VALUE + 1), alive=never)(ANSWER)
    assert not carry.used


def test_zeros_never_earn_credit():
    zeros = Answer("f", "a", 0 * VALUE, ("m",), {"m": (2,)})
    assert not Carry(("cell",)).credit(Own(lambda: 0 * VALUE), alive=never)(zeros)


@pytest.mark.parametrize("verdict", [CheckFailed, StudentFault])
def test_own_functions_that_fail_earn_nothing(verdict):
    def fails():
        raise verdict(finding("check_failed"))

    assert not Carry(("cell",)).credit(Own(fails), alive=alive)(ANSWER)


def test_dead_functions_earn_nothing():
    carry = Carry(("cell",))
    assert not carry.credit(Own(lambda: VALUE), alive=lambda: False)(ANSWER)
    assert not carry.used


def test_the_own_value_has_a_tolerance_of_its_own():
    near = VALUE * (1 + 9e-7)
    assert not Carry(("cell",)).credit(Own(lambda: near), alive=alive)(ANSWER)
    assert Carry(("cell",)).credit(Own(lambda: near, GRADIENTS), alive=alive)(ANSWER)


def cell(student, rng, **functions):
    pupil = student(**functions)
    return Call(pupil.layer_forward, pupil.layer_forward.draw(rng, m=2, n_x=3, n_y=4))


def test_a_living_cell_depends_on_all_inputs(student, rng):
    expect_dependence(cell(student, rng), "y", "x", "W", "b", rng=rng)


def test_the_input_that_makes_no_difference_is_named(student, rng, code):
    dead = cell(student, rng, layer_forward=lambda x, params: (np.tanh(x @ params["W"].T), None))
    expected = ("cell_not_alive", {"function": "layer_forward", "name": "b"})
    assert code(lambda: expect_dependence(dead, "y", "x", "W", "b", rng=rng)) == expected
    expect_dependence(dead, "y", "b|W", rng=rng)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_constant_with_a_trace_of_its_inputs_is_dead_and_linear(student, rng, code, dtype):
    def layer_forward(x, params):
        trace = np.sign(np.sin(1e3 * (np.sum(x) + np.sum(params["W"]) + np.sum(params["b"]))))
        return (np.full((len(x), len(params["b"])), 0.9) + 1e-3 * trace).astype(dtype), None

    almost_constant = cell(student, rng, layer_forward=layer_forward)
    expected = ("cell_not_alive", {"function": "layer_forward", "name": "x"})
    assert code(lambda: expect_dependence(almost_constant, "y", "x", rng=rng)) == expected
    assert is_linear(almost_constant, "y", "x", rng)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_cell_without_its_nonlinearity_is_linear(student, rng, dtype):
    def affine(x, params):
        return (x @ params["W"].T + params["b"]).astype(dtype), None

    def relu(x, params):
        return np.maximum(affine(x, params)[0], 0), None

    assert is_linear(cell(student, rng, layer_forward=affine), "y", "x", rng)
    assert not is_linear(cell(student, rng, layer_forward=relu), "y", "x", rng)
    assert not is_linear(cell(student, rng), "y", "x", rng)
