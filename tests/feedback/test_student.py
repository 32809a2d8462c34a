"""What a student sees, and that nothing which a private check produced gets there."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.feedback import student_view
from autograder.feedback.student import NOTE_CODES
from autograder.feedback.view import CheckView
from autograder.model.assignment import Suite, Visibility
from autograder.model.codes import CODES, Kind
from autograder.model.finding import Finding, finding
from autograder.model.report import CheckGrade, GradeReport
from autograder.reports import gradescope, html, text

SECRET_KINDS = {Kind.VALUE, Kind.TEXT, Kind.INDEX, Kind.ERRORS}
STUDENT_TEXT = st.text(st.characters(exclude_categories=()), min_size=1, max_size=20)
PRODUCED = st.one_of(st.floats(), st.integers(), STUDENT_TEXT, st.lists(st.integers()).map(tuple))


def of(report: GradeReport, check: str) -> CheckView:
    return next(c for c in student_view(report).checks if c.id == check)


def with_check(report: GradeReport, check: str, **changes: object) -> GradeReport:
    """Change the outcome of one check."""

    def change(grade: CheckGrade) -> CheckGrade:
        return replace(grade, outcome=replace(grade.outcome, **changes)) if grade.check.id == check else grade

    return with_grades(report, change)


def with_grades(report: GradeReport, change: object) -> GradeReport:
    parts = tuple(replace(part, checks=tuple(map(change, part.checks))) for part in report.parts)
    return replace(report, parts=parts)


def test_a_public_check_shows_values_and_what_was_printed(report: GradeReport) -> None:
    assert of(report, "a1.forward.example").findings[0].params["got"] == 0.5
    assert "softmax got" in of(report, "a1.softmax.rows").stdout


def test_a_private_check_shows_neither_text_nor_what_was_printed(report: GradeReport) -> None:
    check = of(report, "a1.softmax.values")
    assert check.stdout == ""
    assert dict(check.findings[0].params) == {
        "function": "softmax",
        "error": "ValueError",
        "line": 9,
        "file": "rnn.py",
    }


def test_a_student_sees_which_steps_are_wrong_and_of_a_public_check_by_how_much(report: GradeReport) -> None:
    private = of(report, "a1.backward.upstream").findings[0].params
    assert private["wrong"] == (1, 1, 1, 1, 1, 0, 0)
    assert "errors" not in private
    assert of(report, "a1.forward.example").findings[0].params["errors"] == (1.1e-16, 0.0021, 0.25)


def test_places_in_the_handout_are_seen(report: GradeReport) -> None:
    view = student_view(report)
    assert (view.sections, view.handout) == (report.sections, report.handout)
    assert [check.section for check in view.checks[:4]] == ["building-blocks"] * 4


def test_a_check_that_is_not_visible_is_only_counted(report: GradeReport) -> None:
    view = student_view(report)
    assert view.hidden == 1
    assert "a1.forward.secret" not in {check.id for check in view.checks}
    assert view.max_score == report.max_score - 1


def test_numbers_of_checks_do_not_depend_on_what_is_shown(report: GradeReport) -> None:
    everything = student_view(report, shown=Visibility)
    numbers = {check.id: check.number for check in everything.checks}
    assert {check.id: check.number for check in student_view(report).checks}.items() <= numbers.items()
    assert (everything.hidden, numbers["a1.forward.secret"]) == (0, "2.6")


def test_a_part_without_a_shown_check_is_left_out(report: GradeReport) -> None:
    def hide(grade: CheckGrade) -> CheckGrade:
        return replace(grade, check=replace(grade.check, visibility=Visibility.HIDDEN))

    first = replace(report.parts[0], checks=tuple(map(hide, report.parts[0].checks)))
    view = student_view(replace(report, parts=(first, *report.parts[1:])))
    assert [part.number for part in view.parts] == ["2", "3", "4"]


def test_a_check_that_is_not_visible_is_never_named(report: GradeReport) -> None:
    hidden = "a1.forward.secret"
    found = (finding("blocked", check=hidden), finding("carried_forward", checks=(hidden, "a1.one_hot.rows")))
    check = of(with_check(report, "a1.softmax.rows", findings=found, carried=(hidden,)), "a1.softmax.rows")
    assert check.carried == ()
    assert [dict(f.params) for f in check.findings] == [{}, {"checks": ("a1.one_hot.rows",)}]


def test_only_hints_that_a_shown_check_names_are_in_the_view(report: GradeReport) -> None:
    assert set(student_view(report).hints) == {"R04"}


def test_notes_for_staff_are_left_out(report: GradeReport) -> None:
    noted = replace(
        report, notes=(finding("sample_secret"), finding("weak_sandbox"), finding("tabs_mixed", line=3))
    )
    assert [note.code for note in student_view(noted).notes] == ["tabs_mixed"]


def test_every_code_of_a_note_is_a_finding_code() -> None:
    assert set(CODES) >= NOTE_CODES


def test_nothing_about_the_grading_is_in_the_view(report: GradeReport) -> None:
    view = repr(student_view(report))
    assert not [
        s
        for s in (report.sha256, "landlock", "seed 12345", "KeyError", "id_mismatch", "secret=")
        if s in view
    ]


@st.composite
def produced_otherwise(draw: st.DrawFn, found: Finding) -> Finding:
    """Draw other values for the parameters that student code or a private input produced."""
    kinds = CODES[found.code]
    params = {name: draw(PRODUCED) if kinds[name] in SECRET_KINDS else v for name, v in found.params.items()}
    return Finding(found.code, params)


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_what_a_private_check_produced_does_not_change_a_byte(
    report: GradeReport, data: st.DataObject
) -> None:
    def produce(grade: CheckGrade) -> CheckGrade:
        if grade.check.suite is Suite.PUBLIC:
            return grade
        outcome = replace(
            grade.outcome,
            findings=tuple(data.draw(produced_otherwise(f)) for f in grade.outcome.findings),
            stdout=data.draw(STUDENT_TEXT),
            staff_note=data.draw(STUDENT_TEXT),
            seconds=data.draw(st.floats(0, 100)),
        )
        return replace(grade, outcome=outcome)

    base = with_private_values(report)
    other = with_grades(base, produce)
    assert student_view(other) == student_view(base)
    for language in ("en", "ar"):
        assert html.render(student_view(other), language) == html.render(student_view(base), language)
        assert text.render(student_view(other), language) == text.render(student_view(base), language)
    assert gradescope.results(other) == gradescope.results(base)


def with_private_values(report: GradeReport) -> GradeReport:
    """Give a private check findings of the kinds that hold values and text."""
    found = (
        finding(
            "values_differ",
            function="softmax",
            name="softmax",
            got=0.5,
            expected=0.25,
            index=(0, 1),
            wrong=(0, 1, 1),
            errors=(0.0, 0.25, 0.125),
        ),
        finding("raised", function="softmax", error="ValueError", text="0.5", line=9, file="rnn.py"),
        finding("free_name", name="Wf", function="softmax", line=9, file="rnn.py"),
        finding("function_missing", function="softmax", similar="softmx"),
        finding("stub_used", function="softmax", module="secret", line=9, file="rnn.py"),
    )
    return with_check(report, "a1.softmax.values", findings=found)
