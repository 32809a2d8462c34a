import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from support.on_platform import held

from autograder.feedback.student import NOTE_CODES
from autograder.messages.phrase import Phrase, Token
from autograder.model.assignment import Assignment, Limits, Part, Visibility
from autograder.model.codes import CODES
from autograder.model.finding import Finding
from autograder.model.outcome import Status
from autograder.model.platform import Platform
from autograder.model.report import CheckGrade, GradeReport
from autograder.reports.gradescope import Results, nothing, results, unfinished
from autograder.reports.output import Remark

BARE_TAGS = {"p", "h3", "h4", "ul", "li", "code", "pre", "a"}
LONGEST = 100_000
HOSTILE = "&&&&&\u202e\x00\ud800"


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


def strict_json(value: Results) -> str:
    """Write JSON as Gradescope reads it: no NaN, no null."""
    text = json.dumps(value, allow_nan=False, ensure_ascii=False, indent=1)
    assert "null" not in re.sub(r'"(\\.|[^"\\])*"', "", text)
    return text + "\n"


@pytest.fixture
def assignment(report: GradeReport) -> Assignment:
    parts = tuple(
        Part(p.id, p.title, "rnn.py", "numpy", tuple(g.check for g in p.checks)) for p in report.parts
    )
    return Assignment("a1_rnn", report.title, Path(), ("rnn.py",), parts, {}, (), Limits(), {})


def at_worst(grade: CheckGrade) -> CheckGrade:
    """Fill a check's outcome with all that a hostile submission can put into it."""
    found = tuple(Finding("raised", dict.fromkeys(CODES["raised"], HOSTILE * 1000)) for _ in range(50))
    return replace(grade, outcome=replace(grade.outcome, findings=found, stdout=HOSTILE * 10_000))


@pytest.mark.parametrize("language", ["en", "ar", "both"])
def test_results_are_the_golden(
    language: str, report: GradeReport, golden: Callable[[str, str], None]
) -> None:
    golden(f"reports/results.{language}.json", strict_json(results(report, language)))


def test_markdown_is_the_golden(report: GradeReport, golden: Callable[[str, str], None]) -> None:
    document = results(report, "both", Platform(output="md"))
    golden("reports/results.md", "\n".join([document["output"], *(t["output"] for t in document["tests"])]))


def test_the_unfinished_results_are_the_golden(
    assignment: Assignment, golden: Callable[[str, str], None]
) -> None:
    golden("reports/unfinished.json", strict_json(unfinished(assignment)))


def test_every_check_is_listed_in_order_with_its_visibility(report: GradeReport) -> None:
    listed = [(t["extra_data"]["check"], t["visibility"]) for t in results(report)["tests"]]
    assert listed == [(grade.check.id, grade.check.visibility.value) for grade in report.checks]


def test_the_unfinished_results_list_the_same_tests(report: GradeReport, assignment: Assignment) -> None:
    keys = ("number", "name", "max_score", "visibility")
    before, after = (
        [[*(test[k] for k in keys), test["extra_data"]["check"]] for test in r["tests"]]
        for r in (unfinished(assignment), results(report))
    )
    assert before == after


def test_unfinished_results_decide_nothing(assignment: Assignment) -> None:
    document = unfinished(assignment)
    assert not [test for test in document["tests"] if "status" in test or test["score"]]
    facts = {"assignment": "a1_rnn", "engine": "0.1.0", "points": "467/60"}
    assert document["extra_data"] == {**facts, "finished": False, "needs_review": True}


def test_a_picture_is_lines_of_plain_text(report: GradeReport) -> None:
    outputs = {test["extra_data"]["check"]: test["output"] for test in results(report, "ar")["tests"]}
    assert "<pre>0  1  2  3  4  5  6\n✗  ✗  ✗  ✗  ✗  ✓  ✓</pre>" in outputs["a1.backward.upstream"]
    assert "1.1e-16  2.1e-03  2.5e-01</pre>" in outputs["a1.forward.example"]


def test_points_add_up(report: GradeReport) -> None:
    document = results(report)
    assert document["score"] == pytest.approx(float(report.score))
    assert sum(test["score"] for test in document["tests"]) == pytest.approx(document["score"])
    assert sum(test["max_score"] for test in document["tests"]) == pytest.approx(float(report.max_score))


def test_a_check_is_passed_failed_or_not_decided(report: GradeReport) -> None:
    statuses = {test["extra_data"]["check"]: test.get("status") for test in results(report)["tests"]}
    expected = {Status.PASSED: "passed", Status.GRADER_ERROR: None}
    assert statuses == {g.check.id: expected.get(g.outcome.status, "failed") for g in report.checks}


def test_a_hidden_check_does_not_touch_what_a_student_reads_at_once(report: GradeReport) -> None:
    def fulfil(grade: CheckGrade) -> CheckGrade:
        if grade.check.visibility is Visibility.VISIBLE:
            return grade
        outcome = replace(grade.outcome, status=Status.PASSED, fraction=Fraction(1), findings=())
        return replace(grade, outcome=outcome, score=grade.check.points)

    other = replace(
        report, parts=tuple(replace(p, checks=tuple(map(fulfil, p.checks))) for p in report.parts)
    )
    assert results(other)["output"] == results(report)["output"]


