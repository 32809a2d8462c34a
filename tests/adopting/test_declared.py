"""Decorators of the library's names, what they leave on a function, and what is made of that."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.adopting import decorators
from autograder.adopting.declared import Declared, declared, exact
from autograder.adopting.result import Ending, Result, result, text_of


def decorated(*these):
    def test(**_kwargs):
        pass

    for one in these:
        test = one(test)
    return test


def test_every_decorator_is_known():
    function = decorated(
        decorators.weight(1.5),
        decorators.number(2.1),
        decorators.visibility("hidden"),
        decorators.hide_errors("no"),
        decorators.tags("a", "b"),
        decorators.leaderboard("Speed", "asc"),
    )
    assert declared(function) == Declared(Fraction(3, 2), "2.1", "hidden", ("a", "b"), "no", "Speed", "asc")


def test_a_function_without_any_is_as_if_it_were_visible():
    assert declared(decorated()) == Declared()


def test_partial_credit_gives_a_function_that_keeps_the_score():
    def test(set_score=None):
        set_score(2)

    function = decorators.partial_credit(4)(test)
    function()
    found = result(Ending.PASSED, function, "title")
    assert (found.score, found.share) == (2, Fraction(1, 2))


def test_the_leaderboard_s_value_is_kept():
    def test(set_leaderboard_value=None):
        set_leaderboard_value(0.25)

    function = decorators.leaderboard("x")(test)
    function()
    assert result(Ending.PASSED, function, "").value == Fraction(1, 4)


def test_a_runner_in_the_suite_runs_nothing():
    assert decorators.JSONTestRunner(visibility="visible").run(None) is None


@pytest.mark.parametrize("value", [-1, float("nan"), "much", None.__class__])
def test_a_weight_is_a_number_from_0_on(value):
    with pytest.raises(ValueError, match="weight"):
        declared(decorated(decorators.weight(value)))


def test_a_visibility_is_one_of_four():
    with pytest.raises(ValueError, match="after_due_date"):
        declared(decorated(decorators.visibility("sometimes")))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0.1, Fraction(1, 10)),
        (1 / 3, Fraction(1, 3)),
        (np.float32(0.5), Fraction(1, 2)),
        (Decimal("2.5"), Fraction(5, 2)),
        (float("inf"), None),
        (Decimal("nan"), None),
        ("1", None),
    ],
)
def test_numbers_are_taken_as_they_were_written(value, number):
    assert exact(value) == number


@given(
    st.sampled_from(Ending),
    st.none() | st.fractions(-5, 5),
    st.none() | st.fractions(0, 5),
    st.booleans(),
)
def test_a_share_is_between_nothing_and_all(ending, score, weight, invalid):
    found = Result(ending, declared=Declared(weight=weight), score=score, invalid=invalid)
    assert 0 <= found.share <= 1
    if score is None and not invalid:
        assert found.share == (ending is Ending.PASSED)


def test_an_exception_that_cannot_say_what_it_is_says_nothing():
    class MuteError(Exception):
        def __str__(self):
            raise KeyboardInterrupt

    assert text_of(MuteError()) == ""
