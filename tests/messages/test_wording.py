from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.messages.catalogue import LANGUAGES
from autograder.messages.phrase import Token, plain
from autograder.messages.wording import wording
from autograder.model.codes import CODES
from autograder.model.finding import Finding, Param, finding
from autograder.model.text import Text


def said(language: str, found: Finding, **tables: dict[str, Text]) -> tuple[str, str, str]:
    message = wording(language, **tables).message(found)
    return tuple(plain(p, isolate=False) for p in (message.text, message.next, message.place))


def test_a_fact_names_what_was_got_and_what_was_expected() -> None:
    found = finding(
        "wrong_shape",
        function="rnn_cell_forward",
        name="a_next",
        got=(3, 4),
        expected=(4, 3),
        dims=("m", "n_a"),
        how="transposed",
    )
    assert (
        said("en", found)[0]
        == "`a_next` from `rnn_cell_forward` has the shape (3, 4); expected (m, n_a) = (4, 3)."
    )


def test_withheld_values_give_the_short_form() -> None:
    found = finding("raised", function="softmax", error="ValueError", line=7, file="rnn.py")
    assert said("en", found)[::2] == ("`softmax` raised `ValueError`.", "`rnn.py`, line 7")


def test_an_unknown_class_is_an_exception() -> None:
    assert said("en", finding("raised", function="softmax", line=7))[::2] == (
        "`softmax` raised an exception.",
        "line 7",
    )


def test_a_result_with_the_name_of_its_function_is_named_once() -> None:
    found = finding("values_zero", function="softmax", name="softmax")
    assert said("en", found)[0] == "The result of `softmax` is 0 everywhere."


def test_a_result_without_its_function_is_named_alone() -> None:
    assert said("en", finding("values_zero", name="dWaa"))[0] == "`dWaa` is 0 everywhere."
    assert said("en", finding("values_zero"))[0] == "The result is 0 everywhere."


def test_a_hint_is_the_next_step_of_a_suspect() -> None:
    hints = {"R04": Text("Use the new state of `Wya`.", "استخدم الحالة الجديدة.")}
    assert said("en", finding("suspect", hint="R04"), hints=hints)[1] == "Use the new state of `Wya`."
    assert said("ar", finding("suspect", hint="R04"), hints=hints)[1] == "استخدم الحالة الجديدة."


def test_a_hint_that_is_not_given_falls_back_to_general_advice() -> None:
    assert "symbol by symbol" in said("en", finding("suspect", hint="R04"))[1]


def test_checks_are_named_by_their_titles() -> None:
    titles = {"x": Text("First", "الأول"), "y": Text("Second", "الثاني")}
    found = finding("carried_forward", checks=("x", "y"))
    assert "“First”, “Second”" in said("en", found, titles=titles)[0]
    assert "«الأول»، «الثاني»" in said("ar", found, titles=titles)[0]


def test_a_check_that_may_not_be_named_is_an_earlier_check() -> None:
    assert said("en", finding("blocked", check="secret"))[0] == "This check needs an earlier check first."


def test_an_unforeseen_choice_has_words() -> None:
    assert "it stopped without an answer" in said("en", finding("crashed", function="f", how="new"))[0]


@pytest.mark.parametrize(
    ("limit", "words"),
    [(1, "ثانية واحدة"), (2, "ثانيتين"), (5, "5 ثوانٍ"), (20, "20 ثانية"), (100, "100 ثانية")],
)
def test_arabic_counts_take_their_plural_form(limit: int, words: str) -> None:
    assert f"خلال {words} من" in said("ar", finding("timed_out", function="f", limit=limit, clock="wall"))[0]


def test_the_shape_of_a_single_number_is_said() -> None:
    found = finding("wrong_shape", name="dba", got=(), expected=(4,), dims=("n_a",))
    assert said("en", found)[0] == "`dba` has the shape (); expected (n_a,) = (4,)."
    scalar = finding("wrong_shape", name="error", got=(4,), expected=(), dims=())
    assert said("en", scalar)[0] == "`error` has the shape (4,); expected ()."


def test_an_equation_is_one_left_to_right_token() -> None:
    message = wording("ar").message(finding("wrong_shape", got=(3,), expected=(4,), dims=("n_a",)))
    assert Token("(n_a,) = (4,)", code=False) in message.text


def test_the_interface_takes_numbers_text_and_phrases() -> None:
    words = wording("en")
    assert words.ui("points", score=Fraction(17, 2), max=14) == (
        Token("8.5", code=False),
        " of ",
        Token("14", code=False),
        " points",
    )
    assert words.ui("result", function="f\u202e") == ("the result of ", Token("f\\u202e"))
    assert words.ui("result", function=("my function",)) == ("the result of ", "my function")


PARAMS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(exclude_categories=())),
    st.lists(st.integers() | st.text(), max_size=4).map(tuple),
)


@given(st.data())
def test_any_parameters_or_none_give_sentences_without_braces(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(sorted(CODES)))
    params: dict[str, Param] = {name: data.draw(PARAMS) for name in CODES[code] if data.draw(st.booleans())}
    for language in LANGUAGES:
        message = wording(language).message(Finding(code, params))
        ours = "".join(p for p in (*message.text, *message.next) if isinstance(p, str))
        assert ours.strip()
        assert not set("{}") & set(ours)
