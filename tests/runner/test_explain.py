"""In a student's own test run a failed check is explained in words, in the language that is asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import loading
from autograder.model.finding import finding
from autograder.model.outcome import Outcome, Status
from autograder.runner.explain import LANGUAGE, explanation

TEMPLATE = Path(__file__).resolve().parents[2] / "student_template" / "a1_rnn"
Explain = Callable[[], str]


@pytest.fixture
def explain() -> Explain:
    assignment = loading.load(TEMPLATE)
    raised = finding("raised", function="softmax", error="ValueError", text="axis 7", line=3, file="rnn.py")
    check = assignment.checks[1]
    return lambda: explanation(assignment, check, Outcome(check.id, Status.ERRORED, findings=(raised,)))


def test_both_languages_are_the_default(explain: Explain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LANGUAGE, raising=False)
    assert "softmax gives probabilities" in explain()
    assert "تعطي softmax احتمالات" in explain()


@pytest.mark.parametrize(
    ("language", "word", "other"), [("en", "Next step:", "الخطوة"), ("ar", "الخطوة", "Next")]
)
def test_one_language_can_be_asked_for(
    explain: Explain, monkeypatch: pytest.MonkeyPatch, language: str, word: str, other: str
) -> None:
    monkeypatch.setenv(LANGUAGE, language)
    assert word in explain()
    assert other not in explain()


def test_the_line_is_named(explain: Explain) -> None:
    assert "`rnn.py`, line 3" in explain()


def test_the_status_and_the_place_in_the_handout_are_named(
    explain: Explain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LANGUAGE, "en")
    first, *_, last = explain().splitlines()
    assert first == "a1.softmax.rows: softmax gives probabilities over the last axis: Raised an exception"
    assert last == "  In the handout: Building blocks"


def test_where_along_time_an_answer_is_wrong_is_shown_left_to_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LANGUAGE, "ar")
    assignment = loading.load(TEMPLATE)
    check = assignment.checks[3]
    wrong = finding("values_zero", function="rnn_forward", name="a", wrong=(0, 0, 1))
    text = explanation(assignment, check, Outcome(check.id, Status.FAILED, findings=(wrong,)))
    assert "\u200e  ✓  ✓  ✗" in text.splitlines()
