"""Every finding is explained on a page: a fact, one next step, and the place in the handout."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from autograder.feedback import StudentReport, student_view
from autograder.feedback.privacy import private_finding
from autograder.messages.catalogue import LANGUAGES, load
from autograder.messages.phrase import plain
from autograder.messages.wording import wording
from autograder.model.codes import CODES, Kind
from autograder.model.finding import Finding, Param
from autograder.model.outcome import Status
from autograder.model.report import GradeReport
from autograder.reports import html
from autograder.reports.page import item

OF_KIND: dict[Kind, Param] = {
    Kind.NAME: "a_next",
    Kind.SHAPE: (3, 4),
    Kind.DIMS: ("m", "n_a"),
    Kind.DTYPE: "complex128",
    Kind.COUNT: 3,
    Kind.STEP: 2,
    Kind.LINE: 12,
    Kind.FILE: "rnn.py",
    Kind.CLASS: "TypeError",
    Kind.HINT: "R04",
    Kind.VALUE: 0.25,
    Kind.INDEX: (0, 2),
    Kind.TEXT: "a text",
    Kind.MESSAGE: "3 != 4",
    Kind.PATTERN: (0, 1, 1),
    Kind.ERRORS: (0.0, 0.25, 0.5),
}


def full(code: str) -> Finding:
    """Return a finding with every parameter that its code declares."""
    return Finding(code, {name: value(code, kind) for name, kind in CODES[code].items()})


def value(code: str, kind: Kind) -> Param:
    return next(iter(load("en").choices[code])) if kind is Kind.CHOICE else OF_KIND[kind]


def variants(code: str) -> Iterator[Finding]:
    yield full(code)
    yield private_finding(full(code), ("rnn.py",))


@pytest.fixture
def view(report: GradeReport) -> StudentReport:
    return student_view(report)


def is_sentence(text: str) -> bool:
    return len(text.split()) >= 2 and (text.rstrip("`")[-1] in ".)" or ":" in text) and "{" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_finding_has_a_fact_and_a_next_step(code: str, language: str, report: GradeReport) -> None:
    words = wording(language, {"a_next": report.title}, report.hints)
    for found in variants(code):
        message = words.message(found)
        assert is_sentence(plain(message.text, isolate=False))
        assert is_sentence(plain(message.next, isolate=False))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_check_with_any_finding_names_its_place(code: str, language: str, view: StudentReport) -> None:
    words = wording(language, {}, view.hints)
    for found in variants(code):
        check = replace(view.checks[1], status=Status.FAILED, earned=Fraction(0), findings=(found,))
        shown = item(check, view, words)
        assert len(shown.messages) == 1
        assert shown.section is not None


class Words(HTMLParser):
    """Collects what a page says in Arabic letters' direction: text outside of `bdi dir=ltr`."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.isolated = 0
        self.loose: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.isolated += tag == "bdi"

    def handle_endtag(self, tag: str) -> None:
        self.isolated -= tag == "bdi"

    def handle_data(self, data: str) -> None:
        if not self.isolated:
            self.loose.append(data)


@pytest.mark.parametrize("code", CODES)
def test_identifiers_in_arabic_are_isolated(code: str, view: StudentReport) -> None:
    check = replace(view.checks[1], status=Status.FAILED, findings=(full(code),), stdout="")
    page = html.fragment(replace(view, parts=(replace(view.parts[0], checks=(check,)),), notes=()), "ar")
    loose = " ".join(Words(page).loose)
    assert not {"a_next", "rnn.py", "TypeError", "(3, 4)", "complex128", "a text"} & set(loose.split())
