"""softmax and sigmoid against their definitions and their laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from reference import sigmoid, softmax

scores = hnp.arrays(
    np.float64,
    hnp.array_shapes(min_dims=1, max_dims=4, max_side=5),
    elements=st.floats(-700, 700),
)


def test_it_is_the_definition_for_small_scores():
    assert softmax(np.log(np.array([1.0, 2.0, 5.0]))) == pytest.approx([0.125, 0.25, 0.625], rel=1e-15)


@given(scores)
def test_rows_along_the_last_axis_sum_to_one(z):
    np.testing.assert_allclose(softmax(z).sum(axis=-1), 1, rtol=1e-12)


@given(scores, st.floats(-1e5, 1e5))
def test_adding_one_number_to_all_scores_changes_nothing(z, shift):
    np.testing.assert_allclose(softmax(z + shift), softmax(z), atol=1e-9)


@given(scores)
def test_odds_are_exponentials_of_score_differences(z):
    z = z / 100
    odds = softmax(z)[..., 0] / softmax(z)[..., -1]
    np.testing.assert_allclose(odds, np.exp(z[..., 0] - z[..., -1]), rtol=1e-10)


@pytest.mark.parametrize("size", [1e3, 1e308])
def test_huge_scores_of_both_signs_stay_finite(size):
    with np.errstate(over="ignore"):  # -size - size may be -inf, whose exponential is 0
        assert softmax(np.array([size, -size])).tolist() == [1.0, 0.0]


def test_scores_are_left_alone():
    z = np.array([[1.0, 2.0], [3.0, 5.0]])
    kept = z.copy()
    softmax(z)
    np.testing.assert_array_equal(z, kept)


@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=3, max_side=5), elements=st.floats(-30, 30)))
def test_sigmoid_is_the_definition(z):
    np.testing.assert_allclose(sigmoid(z), 1 / (1 + np.exp(-z)), rtol=1e-10, atol=1e-15)


@given(st.floats(-1e308, 1e308))
def test_sigmoid_of_the_opposite_is_what_is_left(z):
    assert sigmoid(np.array([z])) + sigmoid(np.array([-z])) == pytest.approx([1], abs=1e-15)


@pytest.mark.parametrize("size", [1e3, 1e308])
def test_huge_scores_open_or_close_a_gate_without_a_warning(size):
    assert sigmoid(np.array([size, -size])).tolist() == [1.0, 0.0]
