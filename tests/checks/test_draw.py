"""Generic arguments."""

import numpy as np
import pytest
from support.in_process import SIGNATURES

from autograder.checks.draw import arguments, generic
from autograder.errors import GraderError
from autograder.model.assignment import ArrayType, MappingType, OpaqueType, ScalarType, Signature


def test_no_entry_is_near_zero_or_above_one_and_both_signs_occur(rng):
    drawn = generic(rng, 20, 30)
    assert np.abs(drawn).min() >= 0.2
    assert np.abs(drawn).max() <= 1
    assert {-1.0, 1.0} == set(np.sign(drawn).ravel())
    assert np.unique(drawn).size == drawn.size


def test_arguments_come_in_order_and_ints_are_their_own_size(rng):
    x, T_y = arguments(SIGNATURES["repeat"], rng, {"m": (2,), "T_y": (3,)})
    assert (x.shape, T_y) == ((2,), 3)


def test_the_same_generator_state_draws_the_same(rng):
    again = np.random.default_rng(7)
    assert (generic(rng, 3) == generic(again, 3)).all()


def test_what_is_opaque_cannot_be_drawn(rng):
    with pytest.raises(GraderError, match="cache cannot be drawn"):
        arguments(Signature("f", (("cache", OpaqueType()),), ()), rng, {})


def test_a_size_must_be_given(rng):
    with pytest.raises(GraderError, match="the size of m"):
        arguments(SIGNATURES["repeat"], rng, {"T_y": (3,)})


def test_settings_and_what_a_dict_may_leave_out_are_not_drawn(rng):
    params = MappingType((("b", ArrayType(("n",))), ("more", ArrayType(("n",)))), frozenset({"more"}))
    step = Signature("step", (("params", params), ("reset", ScalarType("str"))), ())
    (drawn,) = arguments(step, rng, {"n": (3,)})
    assert list(drawn) == ["b"]
