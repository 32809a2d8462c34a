"""Points are exact, bounded and monotone, whatever the outcomes are."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from autograder import scoring
from autograder.model.assignment import Assignment, Check, Limits, Part, Suite
from autograder.model.finding import finding
from autograder.model.outcome import Outcome, Status
from autograder.model.report import GradeReport, SandboxFacts
from autograder.model.submission import Submission
from autograder.model.text import Text

STRONG = SandboxFacts("root+landlock", strong=True)
NO_TEXT = Text("", "")
SUBMISSION = Submission("s1", "ab" * 32, (), notes=(finding("file_missing", file="rnn.py"),))
HINTS = {"R04": Text("new", "جديد"), "B03": Text("two", "اثنان")}


def assignment(*parts: tuple[Check, ...]) -> Assignment:
    named = tuple(Part(f"p{i}", NO_TEXT, "rnn.py", "numpy", checks) for i, checks in enumerate(parts))
    return Assignment("a", NO_TEXT, Path(), ("rnn.py",), named, {}, (), Limits(), {}, hints=HINTS)


def check(name: str, points: Fraction | int = 1, *, bonus: bool = False) -> Check:
    return Check(name, NO_TEXT, Fraction(points), Suite.PRIVATE, bonus=bonus)


def report(declared: Assignment, outcomes: list[Outcome], sandbox: SandboxFacts = STRONG) -> GradeReport:
    return scoring.report(declared, SUBMISSION, outcomes, sandbox)


@st.composite
def graded(draw: st.DrawFn) -> tuple[Assignment, list[Outcome]]:
    """Draw checks in parts, and an outcome of any kind for each."""
    number = draw(st.integers(1, 8))
    points = st.fractions(0, 5, max_denominator=12)
    checks = [check(f"c{i}", draw(points), bonus=draw(st.booleans())) for i in range(number)]
    cut = draw(st.integers(0, number))
    outcomes = [draw(an_outcome(one.id)) for one in checks]
    return assignment(tuple(checks[:cut]), tuple(checks[cut:])), draw(st.permutations(outcomes))


@st.composite
def an_outcome(draw: st.DrawFn, name: str) -> Outcome:
    status = draw(st.sampled_from(Status))
    share = draw(st.fractions(0, 1, max_denominator=7))
    return Outcome(name, status, Fraction(1) if status is Status.PASSED else share)


@given(graded())
def test_a_score_lies_between_nothing_and_full_marks_with_bonus(
    case: tuple[Assignment, list[Outcome]],
) -> None:
    declared, outcomes = case
    bonus = sum((c.points for c in declared.checks if c.bonus), Fraction(0))
    made = report(declared, outcomes)
    assert 0 <= made.score <= made.max_score + bonus
    assert made.max_score == declared.points
    assert 0 <= made.pending <= made.max_score + bonus - made.score


@given(graded(), st.data())
def test_turning_an_outcome_into_passed_never_lowers_the_total(
    case: tuple[Assignment, list[Outcome]], data: st.DataObject
) -> None:
    declared, outcomes = case
    place = data.draw(st.integers(0, len(outcomes) - 1))
    better = [*outcomes]
    better[place] = replace(outcomes[place], status=Status.PASSED, fraction=Fraction(1))
    assert report(declared, better).score >= report(declared, outcomes).score


@given(graded())
def test_a_total_is_the_exact_sum_of_its_checks(case: tuple[Assignment, list[Outcome]]) -> None:
    declared, outcomes = case
    share = {o.check: o.fraction for o in outcomes if o.status is not Status.GRADER_ERROR}
    assert report(declared, outcomes).score == sum(share.get(c.id, 0) * c.points for c in declared.checks)


@given(graded())
def test_points_are_pending_exactly_where_we_failed(case: tuple[Assignment, list[Outcome]]) -> None:
    declared, outcomes = case
    made = report(declared, outcomes)
    for grade in made.checks:
        ours = grade.outcome.status is Status.GRADER_ERROR
        assert grade.pending == (grade.check.points if ours else 0)
        assert not (ours and grade.score)
    assert (finding("grader_error") in made.needs_review) == any(
        o.status is Status.GRADER_ERROR for o in outcomes
    )


@given(graded())
def test_checks_stand_in_declared_order_and_once(case: tuple[Assignment, list[Outcome]]) -> None:
    declared, outcomes = case
    made = report(declared, outcomes)
    assert [grade.check for grade in made.checks] == list(declared.checks)


def test_three_thirds_are_one() -> None:
    third = Fraction(1, 3)
    declared = assignment(tuple(check(f"c{i}", third) for i in range(3)))
    outcomes = [Outcome(f"c{i}", Status.PASSED, Fraction(1)) for i in range(3)]
    assert report(declared, outcomes).score == 1


def test_a_part_without_outcomes_is_left_out() -> None:
    made = report(assignment((check("a"),), (check("b"),)), [Outcome("b", Status.PASSED, Fraction(1))])
    assert [part.id for part in made.parts] == ["p1"]


def test_a_weak_sandbox_asks_for_a_person() -> None:
    weak = SandboxFacts("weak", strong=False)
    assert report(assignment((check("a"),)), [], weak).needs_review == (finding("weak_sandbox"),)
    assert report(assignment((check("a"),)), []).needs_review == ()


def test_a_report_holds_the_hints_that_findings_name_and_no_others() -> None:
    failed = Outcome("a", Status.FAILED, findings=(finding("suspect", name="y", hint="R04"),))
    assert dict(report(assignment((check("a"),)), [failed]).hints) == {"R04": HINTS["R04"]}


def test_a_report_says_whose_it_is() -> None:
    made = report(assignment((check("a"),)), [])
    assert (made.submission, made.sha256, made.notes) == ("s1", "ab" * 32, SUBMISSION.notes)
    assert made.files == ("rnn.py", "rnn.ipynb")
