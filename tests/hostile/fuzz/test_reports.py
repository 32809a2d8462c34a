"""No text of a submission's becomes markup, an escape, or a number that JSON has not, in any report."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hostile.fuzz.nasty import ESCAPES, MARK, MARKUP, TEXT
from hostile.fuzz.pace import FEW, UNHURRIED
from hostile.fuzz.strict import Strict, read_html, read_terminal
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.on_platform import assignment_of, held

from autograder.feedback import staff_view, student_view
from autograder.feedback.student import NOTE_CODES
from autograder.model.assignment import Suite
from autograder.model.codes import CODES
from autograder.model.finding import Finding, Param
from autograder.model.outcome import Outcome, Status
from autograder.model.platform import Platform
from autograder.model.report import CheckGrade, GradeReport
from autograder.reports import gradescope, html, json_report, text
from autograder.reports.page import FINDINGS_LIMIT

PARAMS: st.SearchStrategy[Param] = st.recursive(
    TEXT
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([2**70, -(10**300), math.nan]),
    lambda inner: st.lists(inner, max_size=4).map(tuple),
    max_leaves=4,
)


def findings(*codes: str) -> st.SearchStrategy[Finding]:
    """Return findings of these codes with anything as their parameters, some of them left out."""
    return st.sampled_from(codes).flatmap(
        lambda code: st.fixed_dictionaries({}, optional=dict.fromkeys(CODES[code], PARAMS)).map(
            lambda params: Finding(code, params)
        )
    )


OUTCOMES = st.builds(
    Outcome,
    st.just("?"),
    st.sampled_from(Status),
    st.fractions(0, 1, max_denominator=12),
    st.lists(findings(*CODES), max_size=4).map(tuple),
    stdout=TEXT,
    staff_note=TEXT,
    seconds=st.floats(0, 1e6),
)


@st.composite
def hostile(draw: st.DrawFn, report: GradeReport) -> GradeReport:
    """Fill a report with what a hostile submission can put into one."""
    parts = tuple(
        replace(part, checks=tuple(draw(fillings(check)) for check in part.checks)) for part in report.parts
    )
    return replace(
        report,
        parts=parts,
        submission=draw(TEXT),
        notes=tuple(draw(st.lists(findings(*NOTE_CODES), max_size=4))),
        needs_review=tuple(draw(st.lists(findings("id_mismatch", "grader_error"), max_size=2))),
    )


def fillings(grade: CheckGrade) -> st.SearchStrategy[CheckGrade]:
    """Return a check as it was, or with another outcome."""
    others = OUTCOMES.map(
        lambda it: replace(
            grade,
            outcome=replace(it, check=grade.check.id),
            score=grade.check.points * it.fraction,
            pending=Fraction(0),
        )
    )
    return st.just(grade) | others


@pytest.fixture(scope="module")
def small(report: GradeReport) -> GradeReport:
    """Return a report of few checks, of every suite, so that an example takes little time."""
    checks = [grade for part in report.parts for grade in part.checks]
    kept = [next(g for g in checks if g.check.suite is suite) for suite in Suite] + checks[-1:]
    return replace(report, parts=(replace(report.parts[0], checks=tuple(kept)),))


LANGUAGES = st.sampled_from(["en", "ar"])
SHAPES = st.fixed_dictionaries({"color": st.booleans(), "width": st.sampled_from([40, 100])})
VIEWS = st.sampled_from([student_view, staff_view])


@UNHURRIED
@given(st.data(), LANGUAGES, VIEWS)
def test_a_page_is_html_in_which_no_text_is_markup(
    small: GradeReport, data: st.DataObject, language: str, view: Any
) -> None:
    report = data.draw(hostile(small))
    for write in (html.render, html.fragment):
        shown = read_html(write(view(report), language))
        assert not {"\x00", "\x1b", "\u202e"} & set(shown)


@UNHURRIED
@given(st.data(), LANGUAGES, VIEWS, SHAPES)
def test_a_terminal_gets_no_control_character_of_the_submission_s(
    small: GradeReport, data: st.DataObject, language: str, view: Any, shape: Mapping[str, Any]
) -> None:
    read_terminal(text.render(view(data.draw(hostile(small))), language, **shape))


@FEW
@given(st.data(), st.sampled_from(["en", "ar", "both"]), st.sampled_from(["html", "md"]))
def test_results_for_the_platform_are_valid_and_hold_no_markup_of_the_submission_s(
    small: GradeReport, data: st.DataObject, language: str, form: str
) -> None:
    report = data.draw(hostile(small))
    document = held(gradescope.results(report, language, Platform(output=form)), assignment_of(report))
    for output in (document["output"], *(test["output"] for test in document["tests"])):
        read_html(output if form == "html" else as_html(output))
    for string in strings(document):
        string.encode()


@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize("piece", [*MARKUP, *ESCAPES], ids=ascii)
def test_no_parameter_of_any_finding_becomes_markup(small: GradeReport, piece: str, form: str) -> None:
    report = saying_everything(small, piece)
    document = held(gradescope.results(report, "both", Platform(output=form)), assignment_of(report))
    for output in (document["output"], *(test["output"] for test in document["tests"])):
        read_html(output if form == "html" else as_html(output))


def saying_everything(report: GradeReport, text: str) -> GradeReport:
    """Return a report of public checks with every finding there is, all of whose parameters are `text`."""
    found = [Finding(code, dict.fromkeys(CODES[code], text)) for code in CODES]
    public = next(grade for grade in report.checks if grade.check.suite is Suite.PUBLIC)
    groups = [tuple(found[start : start + FINDINGS_LIMIT]) for start in range(0, len(found), FINDINGS_LIMIT)]
    checks = tuple(
        CheckGrade(
            replace(public.check, id=f"t.check{number}"),
            Outcome(f"t.check{number}", Status.FAILED, findings=group, stdout=f"printed\n{text}\n{text}"),
            Fraction(0),
        )
        for number, group in enumerate(groups)
    )
    part = replace(report.parts[0], checks=checks)
    return replace(
        report, parts=(part,), submission=text, notes=tuple(f for f in found if f.code in NOTE_CODES)
    )


def as_html(markdown: str) -> str:
    """Read Markdown as CommonMark, tags included."""
    return str(MarkdownIt("commonmark", {"html": True}).render(markdown))


def strings(value: object) -> Iterator[str]:
    """Yield every string of a document."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


@FEW
@given(st.data())
def test_a_report_for_staff_is_strict_json_in_ascii(small: GradeReport, data: st.DataObject) -> None:
    def refuse(name: str) -> None:
        pytest.fail(f"{name} in the report")

    report = data.draw(hostile(small))
    written = json_report.dump(report)
    assert written.isascii()
    assert json.loads(written, parse_constant=refuse)["version"] == json_report.VERSION


@pytest.mark.parametrize(
    "document",
    [f"<{MARK}>", f"<p {MARK}>", f"<a href='{MARK}'>", "<p>", "</p>", "<p><b></p></b>", "<!-- -->", "<?x?>"],
)
def test_the_strict_reader_sees_markup(document: str) -> None:
    with pytest.raises(AssertionError):
        Strict(document)


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\u202e", "\x9b", "\r", "\u2028"])
def test_the_reader_of_terminals_sees_controls(character: str) -> None:
    with pytest.raises(AssertionError):
        read_terminal(f"text {character} text")
