"""A draw is the same for ever, different for different students, and even."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.asked import COUNT, DIRECTION, QUESTIONS, SIZES, asking

from autograder.model.question import Question
from autograder.model.text import Text
from autograder.questions import COMMON, draw, drawn

MANY = [f"s{number}" for number in range(3000)]
STORED = {
    "common": ({"what": 1}, ("ahead", "behind", "nowhere"), {"n": 2, "k": 10}),
    "s4012": ({"what": 0}, ("nowhere", "behind", "ahead"), {"n": 4, "k": 10}),
    "سارة": ({"what": 0}, ("behind", "nowhere", "ahead"), {"n": 2, "k": 30}),
}
"""What these ids have always drawn; a difference here would give every student other questions."""


@pytest.mark.parametrize("student", STORED)
def test_a_draw_is_the_same_for_ever(student: str) -> None:
    direction, count, _ = draw(QUESTIONS, "small", student)
    assert (dict(direction.values), direction.options, dict(count.values)) == STORED[student]


def test_text_is_filled_with_what_was_drawn_in_both_languages() -> None:
    direction, count, sizes = draw(QUESTIONS, "small", COMMON)
    assert direction.text == Text("Which way does `back` go?", "إلى أين يتجه `الخلف`؟")
    assert count.text == Text("How many are 2 and 10?", "كم مجموع 2 و10؟")
    assert (sizes.text, dict(sizes.values), sizes.options) == (SIZES.text, {}, ())


@pytest.mark.parametrize("spelling", ["S4012", " s4012 ", "s٤٠١٢", "ｓ4012", "\u200es4012"])
def test_the_spelling_of_an_id_does_not_matter(spelling: str) -> None:
    assert draw(QUESTIONS, "small", spelling) == draw(QUESTIONS, "small", "s4012")


@pytest.mark.parametrize("nobody", ["", "  ", "Common", "\u200f"])
def test_nobody_in_particular_gets_the_common_draw(nobody: str) -> None:
    assert draw(QUESTIONS, "small", nobody) == draw(QUESTIONS, "small", COMMON)


def test_an_assignment_draws_its_own_questions_for_its_own_id() -> None:
    assignment = asking()
    assert drawn(assignment, "x") == draw(QUESTIONS, assignment.id, "x")
    assert drawn(assignment) == draw(QUESTIONS, assignment.id, COMMON)


def test_another_assignment_draws_anew() -> None:
    one, other = (
        [draw(QUESTIONS, assignment, student)[1].values for student in MANY[:50]] for assignment in ("a", "b")
    )
    assert one != other


@given(st.permutations(QUESTIONS), st.text(max_size=20))
def test_neither_order_nor_other_questions_change_a_draw(questions: list[Question], student: str) -> None:
    together = {one.question.id: one for one in draw(questions, "small", student)}
    assert all(draw([question], "small", student) == (together[question.id],) for question in questions)


@given(st.text(max_size=20))
def test_whoever_draws_gets_one_of_the_values_and_every_option(student: str) -> None:
    direction, count, _ = draw(QUESTIONS, "small", student)
    assert count.values["n"] in COUNT.draws["n"]
    assert count.values["k"] in COUNT.draws["k"]
    assert sorted(direction.options) == sorted(DIRECTION.options)


def test_an_option_that_is_added_leaves_the_order_of_the_others() -> None:
    more = replace(DIRECTION, options={**DIRECTION.options, "both": Text("Both", "كلاهما")})
    for student in MANY[:50]:
        (before,), (after,) = draw([DIRECTION], "small", student), draw([more], "small", student)
        assert tuple(option for option in after.options if option != "both") == before.options


def chi_square(counts: Counter[object], kinds: int) -> float:
    assert len(counts) == kinds
    expected = counts.total() / kinds
    return sum((count - expected) ** 2 / expected for count in counts.values())


@pytest.mark.parametrize(("name", "kinds"), [("n", 5), ("k", 3)])
def test_values_are_drawn_evenly(name: str, kinds: int) -> None:
    counts = Counter(draw([COUNT], "small", student)[0].values[name] for student in MANY)
    assert chi_square(counts, kinds) < 20, "under an even draw this happens less than once in a thousand"


def test_values_of_one_question_are_independent() -> None:
    pairs = Counter(tuple(draw([COUNT], "small", student)[0].values.values()) for student in MANY)
    assert chi_square(pairs, 15) < 40


def test_every_order_of_the_options_is_as_likely() -> None:
    counts = Counter(draw([DIRECTION], "small", student)[0].options for student in MANY)
    assert chi_square(counts, 6) < 25
