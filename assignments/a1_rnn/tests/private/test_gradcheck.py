"""Checking gradients: the student's own tools on functions whose answer is known."""

from functools import partial

import numpy as np

from autograder.checks import GRADIENTS, check, expect, expect_unchanged, generic


@check("a1.numerical_gradient.values")
def test_numerical_gradient_is_accurate_and_leaves_w_as_it_was(student, rng):
    # A steep quadratic, for which central differences are exact at any eps and one-sided ones never,
    # on a large constant, from which too small an eps cannot tell anything.
    w, curvature = generic(rng, 3, 4), rng.uniform(1000, 2000, (3, 4))
    middle = w - generic(rng, 3, 4) / 1000

    def f(w):
        return 1000 + float(np.sum(curvature * (w - middle) ** 2) / 2)

    for eps in (1e-2, 1e-5):
        got = expect_unchanged(student.numerical_gradient, f, w, eps, atol=1e-12).gradient
        one_sided = partial(np.multiply, curvature, w - middle + eps / 2)
        expect(got, curvature * (w - middle), within=GRADIENTS, suspects={"C15": one_sided})


@check("a1.relative_error.values")
def test_relative_error_is_the_largest_over_the_entries(student, reference, rng):
    a, b = generic(rng, 3, 4), generic(rng, 3, 4)
    expect(student.relative_error(a, b).error, reference.relative_error(a, b))
    a[1, 2] = b[1, 2] = 0.0
    expect(student.relative_error(a, b).error, reference.relative_error(a, b))
    expect(student.relative_error(a, a).error, 0.0)
    expect(student.relative_error(np.array([0.0, 2e-9]), np.array([0.0, -1e-9])).error, 0.3)
