"""Checking gradients: numbers that you can work out by hand."""

import numpy as np

from autograder.checks import GRADIENTS, check, expect


@check("a1.numerical_gradient.square")
def test_the_gradient_of_a_sum_of_squares_is_twice_the_argument(student):
    w = np.array([[10.0, -20.0, 30.0], [5.0, 40.0, -15.0]])
    got = student.numerical_gradient(lambda w: float(np.sum(np.square(w))), w, 1e-5).gradient
    expect(got, 2 * w, within=GRADIENTS)


@check("a1.relative_error.example")
def test_relative_error_of_numbers_you_can_check_by_hand(student):
    expect(student.relative_error(np.array([1.0, 2.0]), np.array([1.0, 3.0])).error, 1 / 5)
    expect(student.relative_error(np.array([4.0, -1.0]), np.array([4.0, 1.0])).error, 1.0)
