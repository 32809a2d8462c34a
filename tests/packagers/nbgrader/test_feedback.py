"""What a test cell shows: the words that a student may see, and one plain float."""

import pytest
from nbformat import NotebookNode, validate
from nbformat.v4 import new_code_cell, new_notebook

from autograder.model.assignment import Visibility
from autograder.packagers.nbgrader.feedback import feedback

SEEN = {Visibility.VISIBLE}


@pytest.fixture
def tests(report):
    return feedback(report, "both", SEEN).tests()


def filled(decision, points=100.0) -> NotebookNode:
    cell = new_code_cell("# a test")
    cell.metadata["nbgrader"] = {"points": points}
    decision.into(cell)
    validate(new_notebook(cells=[cell]))
    return cell


def test_every_check_of_the_report_has_words_and_a_float(tests, report):
    assert list(tests) == [grade.check.id for grade in report.checks]
    for grade in report.checks:
        words, result = filled(tests[grade.check.id]).outputs
        assert (words.output_type, result.output_type) == ("display_data", "execute_result")
        expected = 0 if grade.check.bonus else float(grade.score)
        assert float(result.data["text/plain"]) == pytest.approx(expected)


def test_what_waits_for_a_person_is_worth_nothing_yet(tests):
    assert tests["a1.backward.dWax"].score == 0.0
    assert "Waiting for your instructor" in tests["a1.backward.dWax"].words.data["text/html"]


def test_a_bonus_is_told_and_not_counted(tests):
    assert tests["a1.relative_error.bonus"].score == 0.0
    assert "bonus: 1 of 1 point" in tests["a1.relative_error.bonus"].words.data["text/html"]


def test_words_are_in_both_languages_each_in_its_direction(tests):
    html = tests["a1.cell_forward.state"].words.data["text/html"]
    assert "<p><code>a_next</code>" in html
    assert '<p dir="rtl">' in html
    assert html.count("(4, 3)") == 2


@pytest.mark.parametrize(("language", "heading"), [("en", "Not passed"), ("ar", "لم ينجح")])
def test_a_course_may_have_one_language(report, language, heading):
    html = feedback(report, language, SEEN).tests()["a1.cell_forward.state"].words.data["text/html"]
    assert heading in html
    assert ('dir="rtl"' in html) is (language == "ar")


def test_of_a_check_that_is_not_shown_only_its_points_are(tests, report):
    hidden = tests["a1.forward.secret"].words.data
    assert hidden["text/plain"].startswith("1 check is not shown yet.")
    later = feedback(report, "en", Visibility).tests()["a1.forward.secret"].words.data
    assert "Not passed" in later["text/plain"]


def test_private_values_and_what_students_print_in_private_stay_out(report):
    said = feedback(report, "both", Visibility)
    text = str([decision.words for decision in said.tests().values()]) + str(said.overview())
    for private in ("axis 7 of 0.123", "the input is 0.123", "seed 12345", "KeyError"):
        assert private not in text


def test_what_students_print_is_shown_as_text(tests):
    html = tests["a1.softmax.rows"].words.data["text/html"]
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>" not in html


def test_a_score_above_what_is_possible_in_the_15th_digit_is_allowed_for(tests):
    cell = filled(tests["a1.forward.states"], points=0.9999999999999999)
    assert cell.metadata["nbgrader"]["points"] >= float(cell.outputs[1].data["text/plain"])


def test_the_overview_says_what_concerns_the_whole_submission(report):
    html = feedback(report, "both", SEEN).overview().data["text/html"]
    assert "points" in html
    assert "matplotlib.pyplot" in html
    assert "ملاحظات حول ملفاتك" in html
