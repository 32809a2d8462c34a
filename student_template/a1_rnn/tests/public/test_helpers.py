"""Building blocks: what you can see of one_hot and softmax without knowing their values."""

import numpy as np

from autograder.checks import check, expect_property, generic


@check("a1.one_hot.rows")
def test_each_row_has_one_1_in_the_place_of_its_id(student):
    ids = np.array([2, 0, 4, 2])
    got = student.one_hot(ids, 6).one_hot
    in_place, in_row = got.array[np.arange(4), ids], got.array.sum(axis=-1)
    expect_property(np.all(in_place == 1) and np.all(in_row == 1), got, "one_per_row")


@check("a1.softmax.rows")
def test_softmax_gives_probabilities_over_the_last_axis(student, rng):
    got = student.softmax(generic(rng, 3, 4, 5)).softmax
    expect_property(np.all(got.array > 0), got, "positive")
    expect_property(np.allclose(got.array.sum(axis=-1), 1, atol=1e-5), got, "rows_sum_to_one")
