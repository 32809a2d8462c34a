"""Checking gradients: the student's own tools on functions whose answer is known."""

from dataclasses import dataclass

import numpy as np

from autograder.checks import GRADIENTS, check, expect, expect_unchanged, generic, known


@check("a1.numerical_gradient.values")
def test_numerical_gradient_is_accurate_and_leaves_w_as_it_was(student, rng):
    for shape in [(2, 3), (5,), (2, 1, 2)]:
        w = generic(rng, *shape)
        bowl = Bowl(w - generic(rng, *shape) / 1000, rng.uniform(1000, 2000, shape))
        for eps in (1e-2, 1e-5):
            with known(raised="X15" if len(shape) != len((2, 3)) else ""):
                expect(
                    expect_unchanged(student.numerical_gradient, bowl.level, w, eps, atol=1e-12).gradient,
                    bowl.gradient(w),
                    within=GRADIENTS,
                    suspects=wrong_differences(bowl, w, eps),
                )
    # The differences of w ** 3 are off by eps ** 2: they tell how far they went.
    far, near = (student.numerical_gradient(sum_of_cubes, w, *eps).gradient for eps in [(0.5,), ()])
    expect(far, 3 * w**2 + 0.25, within=GRADIENTS, suspects={"X16": lambda: 3 * w**2})
    expect(near, 3 * w**2, within=GRADIENTS, suspects={"X16": lambda: 3 * w**2 + 0.01})


def sum_of_cubes(w):
    return float(np.sum(w**3))


@dataclass(frozen=True)
class Bowl:
    """A steep quadratic, for which central differences are exact at any eps and one-sided ones never.

    It stands on a large constant, from which too small an eps cannot tell anything, and each slope
    depends on all entries, so that one which was not put back shows.
    """

    middle: np.ndarray
    curvature: np.ndarray

    def level(self, w):
        d = w - self.middle
        return 1000 + float(np.sum(self.curvature * d**2) + 1000 * np.sum(d) ** 2) / 2

    def gradient(self, w):
        d = w - self.middle
        return self.curvature * d + 1000 * np.sum(d)


def wrong_differences(bowl, w, eps):
    """Return what the known mistakes make of the differences."""
    right, half_a_step = bowl.gradient(w), (bowl.curvature + 1000) * eps / 2
    up, down = right + half_a_step, right - half_a_step
    return {
        "C15": lambda: [up, down, up / 2, down / 2, 2 * right],
        "X20": lambda: np.full(w.shape, (bowl.level(w + eps) - bowl.level(w - eps)) / (2 * eps)),
        "X21": lambda: [not_put_back(bowl, w, side * eps) for side in (1, -1)],
    }


def not_put_back(bowl, w, step):
    """Return the slopes along the entries, each moved entry staying where it was moved to."""
    before = np.cumsum(np.full(w.size, step)).reshape(w.shape) - step
    return bowl.gradient(w) + 1000 * before


@check("a1.relative_error.values")
def test_relative_error_is_the_largest_over_the_entries(student, reference, rng):
    a = generic(rng, 3, 4)
    b = a * rng.uniform(1.1, 2.0, (3, 4))  # of one sign, or else the largest error is always 1
    both_zero = np.where(np.arange(12).reshape(3, 4) == 6, 0.0, 1.0)
    tiny = np.array([0.0, 2e-9]), np.array([0.0, -1e-9])
    for one, other in [(a, b), (b, a), (a * both_zero, b * both_zero), (a, a), tiny]:
        with known(not_finite="C16", raised="C16", wrong_shape="X17"):
            expect(
                student.relative_error(one, other).error,
                reference.relative_error(one, other),
                suspects=wrong_errors(one, other),
            )


def wrong_errors(a, b):
    """Return what the known mistakes take for the largest relative error."""
    apart, size = np.abs(a - b), np.abs(a) + np.abs(b)
    entries = apart / np.maximum(1e-8, size)
    larger = np.maximum(np.abs(a), np.abs(b))
    return {
        "C16": lambda: [
            np.max(apart / np.maximum(1e-8, larger)),
            np.max(apart / (size + 1e-8)),
            np.max(apart / np.maximum(1e-8, np.abs(b))),
        ],
        "X17": lambda: [
            entries.mean(),
            np.max((a - b) / np.maximum(1e-8, size)),
            np.linalg.norm(a - b) / max(1e-8, np.linalg.norm(a) + np.linalg.norm(b)),
        ],
    }
