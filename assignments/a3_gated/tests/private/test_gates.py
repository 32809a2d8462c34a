"""The sigmoid of the gates."""

import numpy as np

from autograder.checks import check, expect, expect_unchanged, generic, known


@check("a3.sigmoid.values")
def test_sigmoid_gives_the_right_values_for_very_large_inputs_too(student, reference, rng):
    for shape in [(5,), (3, 5), (2, 3, 4)]:
        z = 4 * generic(rng, *shape)
        suspects = {"X92": lambda z=z: [np.tanh(z), 1 / (1 + np.exp(z)), np.exp(z), np.maximum(z, 0)]}
        expect(expect_unchanged(student.sigmoid, z).sigmoid, reference.sigmoid(z), suspects=suspects)
    far = np.array([-1e5, -1000.0, -50.0, 0.0, 50.0, 1000.0, 1e5])
    with known(not_finite="L19"):
        expect(student.sigmoid(far).sigmoid, reference.sigmoid(far))
