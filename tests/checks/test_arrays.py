"""Comparing answers."""

import numpy as np
import pytest

from autograder.checks.answer import Answer
from autograder.checks.arrays import close, expect, expect_property
from autograder.checks.tolerances import GRADIENTS

RIGHT = np.array([0.5, -2.0])


def answered(raw):
    return Answer("f", "a", raw, ("m",), {"m": (2,)})


@pytest.mark.parametrize("error", [0, 0.9e-7, -0.9e-7])
def test_a_float64_answer_may_be_off_by_its_tolerance(error):
    expect(answered(RIGHT * (1 + error)), RIGHT)


def test_a_float64_answer_in_float32_precision_is_imprecise(code):
    got = RIGHT * (1 + 1e-5)
    assert code(lambda: expect(answered(got), RIGHT)) == ("values_imprecise", {"function": "f", "name": "a"})
    expect(answered(got.astype(np.float32)), RIGHT)


def test_an_expected_answer_in_float32_widens_the_tolerance():
    expect(answered(RIGHT * (1 + 1e-5)), answered(RIGHT.astype(np.float32)))


def test_gradients_have_a_tolerance_of_their_own():
    expect(answered(RIGHT * (1 + 9e-7)), RIGHT, within=GRADIENTS)


def test_values_that_differ_are_told_at_the_worst_entry(code):
    params = {"function": "f", "name": "a", "got": 7.0, "expected": -2.0, "index": (1,)}
    assert code(lambda: expect(answered([0.75, 7]), RIGHT)) == ("values_differ", params)


def test_nothing_broadcasts(code):
    assert code(lambda: expect(answered(RIGHT[None]), RIGHT))[1]["how"] == "values_right"
    assert code(lambda: expect(answered(0.5), np.array([0.5, 0.5])))[0] == "wrong_shape"


def test_a_suspect_is_recognised_before_any_pattern(code):
    suspects = {"R01": lambda: RIGHT + 1, "R02": lambda: [RIGHT * 3, -RIGHT]}
    found = code(lambda: expect(answered(-RIGHT), RIGHT, suspects=suspects))
    assert found == ("suspect", {"function": "f", "name": "a", "hint": "R02"})


def test_whatever_is_wrong_over_time_is_told_with_its_steps(code):
    right, late = np.array([[0.5, -2.0, 1.0, 3.0]]), np.array([[0, 0, 4, -4]])
    where = {"wrong": (0, 0, 1, 1), "errors": (0.0, 0.0, 4.0, 4.0)}

    def answer(raw):
        return Answer("f", "a", raw, ("m", "T_x"), {"m": (1,), "T_x": (4,)})

    def found(**more):
        return code(lambda: expect(answer(right + late), right, **more))

    assert found() == ("values_from_step", {"function": "f", "name": "a", "step": 2, **where})
    suspect = found(suspects={"R01": lambda: right + late})
    assert suspect == ("suspect", {"function": "f", "name": "a", "hint": "R01", **where})
    differs, params = code(lambda: expect(answer(right + np.array([[0, 1, 0, 4]])), right))
    assert (differs, params["wrong"], params["index"]) == ("values_differ", (0, 1, 0, 1), (0, 3))


def test_suspects_are_not_computed_for_a_right_answer():
    expect(answered(RIGHT), RIGHT, suspects={"R01": lambda: pytest.fail("computed")})


def test_credit_is_asked_for_a_wrong_answer_only(code):
    asked = []
    expect(answered(RIGHT), RIGHT, carried=asked.append)
    assert asked == []
    expect(answered(-RIGHT), RIGHT, carried=lambda got: got.name == "a")
    assert code(lambda: expect(answered(-RIGHT), RIGHT, carried=lambda _: False))[0] == "values_sign"


def test_close_compares_shape_and_entries():
    assert close(answered(RIGHT), RIGHT.tolist())
    assert not close(answered(RIGHT), RIGHT[None])
    assert not close(answered(RIGHT), RIGHT + 1e-6)


def test_a_property_that_does_not_hold_is_named(code):
    expect_property(RIGHT[0] > 0, answered(RIGHT), "causal")
    params = {"function": "f", "name": "a", "property": "causal"}
    assert code(lambda: expect_property(RIGHT[1] > 0, answered(RIGHT), "causal")) == (
        "property_broken",
        params,
    )
