"""Words for wrong shapes."""

import pytest

from autograder.checks.shapes import how_wrong


@pytest.mark.parametrize(
    ("got", "expected", "how"),
    [
        ((3, 4), (4, 3), "transposed"),
        ((2, 4, 3), (2, 3, 4), "transposed"),
        ((3, 2, 4), (2, 3, 4), "transposed"),
        ((4, 3, 2), (2, 3, 4), "transposed"),
        ((1, 4), (4,), "extra_axis"),
        ((3, 4), (4,), "extra_axis"),
        ((4,), (3, 4), "summed"),
        ((), (4,), "summed"),
        ((4,), (1, 4), "missing_axis"),
        ((12,), (3, 4), "flattened"),
        ((3, 5), (3, 4), "plain"),
        ((7,), (3, 4), "plain"),
    ],
)
def test_each_way_to_be_wrong_has_a_word(got, expected, how):
    assert how_wrong(got, expected) == how


def test_right_values_come_first():
    assert how_wrong((1, 4), (4,), values_right=True) == "values_right"