@pytest.mark.parametrize("form", ["html", "md"])
@pytest.mark.parametrize("language", ["en", "ar", "both"])
def test_what_is_written_keeps_the_schema(
    report: GradeReport, assignment: Assignment, language: str, form: str
) -> None:
    platform = Platform(output=form, leaderboard=("score", "seconds"))
    held(results(report, language, platform), assignment)
    held(unfinished(replace(assignment, platform=platform), language), assignment)
    held(nothing())


def test_remarks_stand_under_the_title_in_each_language(report: GradeReport) -> None:
    moment: Phrase = (Token("2027-02-14 21:05 +03:00", code=False),)
    output = results(report, remarks=[Remark("handed_in", {"moment": moment})])["output"]
    assert "from scratch</h3><p>Handed in: 2027-02-14 21:05 +03:00.</p><h4>" in output
    assert '<p dir="rtl">\u2067سُلِّم هذا العمل في \u20662027-02-14 21:05 +03:00\u2069.\u2069</p>' in output


def fulfilled(report: GradeReport) -> GradeReport:
    """Return the report of somebody with full marks."""

    def passed(grade: CheckGrade) -> CheckGrade:
        outcome = replace(grade.outcome, status=Status.PASSED, fraction=Fraction(1), findings=())
        return replace(grade, outcome=outcome, score=grade.check.points, pending=Fraction(0))

    return replace(report, parts=tuple(replace(p, checks=tuple(map(passed, p.checks))) for p in report.parts))


def test_a_leaderboard_shows_the_points_that_everybody_may_see(report: GradeReport) -> None:
    (entry,) = results(report, "en", Platform(leaderboard=("score", "seconds")))["leaderboard"]
    seen = sum(grade.score for grade in report.checks if grade.check.visibility is Visibility.VISIBLE)
    assert entry == {"name": "Score", "value": pytest.approx(float(seen)), "order": "desc"}


def test_the_time_of_full_marks_is_on_the_leaderboard(report: GradeReport) -> None:
    board = results(fulfilled(report), "en", Platform(leaderboard=("seconds",)))["leaderboard"]
    assert board == [{"name": "Seconds", "value": round(0.125 * len(report.checks), 1), "order": "asc"}]


def test_without_entries_there_is_no_leaderboard(report: GradeReport) -> None:
    assert "leaderboard" not in results(report)
    assert "leaderboard" not in results(report, "en", Platform(leaderboard=("seconds",)))


def test_each_test_says_its_status_and_codes_and_no_parameters(report: GradeReport) -> None:
    facts = [test["extra_data"] for test in results(report)["tests"]]
    expected = [
        {
            "check": grade.check.id,
            "status": grade.outcome.status.value,
            "codes": [found.code for found in grade.outcome.findings],
        }
        for grade in report.checks
    ]
    assert facts == expected


def test_what_a_regrade_compares_holds_nothing_that_was_drawn(report: GradeReport) -> None:
    assert results(report)["extra_data"] == {
        "assignment": "a1_rnn",
        "engine": "0.1.0",
        "finished": True,
        "needs_review": True,
        "points": "467/60",
        "sha256": "9f2c" * 16,
        "sample_secret": True,
        "sandbox": {"situation": "root+landlock", "strong": True, "layers": ["rlimits", "seccomp"]},
    }


@pytest.mark.parametrize("language", ["en", "ar", "both"])
def test_output_is_bare_tags(language: str, report: GradeReport) -> None:
    tags = re.findall(r"<(/?)(\w*)([^>]*)>", "".join(strings(results(report, language))))
    assert {name for _, name, _ in tags} <= BARE_TAGS
    link = re.compile(r' href="https://example\.org/a1/handout\.(en|ar)\.html#[a-z-]+"')
    assert {rest for _, _, rest in tags if not link.fullmatch(rest)} <= {"", ' dir="rtl"'}


def test_a_hostile_submission_cannot_exceed_gradescopes_limits(report: GradeReport) -> None:
    text = HOSTILE * 1000
    notes = tuple(Finding(code, dict.fromkeys(CODES[code], text)) for code in NOTE_CODES for _ in range(20))
    parts = tuple(replace(p, checks=tuple(map(at_worst, p.checks))) for p in report.parts)
    document = results(replace(report, notes=notes, parts=parts, submission=text))
    assert max(map(len, strings(document))) < LONGEST
    assert "\0" not in "".join(strings(document))
    strict_json(document).encode()


def test_needs_review_is_set_when_points_are_pending(report: GradeReport) -> None:
    assert results(replace(report, needs_review=()))["extra_data"]["needs_review"] is True
    settled = replace(report, needs_review=(), parts=report.parts[:1])
    assert results(settled)["extra_data"]["needs_review"] is False
