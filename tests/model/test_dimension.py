"""The length of an axis as a sum."""

import pytest

from autograder.model.dimension import is_sum, terms


@pytest.mark.parametrize(
    ("dim", "taken"),
    [
        ("n_a", {"n_a": 1}),
        ("12", {"": 12}),
        ("n_a + n_x", {"n_a": 1, "n_x": 1}),
        ("3*n_a", {"n_a": 3}),
        ("2 * n_a+n_x + n_a + 1", {"n_a": 3, "n_x": 1, "": 1}),
    ],
)
def test_a_dimension_is_a_sum_of_multiples(dim, taken):
    assert terms(dim) == taken


@pytest.mark.parametrize("dim", ["", "n_a +", "3n_a", "2*3", "n_a*2", "n a", "-1", "..."])
def test_anything_else_is_refused(dim):
    with pytest.raises(ValueError, match="is not a dimension"):
        terms(dim)


def test_symbols_whole_numbers_and_an_ellipsis_are_no_sums():
    assert [is_sum(dim) for dim in ("n_a", "3", "...", "n_a+1", "2*n_a")] == [False, False, False, True, True]
