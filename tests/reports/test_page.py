from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.feedback import StudentReport, student_view
from autograder.feedback.view import CheckView
from autograder.messages.phrase import plain
from autograder.messages.wording import wording
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.report import GradeReport
from autograder.reports import html, text
from autograder.reports.page import FINDINGS_LIMIT, NOTES_LIMIT, PRINTED_LIMIT, Item, item, page


@pytest.fixture
def view(report: GradeReport) -> StudentReport:
    return student_view(report)


@pytest.fixture
def check(view: StudentReport) -> CheckView:
    return view.checks[0]


@pytest.fixture
def shown(view: StudentReport) -> Callable[[CheckView], Item]:
    return lambda check: item(check, view, wording("en"))


def facts(entry: Item) -> list[str]:
    return [plain(message.text, isolate=False) for message in entry.messages]


def test_what_is_to_do_comes_first_in_declared_order(view: StudentReport) -> None:
    words = page(view, "en")
    todo = [entry.number for group in words.todo for entry in group.items]
    assert todo == ["1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.5", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6"]
    assert [entry.number for group in words.done for entry in group.items] == ["1.1", "2.4", "4.1", "4.2"]
    assert words.start is words.todo[0].items[0]


def test_a_page_without_anything_to_do_has_no_start(view: StudentReport) -> None:
    done = replace(view, parts=(replace(view.parts[0], checks=view.parts[0].checks[:1]),))
    assert page(done, "en").start is None


def test_totals_count_pending_and_hidden_checks_apart(view: StudentReport) -> None:
    words = page(view, "en")
    assert plain(words.total, isolate=False) == "2.83 of 6.78 points"
    assert [plain(remark, isolate=False) for remark in words.remarks] == [
        "0.4 more points are waiting for your instructor.",
        "Public checks: 2 of 5 passed.",
        "Private checks: 2 of 12 passed. Their inputs are drawn for your submission and are not shown.",
        "1 check kept its points although an earlier error shows in it: one error is charged once.",
        "1 check is not shown yet.",
        "The points above count only the checks listed here.",
    ]


def test_the_bar_shows_the_share_of_full_marks_and_never_more(view: StudentReport) -> None:
    assert page(view, "en").share == 41
    bonus_only = replace(view, parts=(replace(view.parts[3], checks=view.parts[3].checks[1:]),))
    assert page(bonus_only, "en").share == 100


def test_a_failed_check_with_points_is_partly_right(
    check: CheckView, shown: Callable[[CheckView], Item]
) -> None:
    half = replace(check, status=Status.FAILED, earned=Fraction(1, 8))
    assert (shown(half).status, shown(half).sign) == ("Partly right", "◐")


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.PASSED])
def test_a_status_without_a_finding_is_explained(
    status: Status, check: CheckView, shown: Callable[[CheckView], Item]
) -> None:
    assert len(facts(shown(replace(check, status=status, earned=Fraction(0))))) == 1


def test_a_passed_check_needs_no_explanation(check: CheckView, shown: Callable[[CheckView], Item]) -> None:
    assert facts(shown(check)) == []


def test_carried_credit_is_remarked_once(check: CheckView, shown: Callable[[CheckView], Item]) -> None:
    carried = replace(check, carried=("x",))
    assert len(facts(shown(carried))) == 1
    assert len(facts(shown(replace(carried, findings=(finding("carried_forward", checks=("x",)),))))) == 1


def test_long_output_is_cut_and_says_by_how_much(
    check: CheckView, shown: Callable[[CheckView], Item]
) -> None:
    printed = shown(replace(check, stdout="x" * (PRINTED_LIMIT + 1))).printed
    assert printed == "x" * PRINTED_LIMIT + "\n… and 1 character more"


def test_many_findings_and_notes_are_cut(view: StudentReport, shown: Callable[[CheckView], Item]) -> None:
    crowded = replace(view.checks[0], findings=(finding("check_failed"),) * (FINDINGS_LIMIT + 5))
    assert len(shown(crowded).messages) == FINDINGS_LIMIT
    words = page(replace(view, notes=(finding("tabs_mixed"),) * (NOTES_LIMIT + 2)), "en")
    assert (len(words.notes), plain(words.notes_left, isolate=False)) == (NOTES_LIMIT, "… and 2 notes more")


def test_notes_stand_first_when_one_may_explain_everything(view: StudentReport) -> None:
    page_saved = finding("file_is_html", file="rnn.ipynb")
    assert not page(view, "en").notes_first
    assert page(replace(view, notes=(page_saved,)), "en").notes_first


@pytest.mark.parametrize("render", [text.render, html.render], ids=["text", "html"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_grave_notes_are_read_before_the_checks(
    view: StudentReport, render: Callable[[StudentReport, str], str], language: str
) -> None:
    grave = render(replace(view, notes=(finding("file_is_html", file="rnn.ipynb"),)), language)
    light = render(replace(view, notes=(finding("tabs_mixed", file="rnn.ipynb", line=1),)), language)
    title = view.checks[3].title.get(language)
    assert grave.index("rnn.ipynb") < grave.index(title)
    assert light.index("rnn.ipynb") > light.index(title)
