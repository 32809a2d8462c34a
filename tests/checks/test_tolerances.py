"""Tolerances."""

import numpy as np
import pytest

from autograder.checks.tolerances import GRADIENTS, VALUES, Tolerance, precision


def test_the_lowest_precision_counts_and_integers_are_exact():
    half, single, double = (np.ones(1, dtype) for dtype in ("float16", "float32", "float64"))
    assert precision(double, np.ones(1, int)) == "float64"
    assert precision(double, single) == "float32"
    assert precision(half) == "float32"


@pytest.mark.parametrize(("kind", "rtol"), [("float64", 1e-7), ("float32", 1e-4)])
def test_values_are_compared_entry_by_entry(kind, rtol):
    expected = np.array([1.0, 1000.0])
    allows = VALUES.at(kind).allows
    assert allows(expected * (1 + 0.9 * rtol), expected).all()
    assert allows(expected + np.array([20 * rtol, 0]), expected).tolist() == [False, True]


def test_gradients_are_compared_relative_to_the_largest_entry():
    expected = np.array([1e-3, 1000.0])
    assert GRADIENTS.at("float64").allows(expected + 0.9e-3, expected).all()
    assert not GRADIENTS.at("float64").allows(expected + 1.1e-3, expected).any()


def test_an_empty_array_is_close_to_itself():
    assert Tolerance(0, 0, of_largest=True).allows(np.ones(0), np.ones(0)).all()
