"""Plain values that the wire has no kind for: there and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.worker import parcels, wire

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3)
KEYS = st.recursive(
    SCALARS | st.binary(max_size=4) | st.complex_numbers(allow_nan=False),
    lambda inner: st.tuples(inner, inner),
    max_leaves=3,
)
VALUES = st.recursive(
    KEYS | st.sets(KEYS, max_size=3) | st.frozensets(KEYS, max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.dictionaries(st.just(parcels.TAG), inner)
    ),
    max_leaves=8,
)


def same(value):
    return value


@given(VALUES)
def test_what_is_packed_crosses_the_wire_and_is_unpacked_as_it_was(value):
    back = parcels.unpack(wire.decode(wire.encode(parcels.pack(value, wire.refuse))))
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    "value", [object(), {object(): 1}, {frozenset({object()})}, range(3), set(range(10_001))]
)
def test_what_is_no_plain_data_is_somebody_elses_matter(value):
    assert parcels.pack([value], lambda one: ("other", type(one).__name__)) == [
        ("other", type(value).__name__)
    ]


def test_an_object_of_a_class_derived_from_a_list_is_no_list():
    class Stack(list):
        pass

    assert parcels.pack(Stack([1]), type) is Stack


def test_arrays_and_generators_cross_as_they_are():
    array, generator = np.arange(3), np.random.default_rng(0)
    assert parcels.pack(array, wire.refuse) is array
    assert parcels.pack(generator, wire.refuse) is generator


def test_a_value_in_itself_is_too_deep():
    value = []
    value.append(value)
    with pytest.raises(wire.WireError, match="deeply"):
        parcels.pack(value, same)


@pytest.mark.parametrize(
    "content",
    [
        None,
        {"set": 1},
        {"bytes": "\u0100"},
        {"complex": [1.0]},
        {"dict": [[1]]},
        {"list": []},
        {},
        [],
    ],
)
def test_what_is_no_parcel_is_an_error_of_the_wire(content):
    with pytest.raises(wire.WireError, match="not a parcel"):
        parcels.unpack({parcels.TAG: content})


@pytest.mark.parametrize("items", [[[1]], [{"a": 1}], list(range(parcels.MAX_ITEMS + 1)), [object()]])
def test_keys_are_plain_and_not_too_many(items):
    with pytest.raises(wire.WireError, match="keys"):
        parcels.unpack({parcels.TAG: {"set": items}})
