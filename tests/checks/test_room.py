"""The memory that an array of a list needs, before there is one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.in_process import Box

from autograder.checks.room import leaves, room

NUMBERS = st.one_of(
    st.booleans(), st.integers(-(2**63), 2**63), st.floats(), st.floats(width=32).map(np.float32)
)
ROWS = st.integers(0, 4).flatmap(
    lambda n: st.lists(st.lists(NUMBERS | st.text(max_size=200), min_size=n, max_size=n), max_size=5)
)


@given(ROWS)
def test_an_array_never_needs_more(rows):
    array = np.asarray(rows)
    assert array.dtype.kind == "O" or array.nbytes <= room(rows)


def test_arrays_in_a_list_count_with_all_their_entries():
    small, large = np.zeros(1000, np.int8), np.zeros(1000, np.clongdouble)
    assert room([small, small, large]) == np.asarray([small, small, large]).nbytes


def test_a_list_without_entries_needs_nothing():
    assert room([[], [[]]]) == 0


@pytest.mark.parametrize("leaf", [None, {}, Box(print)])
def test_what_is_no_data_is_one_entry(leaf):
    assert list(leaves([[leaf], (1,)])) == [leaf, 1]
    assert room([leaf]) == room([1])
