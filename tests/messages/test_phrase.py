from hypothesis import given
from hypothesis import strategies as st

from autograder.messages.phrase import (
    MESSAGE_LIMIT,
    TOKEN_LIMIT,
    Token,
    equations,
    parse,
    plain,
    quote,
    sentence,
    told,
    visible,
)


def test_backticks_set_code_apart() -> None:
    assert parse("use `np.exp` here") == ("use ", Token("np.exp"), " here")


def test_bidirectional_control_and_surrogate_characters_are_written_as_escapes() -> None:
    assert visible("a\u202eb\x1b\x00\ud800\u2028") == "a\\u202eb\\x1b\\x00\\ud800\\u2028"


def test_arabic_letters_and_marks_stay_as_they_are() -> None:
    assert visible("خطأٌ في الدالّة") == "خطأٌ في الدالّة"


def test_characters_to_keep_are_kept() -> None:
    assert visible("a\n\tb\r", keep="\n\t") == "a\n\tb\\r"


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_quoted_is_one_short_line_that_utf8_can_hold(text: str) -> None:
    shown = quote(text).text
    assert len(shown.splitlines()) <= 1
    assert len(shown) <= TOKEN_LIMIT
    assert "\u2069" not in shown


def test_a_long_quotation_is_cut_with_an_ellipsis() -> None:
    shown = quote("x" * 5000).text
    assert (len(shown), shown[-1]) == (TOKEN_LIMIT, "…")


def test_plain_text_isolates_each_token_when_asked() -> None:
    phrase = ("شكل ", Token("a_next"), " هو ", Token("(3, 4)", code=False))
    assert plain(phrase, isolate=True) == "شكل \u2066`a_next`\u2069 هو \u2066(3, 4)\u2069"


def test_an_arabic_token_is_isolated_in_english_too() -> None:
    assert plain((Token("مرحبا"),), isolate=False) == "\u2066`مرحبا`\u2069"


def test_both_sides_of_an_equation_become_one_token() -> None:
    left, right = Token("(m,)", code=False), Token("(3,)", code=False)
    assert equations(("is ", left, " = ", right, ".")) == ("is ", Token("(m,) = (3,)", code=False), ".")


def test_an_equals_sign_without_a_left_token_stays_text() -> None:
    assert equations((" = ", Token("3"))) == (" = ", Token("3"))


def test_a_sentence_begins_with_a_capital_but_code_keeps_its_case() -> None:
    assert sentence(("the result",)) == ("The result",)
    assert sentence((Token("softmax"), " is")) == (Token("softmax"), " is")
    assert sentence(()) == ()


def test_what_a_test_says_is_one_capped_paragraph() -> None:
    assert told("Lists differ:\n\n  - [1]\n+ [2]\u202e").text == "Lists differ: / - [1] / + [2]\\u202e"
    assert len(told("x" * 5000).text) == MESSAGE_LIMIT
