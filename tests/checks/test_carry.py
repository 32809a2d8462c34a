"""Errors carried forward."""

import numpy as np
import pytest

from autograder.checks.answer import Answer
from autograder.checks.call import Call
from autograder.checks.carry import Carry, Own, expect_dependence
from autograder.checks.tolerances import GRADIENTS
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed, StudentFault

VALUE = np.array([1.0, 2.0])
ANSWER = Answer("f", "a", VALUE, ("m",), {"m": (2,)})


def alive():
    return True


def never():
    pytest.fail("asked although nothing failed")


def fails():
    raise CheckFailed(finding("check_failed"))


def carrying(*failed):
    return Carry(failed, never)


def test_credit_comes_when_a_dependency_failed_and_the_own_functions_agree():
    carry = carrying("cell")
    assert carry.credit(Own(lambda: -VALUE, never), Own(lambda: VALUE, alive))(ANSWER)
    assert carry.used


def test_without_a_failed_dependency_nothing_is_asked():
    carry = carrying()
    assert not carry.credit(Own(never, never))(ANSWER)
    assert not carry.used


def test_another_answer_earns_nothing():
    carry = carrying("cell")
    assert not carry.credit(Own(lambda: VALUE + 1, never))(ANSWER)
    assert not carry.used


def test_another_answer_earns_nothing_after_one_that_did():
    carry = carrying("cell")
    earned = carry.credit(Own(lambda: VALUE, alive))
    other = Answer("f", "a", VALUE + 1, ("m",), {"m": (2,)})
    assert [earned(ANSWER), earned(other), carry.used] == [True, False, True]


def test_zeros_never_earn_credit():
    zeros = Answer("f", "a", 0 * VALUE, ("m",), {"m": (2,)})
    assert not carrying("cell").credit(Own(lambda: 0 * VALUE, never))(zeros)


@pytest.mark.parametrize("verdict", [CheckFailed, StudentFault])
def test_own_functions_that_fail_earn_nothing(verdict):
    def raises():
        raise verdict(finding("check_failed"))

    assert not carrying("cell").credit(Own(raises, never))(ANSWER)


def test_dead_functions_earn_nothing():
    carry = carrying("cell")
    assert not carry.credit(Own(lambda: VALUE, lambda: False))(ANSWER)
    assert not carry.used


def test_what_the_first_dead_function_lacks_is_said_when_none_is_alive(code):
    def lacks_b():
        raise CheckFailed(finding("cell_not_alive", function="f", name="b"))

    ways = [Own(lambda: VALUE, dead) for dead in (lambda: False, lacks_b, fails)]
    lacking = ("cell_not_alive", {"function": "f", "name": "b"})
    assert code(lambda: carrying("cell").credit(*ways)(ANSWER)) == lacking


def test_one_living_way_is_enough():
    assert carrying("cell").credit(Own(lambda: VALUE, fails), Own(lambda: VALUE, alive))(ANSWER)


def test_the_own_value_has_a_tolerance_of_its_own():
    near = VALUE * (1 + 9e-7)
    assert not carrying("cell").credit(Own(lambda: near, never))(ANSWER)
    assert carrying("cell").credit(Own(lambda: near, alive, GRADIENTS))(ANSWER)


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
