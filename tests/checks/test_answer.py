"""The ladder: one rung is reported, the first that breaks."""

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.in_process import Box

from autograder.checks.answer import Answer, class_name
from autograder.model.verdict import CheckFailed

SIZES = {"m": (2,), "T_x": (3,), "n": (4,)}


def answered(raw, *dims):
    return Answer("f", "a", raw, dims, SIZES)


@pytest.mark.parametrize(
    "raw",
    [[[1, 2, 3], [4, 5, 6]], ((1, 2, 3), (4, 5, 6)), np.array([[1, 2, 3], [4, 5, 6]], dtype=np.uint8)],
)
def test_lists_tuples_and_integers_are_arrays(raw):
    array = answered(raw, "m", "T_x").array
    assert array.dtype == np.float64
    assert array.tolist() == [[1, 2, 3], [4, 5, 6]]


def test_booleans_become_numbers():
    assert answered(np.array([True, False]), "m").array.tolist() == [1, 0]


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.longdouble])
def test_an_array_keeps_its_own_precision(dtype):
    assert answered(np.ones(2, dtype), "m").array.dtype == dtype


@pytest.mark.parametrize("raw", [1, 1.0, True, np.float32(1), np.array(1.0)])
def test_numbers_of_every_kind_are_numbers(raw):
    assert answered(raw).array == 1


@pytest.mark.parametrize(
    ("raw", "got"),
    [
        (None, "NoneType"),
        ("text", "str"),
        ({"a": 1}, "dict"),
        ([[1, 2], [3]], "list"),
        ([None, 1.0], "list"),
        ([10**400, 1.0], "list"),
        (Box(print), "builtin_function_or_method"),
    ],
)
def test_what_is_no_array_is_a_wrong_type(code, raw, got):
    params = {"function": "f", "name": "a", "expected": "array", "got": got}
    assert code(lambda: answered(raw, "m").array) == ("wrong_type", params)


@pytest.mark.parametrize(
    "raw",
    [
        ["a" * 10**6, *[""] * 100],
        [np.zeros(10**6, np.int8), *[np.zeros(10**6, np.clongdouble)] * 2],
        [[[0.0] * 1000 for _ in range(100)], [0.0] * 10**6, "a" * 100],
    ],
    ids=["text", "complex", "numbers and a text"],
)
def test_a_list_that_needs_far_more_memory_than_it_has_is_refused(code, raw):
    assert code(lambda: answered(raw, "m").array) == ("too_much_data", {"function": "f", "limit": 64})


def test_where_a_number_is_due_the_finding_says_so(code):
    assert code(lambda: answered("0.5").array)[1]["expected"] == "number"


def test_an_array_for_a_number_is_a_wrong_shape(code):
    name, params = code(lambda: answered(np.ones(1)).array)
    assert (name, params["got"], params["expected"], params["how"]) == ("wrong_shape", (1,), (), "extra_axis")


def test_a_wrong_shape_tells_shapes_and_symbols(code):
    name, params = code(lambda: answered(np.ones((3, 2)), "m", "T_x").array)
    assert name == "wrong_shape"
    assert params == {
        "function": "f",
        "name": "a",
        "got": (3, 2),
        "expected": (2, 3),
        "dims": ("m", "T_x"),
        "how": "transposed",
    }


def test_right_values_in_a_wrong_shape_are_told(code):
    right = np.array([1.0, 2.0])
    assert code(lambda: answered(right[None], "m").climb(right))[1]["how"] == "values_right"
    assert code(lambda: answered(right[None] + 1, "m").climb(right))[1]["how"] == "extra_axis"
    assert code(lambda: answered(right[:, None].astype(str), "m").climb(right))[1]["how"] == "extra_axis"


@pytest.mark.parametrize("raw", [np.ones(2, complex), ["1.0", "2.0"]])
def test_complex_numbers_and_strings_are_a_wrong_dtype(code, raw):
    assert code(lambda: answered(raw, "m").array) == (
        "wrong_dtype",
        {"function": "f", "name": "a", "got": np.asarray(raw).dtype.name},
    )


@pytest.mark.parametrize(("value", "what"), [(np.nan, "nan"), (np.inf, "inf"), (-np.inf, "inf")])
def test_the_first_step_that_is_not_finite_is_told(code, value, what):
    raw = np.ones((2, 3))
    raw[1, 1:] = value
    params = {"function": "f", "name": "a", "what": what, "step": 1}
    assert code(lambda: answered(raw, "m", "T_x").array) == ("not_finite", params)


def test_without_time_there_is_no_step(code):
    assert code(lambda: answered([np.nan, 1], "m").array)[1] == {"function": "f", "name": "a", "what": "nan"}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.just(np.array(2 + 1j)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(ANYTHING)
def test_no_plain_value_makes_the_ladder_itself_fall(raw):
    with contextlib.suppress(CheckFailed):
        assert answered(raw, "m").array.shape == (2,)


def test_a_handle_has_the_class_of_its_object():
    assert class_name(Box([1])) == "list"
    assert class_name(1.5) == "float"
