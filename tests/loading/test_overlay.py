"""Laws of the overlay: whatever is chosen, points are exact and what checks depend on stays sound."""

from fractions import Fraction
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from autograder.loading.course_schema import CourseKeys, SettingsKeys
from autograder.loading.overlay import overlay
from autograder.model.assignment import Assignment, Check, Limits, Part, Suite, Visibility
from autograder.model.question import AnswerKind, Question
from autograder.model.text import Text

TITLE = Text("Title", "عنوان")
POINTS = st.integers(1, 400).map(lambda n: Fraction(n, 60))


def assignment(parts: tuple[Part, ...], questions: tuple[Question, ...] = ()) -> Assignment:
    return Assignment(
        "tiny",
        TITLE,
        Path("tiny"),
        ("rnn.py",),
        parts,
        functions={},
        imports=(),
        limits=Limits(),
        suites={},
        questions=questions,
    )


def laid(declared: Assignment, settings: SettingsKeys) -> Assignment:
    return overlay(declared, CourseKeys(), settings)


@st.composite
def assignments(draw: st.DrawFn) -> Assignment:
    """Draw up to eight checks in two parts; each depends on some before it, and none shown on one hidden."""
    checks: list[Check] = []
    for i in range(draw(st.integers(1, 8))):
        needs = draw(st.lists(st.sampled_from(checks), max_size=2, unique=True)) if checks else []
        private = draw(st.booleans()) or any(check.suite is Suite.PRIVATE for check in needs)
        checks.append(
            Check(
                f"t.check{i}",
                TITLE,
                draw(POINTS),
                Suite.PRIVATE if private else Suite.PUBLIC,
                depends_on=tuple(check.id for check in needs),
                bonus=draw(st.booleans()),
            )
        )
    cut = draw(st.integers(0, len(checks)))
    groups = [("first", checks[:cut]), ("second", checks[cut:])]
    parts = (Part(name, TITLE, "rnn.py", "numpy", tuple(group)) for name, group in groups if group)
    return assignment(tuple(parts))


@st.composite
def choices(draw: st.DrawFn) -> tuple[Assignment, SettingsKeys]:
    """Draw an assignment and settings that leave a check which counts."""
    declared = draw(assignments())
    ids = [check.id for check in declared.checks]
    off = draw(st.sets(st.sampled_from(ids)))
    assume(any(not check.bonus for check in declared.checks if check.id not in off))
    left = [name for name in ids if name not in off]
    settings = SettingsKeys.model_construct(
        off=sorted(off),
        points=draw(st.dictionaries(st.sampled_from(left), POINTS)),
        total=draw(st.none() | POINTS),
        visibility=draw(st.sampled_from([{}, {"private": "hidden"}, {"private": "after_due_date"}])),
    )
    return declared, settings


def reachable(declared: Assignment, name: str) -> set[str]:
    """Return what a check depends on, directly or not, by adding until nothing is new."""
    needs = {check.id: set(check.depends_on) for check in declared.checks}
    found = needs[name]
    while (more := found.union(*(needs[below] for below in found))) != found:
        found = more
    return found


@given(choices())
def test_a_total_is_exact(choice: tuple[Assignment, SettingsKeys]) -> None:
    declared, settings = choice
    full = laid(declared, settings).points
    unscaled = sum(
        settings.points.get(check.id, check.points)
        for check in declared.checks
        if check.id not in settings.off and not check.bonus
    )
    assert full == (settings.total or unscaled)


@given(choices())
def test_a_total_keeps_what_points_are_to_each_other(choice: tuple[Assignment, SettingsKeys]) -> None:
    declared, settings = choice
    scaled = laid(declared, settings)
    plain = laid(declared, settings.model_copy(update={"total": None}))
    factors = {
        after.points / before.points for after, before in zip(scaled.checks, plain.checks, strict=True)
    }
    assert len(factors) == 1


@given(choices())
def test_what_is_off_is_gone_and_the_order_of_the_others_stays(
    choice: tuple[Assignment, SettingsKeys],
) -> None:
    declared, settings = choice
    changed = laid(declared, settings)
    assert [c.id for c in changed.checks] == [c.id for c in declared.checks if c.id not in settings.off]
    assert all(part.checks for part in changed.parts)
    assert sorted(changed.off) == settings.off


@given(choices())
def test_a_check_depends_on_what_is_left_of_all_it_depended_on(
    choice: tuple[Assignment, SettingsKeys],
) -> None:
    """So it is closed, and as a part of what had no cycle it has none."""
    declared, settings = choice
    changed = laid(declared, settings)
    for check in changed.checks:
        assert reachable(changed, check.id) == reachable(declared, check.id) - set(settings.off)
        assert len(set(check.depends_on)) == len(check.depends_on)


@given(choices())
def test_what_runs_is_what_was_declared(choice: tuple[Assignment, SettingsKeys]) -> None:
    declared, settings = choice
    uncut = laid(declared, settings).uncut.checks
    assert [(c.id, c.depends_on) for c in uncut if settings.off] == [
        (c.id, c.depends_on) for c in declared.checks if settings.off
    ]


@given(choices())
def test_hiding_the_private_suite_hides_nothing_beneath_what_is_shown(
    choice: tuple[Assignment, SettingsKeys],
) -> None:
    changed = laid(*choice)
    shown = {check.id: check.visibility is Visibility.VISIBLE for check in changed.checks}
    assert all(shown[name] for check in changed.checks if shown[check.id] for name in check.depends_on)


@given(assignments())
def test_settings_that_say_nothing_change_nothing(declared: Assignment) -> None:
    assert laid(declared, SettingsKeys()) == declared


def check(name: str, *needs: str) -> Check:
    return Check(name, TITLE, Fraction(1), Suite.PRIVATE, depends_on=needs)


def test_a_part_that_is_off_takes_its_checks_along() -> None:
    parts = (
        Part("first", TITLE, "rnn.py", "numpy", (check("t.a"),)),
        Part("second", TITLE, "rnn.py", "numpy", (check("t.b", "t.a"), check("t.c", "t.b"))),
    )
    changed = laid(assignment(parts), SettingsKeys(off=["first"]))
    assert [(c.id, c.depends_on) for c in changed.checks] == [("t.b", ()), ("t.c", ("t.b",))]
    assert changed.off == ("t.a",)


def test_a_question_is_asked_only_while_its_check_is_on() -> None:
    answers = Part("concepts", TITLE, "answers.yaml", "answers", (check("t.q.one"), check("t.q.two")))
    asked = tuple(Question(name, AnswerKind.NUMBER, TITLE) for name in ("one", "two"))
    changed = laid(assignment((answers,), asked), SettingsKeys(off=["t.q.one"]))
    assert [question.id for question in changed.questions] == ["two"]


def test_the_starters_floor_is_scaled_along() -> None:
    part = Part("all", TITLE, "rnn.py", "numpy", (check("t.a"), check("t.b")))
    declared = Assignment(**{**vars(assignment((part,))), "starter_floor": Fraction(1, 2)})
    assert laid(declared, SettingsKeys.model_construct(total=Fraction(8))).starter_floor == 2


def test_a_check_s_own_visibility_goes_before_its_suite_s() -> None:
    part = Part("all", TITLE, "rnn.py", "numpy", (check("t.a"), check("t.b")))
    settings = SettingsKeys(visibility={"private": "hidden", "t.b": "after_published"})
    shown = [check.visibility for check in laid(assignment((part,)), settings).checks]
    assert shown == [Visibility.HIDDEN, Visibility.AFTER_PUBLISHED]
