"""Symbols and sizes."""

import numpy as np
import pytest

from autograder.checks.sizes import axis_names, bind, merge, shape_of, solved
from autograder.errors import GraderError
from autograder.model.assignment import ArrayType, MappingType, OpaqueType, ScalarType


def test_an_array_binds_a_symbol_to_each_axis():
    assert bind(ArrayType(("m", "n")), "x", np.ones((2, 3))) == {"m": (2,), "n": (3,)}


def test_an_ellipsis_stands_for_any_number_of_axes():
    assert bind(ArrayType(("...", "n")), "x", np.ones((2, 3, 4))) == {"...": (2, 3), "n": (4,)}
    assert bind(ArrayType(("...",)), "x", 1.0) == {"...": ()}


def test_a_dict_binds_through_its_entries():
    declared = MappingType((("W", ArrayType(("n", "k"))), ("b", ArrayType(("n",)))))
    assert bind(declared, "params", {"W": np.ones((2, 3)), "b": np.ones(2)}) == {"n": (2,), "k": (3,)}


def test_an_int_binds_its_own_name():
    assert bind(ScalarType("int"), "T_y", 5) == {"T_y": (5,)}


@pytest.mark.parametrize(
    ("declared", "value"), [(ScalarType("float"), 0.1), (ScalarType("callable"), print), (OpaqueType(), 1)]
)
def test_other_arguments_bind_nothing(declared, value):
    assert bind(declared, "it", value) == {}


def test_an_argument_of_the_wrong_rank_is_the_suites_error():
    with pytest.raises(GraderError, match="its contract says"):
        bind(ArrayType(("m", "n")), "x", np.ones(2))
    with pytest.raises(GraderError, match="its contract says"):
        bind(ArrayType(("...", "m", "n")), "x", np.ones(2))


def test_two_sizes_for_one_symbol_are_the_suites_error():
    with pytest.raises(GraderError, match="gives m two sizes"):
        merge({"m": (2,)}, {"m": (3,)})


def test_shapes_follow_from_symbols_and_integers():
    assert shape_of(("...", "n", "2"), {"...": (4, 5), "n": (3,)}) == (4, 5, 3, 2)


def test_a_symbol_without_size_is_the_suites_error():
    with pytest.raises(GraderError, match="the size of n"):
        shape_of(("n",), {})


def test_every_axis_has_a_name():
    assert axis_names(("...", "n"), {"...": (4, 5), "n": (3,)}) == ("...", "...", "n")


GATE = ArrayType(("n_a", "n_a+n_x"))


def test_the_length_of_a_sum_follows_from_its_symbols():
    assert shape_of(("3*n_a", "n_a+n_x+1"), {"n_a": (4,), "n_x": (3,)}) == (12, 8)


def test_a_sum_tells_its_one_unknown_symbol():
    assert solved(bind(GATE, "W", np.ones((4, 7)))) == {"n_a": (4,), "n_x": (3,)}
    assert solved(bind(ArrayType(("4*n_a",)), "bias", np.ones(12))) == {"n_a": (3,)}


def test_a_sum_with_two_unknown_symbols_tells_nothing():
    assert solved({"n_a+n_x": (7,)}) == {}


@pytest.mark.parametrize(("dim", "length"), [("n_a+n_x", 8), ("3*n_a", 10), ("3*n_y", 10)])
def test_a_sum_that_contradicts_its_symbols_is_the_suites_error(dim, length):
    with pytest.raises(GraderError, match="by its symbols it is"):
        solved({"n_a": (4,), "n_x": (3,), dim: (length,)})


def test_what_a_dict_may_leave_out_binds_only_when_it_is_there():
    declared = MappingType((("b", ArrayType(("n",))), ("more", ArrayType(("k",)))), frozenset({"more"}))
    assert bind(declared, "params", {"b": np.ones(2)}) == {"n": (2,)}
    assert bind(declared, "params", {"b": np.ones(2), "more": np.ones(3)}) == {"n": (2,), "k": (3,)}
