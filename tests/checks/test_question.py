"""A concept question: no answer, one that cannot be read, a known mistake, a wrong one, a right one."""

import pytest
from support.asked import COUNT, DIRECTION, as_drawn

from autograder.checks import expect_answer
from autograder.checks.question import Asked
from autograder.errors import GraderError
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.question import DrawnQuestion
from autograder.model.verdict import CheckFailed, StudentFault

CHOICE = as_drawn(DIRECTION, "nowhere", "ahead", "behind")
SUSPECTS = {"K01": {7, 8}, "K02": {8, 9}}


def number(text: str) -> Asked:
    return Asked(DrawnQuestion(COUNT, COUNT.text, {"n": 2, "k": 10}), text)


def test_a_question_has_its_id_what_was_drawn_and_what_was_answered() -> None:
    asked = number("١٢")
    assert (asked.id, asked.values, asked.answer) == ("count", {"n": 2, "k": 10}, 12)
    assert number("a dozen").answer is None


def test_a_right_answer_passes() -> None:
    expect_answer(number("12"), 12, suspects=SUSPECTS)
    expect_answer(Asked(CHOICE, "c"), "behind")


def test_a_right_answer_passes_even_where_a_mistake_gives_it_too() -> None:
    expect_answer(number("8"), 8, suspects=SUSPECTS)


def test_no_answer_is_not_implemented() -> None:
    with pytest.raises(StudentFault) as raised:
        expect_answer(number(""), 12)
    assert raised.value.status is Status.NOT_IMPLEMENTED
    assert raised.value.findings == (finding("answer_missing", question="count"),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dozen", finding("answer_unreadable", question="count", expected="number", text="dozen")),
        ("7", finding("answer_suspect", question="count", hint="K01")),
        ("8", finding("answer_suspect", question="count", hint="K01")),
        ("9", finding("answer_suspect", question="count", hint="K02")),
        ("13", finding("answer_wrong", question="count")),
    ],
)
def test_a_wrong_answer_fails_with_what_is_known_of_it(text: str, found: object) -> None:
    with pytest.raises(CheckFailed) as raised:
        expect_answer(number(text), 12, suspects=SUSPECTS)
    assert raised.value.findings == (found,)


def test_a_choice_that_is_no_option_is_the_suite_s_fault() -> None:
    with pytest.raises(GraderError, match="'sideways' is no option of the question direction"):
        expect_answer(Asked(CHOICE, "a"), "sideways")
