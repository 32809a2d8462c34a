"""The sheet is YAML with an empty answer for each question, and a person can read it."""

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.asked import QUESTIONS, asking

from autograder.intake.answers import parse_sheet
from autograder.messages.wording import wording
from autograder.questions import COMMON, drawn, sheet
from autograder.questions.sheet import WIDTH, paragraphs, wrapped


def test_a_sheet_holds_the_id_and_an_empty_answer_for_each_question() -> None:
    assert yaml.safe_load(sheet(asking(), "s4012")) == {
        "assignment": "a",
        "id": "s4012",
        "questions": {question.id: {"answer": None} for question in QUESTIONS},
    }


@pytest.mark.parametrize(
    "student", ["007", "no", "a: b # c", 'say "hello"', "سارة", "- x", "\\n", "*a", "{}", "1e3", "🙂"]
)
def test_any_id_stays_the_text_it_is(student: str) -> None:
    text = sheet(asking(), student)
    assert yaml.safe_load(text)["id"] == student
    assert parse_sheet(text.encode()).id == student


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
def test_no_id_breaks_the_sheet(student: str) -> None:
    assert parse_sheet(sheet(asking(), student).encode()).given == dict.fromkeys(
        (question.id for question in QUESTIONS), ""
    )


def test_the_questions_stand_there_as_drawn_with_their_options_in_order() -> None:
    text = sheet(asking(), "s4012")
    direction, count, _ = drawn(asking(), "s4012")
    for one in (direction, count):
        assert f"  # {one.text.en}\n" in text
        assert f"  # {one.text.ar}\n" in text
    places = [text.index(f") {direction.question.options[option].en}\n") for option in direction.options]
    assert places == sorted(places)
    assert "  #   a) " in text
    assert "  #   أ) " in text


@pytest.mark.parametrize(("languages", "there"), [(("en",), (True, False)), (("ar",), (False, True))])
def test_a_sheet_in_one_language_has_nothing_in_the_other(languages, there: tuple[bool, bool]) -> None:
    text = sheet(asking(), "x", languages)
    assert ("Answer with" in text, "أجب" in text) == there


def test_arabic_is_written_as_it_is_and_without_invisible_marks() -> None:
    text = sheet(asking(), COMMON)
    assert "أسئلة المفاهيم" in text
    assert not [mark for mark in "\u200e\u200f\u2066\u2067\u2068\u2069\u00a0" if mark in text]


def test_where_all_get_the_same_questions_the_sheet_is_everybodys() -> None:
    assignment = replace(asking(), one_draw=True)
    assert sheet(assignment, "s4012") == sheet(assignment, COMMON)
    assert yaml.safe_load(sheet(assignment, "s4012"))["id"] == COMMON


def test_lines_are_short_and_break_outside_of_code() -> None:
    text = "word " * 18 + "`n_a = 4` and `(m, T_x, n_a) = (16, 10, 20)` at the end"
    lines = wrapped(text, prefix="  # ")
    assert all(len(line) <= WIDTH and line.startswith("  # ") for line in lines)
    assert all(line.count("`") % 2 == 0 for line in lines)
    assert " ".join(line.removeprefix("  # ") for line in lines) == text


def test_a_question_is_shown_with_the_form_of_its_answer() -> None:
    (direction, *_) = drawn(asking())
    *_, form = paragraphs(direction, wording("en"))
    assert form == "Answer with the letter of one option."
