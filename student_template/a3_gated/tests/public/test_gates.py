"""The sigmoid, and counting: numbers that you can work out by hand."""

import numpy as np

from autograder.checks import check, close, expect, expect_property, generic


@check("a3.sigmoid.symmetry")
def test_sigmoid_of_z_and_of_minus_z_sum_to_1(student, rng):
    z = np.concatenate([3 * generic(rng, 20), [0.0]])
    got, mirrored = student.sigmoid(z).sigmoid, student.sigmoid(-z).sigmoid
    expect_property(bool(np.all((got.array > 0) & (got.array < 1))), got, "between_0_and_1")
    expect_property(close(got.array + mirrored.array, np.ones(21)), got, "complements")
    expect_property(bool(np.all((got.array > 0.5) == (z > 0))), got, "rises")


@check("a3.count_parameters.example")
def test_count_parameters_of_cells_you_can_count_by_hand(student):
    # One unit and one input: two weights and a bias for each gate, and for the candidate.
    expect(student.count_parameters("gru", 1, 1).count, 9)
    expect(student.count_parameters("lstm", 2, 1).count, 32)
