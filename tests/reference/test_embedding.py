"""one_hot against counting by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from reference import one_hot


def test_a_repeated_id_gives_equal_rows():
    expected = [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    assert one_hot(np.array([2, 0, 2]), 3).tolist() == expected


@given(st.data(), st.integers(1, 6))
def test_ids_of_any_shape_come_back_as_the_place_of_the_only_one(data, n_x):
    shape = hnp.array_shapes(min_dims=0, max_dims=3, max_side=4)
    ids = data.draw(hnp.arrays(np.int64, shape, elements=st.integers(0, n_x - 1)))
    vectors = one_hot(ids, n_x)
    assert vectors.shape == (*ids.shape, n_x)
    assert vectors.dtype == np.float64
    np.testing.assert_array_equal(vectors.argmax(axis=-1), ids)
    np.testing.assert_array_equal(np.sort(vectors, axis=-1)[..., :-1], 0)
    np.testing.assert_array_equal(vectors.max(axis=-1), 1)


def test_no_ids_give_no_vectors():
    assert one_hot(np.zeros((0, 2), dtype=int), 3).shape == (0, 2, 3)
