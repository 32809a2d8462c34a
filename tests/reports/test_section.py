"""A report names the place in the handout where a student reads on."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from autograder.feedback import StudentReport, student_view
from autograder.feedback.view import CheckView
from autograder.messages.wording import wording
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.report import GradeReport
from autograder.model.text import Text
from autograder.reports import gradescope, html, text
from autograder.reports.page import item, page
from autograder.reports.section import Section, section

LABELS = {"en": "In the handout", "ar": "في نص الواجب"}


@pytest.fixture
def view(report: GradeReport) -> StudentReport:
    return student_view(report)


@pytest.fixture
def todo(view: StudentReport) -> CheckView:
    return next(check for check in view.checks if check.id == "a1.backward.upstream")


def test_a_section_is_its_heading_and_its_address_in_each_language(view: StudentReport) -> None:
    address = "https://example.org/a1/handout"
    assert section(view, "sequence", "en") == Section(("A whole sequence",), f"{address}.en.html#sequence")
    assert section(view, "sequence", "ar") == Section(("تسلسل كامل",), f"{address}.ar.html#sequence")


def test_without_an_address_a_section_is_its_heading(view: StudentReport) -> None:
    for handout in (None, Text("", "")):
        found = section(replace(view, handout=handout), "sequence", "en")
        assert found == Section(("A whole sequence",), "")


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_what_is_no_section_has_no_place(view: StudentReport, name: str) -> None:
    assert section(view, name, "en") is None


@pytest.mark.parametrize("status", list(Status))
def test_every_check_but_a_passed_one_names_its_place(
    view: StudentReport, todo: CheckView, status: Status
) -> None:
    shown = item(replace(todo, status=status), view, wording("en"))
    assert (shown.section is None) == (status is Status.PASSED)


def test_the_notes_name_the_place_about_handing_in_once(view: StudentReport) -> None:
    assert page(view, "en").notes_section == section(view, "hand-in", "en")
    assert page(replace(view, sections={}), "en").notes_section is None
    for language, label in LABELS.items():
        notes = html.render(view, language).split('id="notes"')[1]
        assert notes.count(label) == 1


def as_gradescope(report: GradeReport, language: str) -> str:
    results = gradescope.results(report, language)
    return results["output"] + "".join(test["output"] for test in results["tests"])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_kind_of_report_says_the_place_as_often_as_there_is_work(
    report: GradeReport, language: str
) -> None:
    view = student_view(report)
    work = sum(check.status is not Status.PASSED for check in view.checks) + 1  # and the notes
    label = LABELS[language]
    assert html.render(view, language).count(f"{label}:") == work
    assert html.fragment(view, language).count(f"{label}:") == work
    assert text.render(view, language).count(f"{label}:") == work
    assert as_gradescope(report, language).count(f"{label}:") == work + view.hidden


@pytest.mark.parametrize("write", [html.render, html.fragment], ids=["page", "fragment"])
def test_the_place_is_a_link_when_its_address_is_known(
    view: StudentReport, write: Callable[[StudentReport, str], str]
) -> None:
    link = '<a href="https://example.org/a1/handout.en.html#sequence">A whole sequence</a>'
    assert f"In the handout: {link}" in write(view, "en")
    assert "In the handout: A whole sequence</p>" in write(replace(view, handout=None), "en")


def test_gradescope_and_terminal_give_the_address_too(report: GradeReport) -> None:
    link = '<a href="https://example.org/a1/handout.en.html#sequence">A whole sequence</a>'
    assert link in as_gradescope(report, "en")
    assert "<a" not in as_gradescope(replace(report, handout=None), "en")
    written = text.render(student_view(report), "en", width=200)
    assert "In the handout: A whole sequence (https://example.org/a1/handout.en.html#sequence)" in written


def test_an_address_cannot_break_out_of_its_link(report: GradeReport) -> None:
    odd = replace(report, handout=Text('x"><b>', 'x"><b>'))
    for written in (html.render(student_view(odd), "en"), as_gradescope(odd, "en")):
        assert "<b>" not in written


def test_a_check_with_two_findings_names_its_place_once(view: StudentReport, todo: CheckView) -> None:
    found = (finding("only_this_wrong", name="dx"), finding("suspect", name="dx", hint="R04"))
    one = replace(view, parts=(replace(view.parts[0], checks=(replace(todo, findings=found),)),), notes=())
    assert text.render(one, "en").count("In the handout") == 1
