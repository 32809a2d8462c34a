"""What kind of wrong: each pattern is found, and none where there is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.diagnosis import Comparison, diagnose, over_time
from autograder.checks.draw import generic
from autograder.checks.tolerances import VALUES

SIZES = {"m": (3,), "T_x": (5,), "n": (4,)}
RIGHT = generic(np.random.default_rng(1), 3, 5, 4)
OTHER = generic(np.random.default_rng(2), 3, 5, 4)
SQUARE = generic(np.random.default_rng(3), 4, 4)


def compare(got, expected=RIGHT, axes=("m", "T_x", "n")):
    return diagnose(Comparison(np.asarray(got), expected, axes, SIZES, VALUES.float64))


def mixed(steps):
    """Return the right answer with other values at some steps."""
    got = RIGHT.copy()
    got[:, steps] = OTHER[:, steps]
    return got


@pytest.mark.parametrize(
    ("got", "code", "params"),
    [
        (np.zeros_like(RIGHT), "values_zero", {}),
        (RIGHT + 1e-5, "values_imprecise", {}),
        (-RIGHT, "values_sign", {}),
        (2 * RIGHT, "values_factor", {"factor": "2"}),
        (RIGHT / 2, "values_factor", {"factor": "1/2"}),
        (RIGHT / 3, "values_factor", {"factor": "1/m"}),
        (5 * RIGHT, "values_factor", {"factor": "T_x"}),
        (RIGHT / 15, "values_factor", {"factor": "1/(m*T_x)"}),
        (RIGHT[:, ::-1], "values_reversed", {}),
        (RIGHT[[2, 0, 1]], "values_permuted", {"axis": "m"}),
        (RIGHT[:, :, [1, 0, 2, 3]], "values_permuted", {"axis": "n"}),
        (np.concatenate([OTHER[:, :1], RIGHT[:, :-1]], axis=1), "values_step_late", {}),
        (np.concatenate([RIGHT[:, 1:], OTHER[:, :1]], axis=1), "values_step_early", {}),
        (mixed([0]), "values_only_step", {"step": 0}),
        (mixed([4]), "values_only_step", {"step": 4}),
        (mixed([2, 3, 4]), "values_from_step", {"step": 2}),
        (mixed([0, 1, 2]), "values_until_step", {"step": 2}),
        (np.concatenate([RIGHT[:2], OTHER[2:]]), "values_some_examples", {"count": 1, "of": 3}),
        (np.full_like(RIGHT, 0.25), "values_constant", {}),
    ],
)
def test_a_pattern_is_named(got, code, params):
    assert compare(got) == (code, params)


def test_a_transposed_square_is_named():
    assert compare(SQUARE.T, SQUARE, ("n", "n")) == ("values_transposed", {})


def test_other_values_show_no_pattern():
    assert compare(OTHER) is None
    assert compare(mixed([0, 2])) is None


def test_a_number_can_show_a_pattern_too():
    assert compare(0.5, np.asarray(1.5), ()) == ("values_factor", {"factor": "1/m"})
    assert compare(0.7, np.asarray(1.5), ()) is None


def test_two_steps_are_too_few_to_speak_of_time():
    expected, got = RIGHT[:, :2], OTHER[:, :2].copy()
    got[:, 0] = expected[:, 0]
    assert compare(got, expected) is None


def pictured(got, expected=RIGHT, axes=("m", "T_x", "n")):
    return over_time(Comparison(np.asarray(got), expected, axes, SIZES, VALUES.float64))


def test_the_wrong_steps_and_the_largest_error_of_each_are_told():
    got = RIGHT.copy()
    got[1, 2, 3] += 0.25
    got[0, 4] -= [0.5, 0.25, 0.0, 0.75]
    where = pictured(got)
    assert where["wrong"] == (0, 0, 1, 0, 1)
    assert where["errors"] == pytest.approx((0, 0, 0.25, 0, 0.75))


def test_an_error_within_the_tolerance_is_not_a_wrong_step():
    got = mixed([3])
    got[:, 1] *= 1 + 1e-9
    assert pictured(got)["wrong"] == (0, 0, 0, 1, 0)


def test_time_may_be_any_axis():
    got, expected = (np.moveaxis(a, 1, 2) for a in (mixed([2]), RIGHT))
    assert pictured(got, expected, ("m", "n", "T_y"))["wrong"] == (0, 0, 1, 0, 0)


def test_without_time_or_with_two_steps_there_is_no_picture():
    assert pictured(OTHER, RIGHT, ("m", "n_a", "n")) == {}
    assert pictured(0.5, np.asarray(1.5), ()) == {}
    assert pictured(OTHER[:, :2], RIGHT[:, :2]) == {}


@given(st.integers(0, 2**32 - 1), st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4)))
def test_whatever_comes_there_is_one_pattern_or_none(seed, shape):
    rng = np.random.default_rng(seed)
    sizes = dict(zip(("m", "T_x", "n"), ((n,) for n in shape), strict=True))
    got, expected = rng.integers(-1, 2, shape).astype(float), rng.integers(-1, 2, shape).astype(float)
    found = diagnose(Comparison(got, expected, ("m", "T_x", "n"), sizes, VALUES.float64))
    assert found is None or found[0].startswith("values_")
