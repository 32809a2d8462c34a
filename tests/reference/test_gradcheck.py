"""numerical_gradient and relative_error against gradients and errors known on paper."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from reference import numerical_gradient, relative_error

arrays = hnp.arrays(np.float64, (2, 3), elements=st.floats(-1e3, 1e3))


@pytest.mark.parametrize("shape", [(), (1,), (4,), (2, 3), (2, 1, 3)])
def test_the_gradient_of_a_cubic_is_its_derivative(shape):
    w = np.random.default_rng(1).normal(size=shape)
    gradient = numerical_gradient(lambda v: float(np.sum(v**3)), w)
    np.testing.assert_allclose(gradient, 3 * w**2, atol=1e-9)


def test_the_difference_is_taken_to_both_sides():
    # (1 + e)^3 - (1 - e)^3 over 2 e is 3 + e^2; one-sided it is 3 + 3 e + e^2.
    gradient = numerical_gradient(lambda w: float(w[0] ** 3), np.array([1.0]), eps=0.5)
    assert gradient[0] == pytest.approx(3.25, rel=1e-14)


def test_a_float32_array_is_differentiated_in_float64():
    w = np.array([0.5, -2.0], dtype=np.float32)
    gradient = numerical_gradient(lambda v: float(np.sum(np.exp(v))), w)
    np.testing.assert_allclose(gradient, np.exp([0.5, -2.0]), rtol=1e-9)


def test_the_array_is_left_alone_even_when_the_function_fails():
    w = np.array([1.0, 2.0])
    with pytest.raises(ZeroDivisionError):
        numerical_gradient(lambda _: 1 / 0, w)
    assert w.tolist() == [1.0, 2.0]


def test_the_relative_error_is_the_largest_over_the_entries():
    assert relative_error(np.array([1.0, 3.0]), np.array([1.0, 1.0])) == 0.5


def test_the_relative_error_of_zeros_is_zero():
    assert relative_error(np.zeros(3), np.zeros(3)) == 0.0


def test_tiny_entries_are_measured_against_the_floor():
    assert relative_error(np.array([1e-9]), np.array([0.0])) == pytest.approx(0.1, rel=1e-12)


@given(arrays, arrays)
def test_the_relative_error_is_symmetric_and_at_most_one(a, b):
    error = relative_error(a, b)
    assert type(error) is float
    assert error == relative_error(b, a)
    assert 0 <= error <= 1


@given(arrays)
def test_an_array_has_no_error_to_itself(a):
    assert relative_error(a, a) == 0
