"""Building blocks: one_hot and softmax against the reference."""

import numpy as np

from autograder.checks import check, expect, generic, known


@check("a1.one_hot.values")
def test_one_hot_gives_the_right_vectors_for_ids_of_any_shape(student, reference, rng):
    for shape in [(6,), (3, 4), (2, 3, 5)]:
        ids, n_x = rng.integers(0, 5, shape), 7
        suspects = {"R21": lambda ids=ids: [np.eye(7)[ids - 1], np.eye(7)[(ids + 1) % 7]]}
        with known(wrong_shape=how_vectors_lie, raised="X15" if len(shape) > 1 else ""):
            expect(student.one_hot(ids, n_x).one_hot, reference.one_hot(ids, n_x), suspects=suspects)


@check("a1.softmax.values")
def test_softmax_gives_the_right_probabilities(student, reference, rng):
    for shape in [(5,), (3, 5), (2, 3, 4)]:
        z = 2 * generic(rng, *shape)
        suspects = {"R14": lambda z=z: over_the_first_axis(reference.softmax, z)}
        with known(raised=how_it_raised):
            expect(student.softmax(z).softmax, reference.softmax(z), suspects=suspects)


@check("a1.softmax.large")
def test_softmax_stays_finite_for_very_large_scores(student, reference, rng):
    far_apart = np.array([[1000.0, 0.5, -1000.0], [-1000.0, 1000.0, 999.0], [-1000.0, -999.0, -1000.5]])
    for z in (1000 + generic(rng, 3, 5), -1000 + generic(rng, 3, 5), far_apart):
        with known(not_finite="R12"):
            expect(student.softmax(z).softmax, reference.softmax(z))


def over_the_first_axis(softmax, z):
    return np.moveaxis(softmax(np.moveaxis(z, 0, -1)), -1, 0)


def how_vectors_lie(found):
    """Tell vectors along another axis from vectors of another length."""
    got, expected = found.params["got"], found.params["expected"]
    if got == (expected[-1], *expected[:-1]):
        return "R21"
    return "R23" if got[:-1] == expected[:-1] else ""


def how_it_raised(found):
    """Tell an axis that vectors do not have from a sum that no longer fits the rows of a matrix."""
    return {"AxisError": "X15", "ValueError": "X18"}.get(found.params["error"], "")
