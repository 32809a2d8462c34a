"""Who has handed in too often is told when to go on; nobody pays for a failure of ours."""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.container.limits import Refusal, graded, refusal
from autograder.container.metadata import Metadata, Previous
from autograder.model.platform import Resubmissions

START = datetime(2027, 2, 1, 8, tzinfo=timezone.utc)
HOURS = st.lists(st.integers(0, 24 * 14), max_size=30).map(sorted)
RULES = st.builds(
    Resubmissions,
    st.none() | st.integers(1, 6),
    st.none() | st.integers(1, 4),
    st.none() | st.integers(1, 72).map(lambda hours: timedelta(hours=hours)),
)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def asked(rules: Resubmissions, now: float, *before: float | Previous) -> Refusal | None:
    previous = [one if isinstance(one, Previous) else Previous(at(one)) for one in before]
    return refusal(rules, Metadata(at(now), previous=tuple(sorted(previous, key=lambda one: one.time))))


def test_without_rules_nobody_is_refused() -> None:
    assert asked(Resubmissions(), 5, 1, 2, 3, 4) is None


def test_the_first_that_is_over_the_maximum_is_refused_for_good() -> None:
    five = Resubmissions(max=5)
    assert asked(five, 9, 1, 2, 3, 4) is None
    assert asked(five, 9, 1, 2, 3, 4, 5) == Refusal("max", None, Previous(at(5)))


def test_three_a_day_are_three_in_24_hours_across_midnight() -> None:
    three = Resubmissions(per_day=3)
    assert asked(three, 30, 10, 20, 29) == Refusal("per_day", at(34), Previous(at(29)))
    assert asked(three, 34, 10, 20, 29) is None


def test_a_break_is_counted_from_the_last_that_was_graded() -> None:
    rested = Resubmissions(every=timedelta(hours=6))
    assert asked(rested, 5, 0) == Refusal("every", at(6), Previous(at(0)))
    assert asked(rested, 6, 0) is None
    assert asked(rested, 6, 0, 5) is None  # the one at 5 was refused itself


def test_the_rule_that_holds_longest_is_named() -> None:
    rules = Resubmissions(max=3, per_day=2, every=timedelta(hours=30))
    assert asked(rules, 32, 0, 31) == Refusal("every", at(61), Previous(at(31)))
    assert asked(rules, 62, 0, 31, 61) == Refusal("max", None, Previous(at(61)))
    assert asked(Resubmissions(per_day=1, every=timedelta(hours=2)), 1, 0) == Refusal(
        "per_day", at(24), Previous(at(0))
    )


def test_what_the_platform_failed_to_grade_does_not_count() -> None:
    once = Resubmissions(max=1)
    assert asked(once, 2, Previous(at(1), failed=True)) is None
    assert asked(once, 3, 1, Previous(at(2), failed=True)) == Refusal("max", None, Previous(at(1)))


def test_what_we_failed_to_grade_does_not_count() -> None:
    unfinished = Previous(at(1), results={"extra_data": {"finished": False}})
    assert asked(Resubmissions(max=1), 2, unfinished) is None


@pytest.mark.parametrize(
    "results", [{}, {"extra_data": 3}, {"extra_data": {}}, {"extra_data": {"finished": 0}}]
)
def test_results_that_do_not_say_that_they_are_unfinished_count(results: dict[str, object]) -> None:
    assert asked(Resubmissions(max=1), 2, Previous(at(1), results=results)) is not None


def test_what_was_handed_in_at_the_same_moment_or_later_does_not_count() -> None:
    assert asked(Resubmissions(max=1), 5, 5, 6) is None


def test_a_submission_without_a_time_is_graded() -> None:
    assert refusal(Resubmissions(max=1), Metadata(previous=(Previous(at(0)),))) is None


def test_zones_do_not_matter() -> None:
    far = Previous(at(0).astimezone(timezone(timedelta(hours=14))))
    assert asked(Resubmissions(per_day=1), 24, far) is None
    assert asked(Resubmissions(per_day=1), 23.9, far) is not None


# ------------------------------------------------------------------------------------------- laws


def passed(rules: Resubmissions, hours: Sequence[float]) -> list[datetime]:
    return graded(rules, [Previous(at(hour)) for hour in hours])


@given(RULES, HOURS)
def test_what_is_graded_keeps_every_rule(rules: Resubmissions, hours: list[int]) -> None:
    times = passed(rules, hours)
    assert rules.max is None or len(times) <= rules.max
    if rules.per_day is not None:
        windows = zip(times, times[rules.per_day :], strict=False)
        assert all(last - first >= timedelta(days=1) for first, last in windows)
    if rules.every is not None:
        assert all(later - time >= rules.every for time, later in pairwise(times))


@given(RULES, HOURS, st.integers(1, 48))
def test_who_waits_until_the_moment_that_was_named_is_graded(
    rules: Resubmissions, hours: list[int], more: int
) -> None:
    refused = asked(rules, max(hours, default=0) + more / 60, *hours)
    if refused and refused.opens:
        wait = (refused.opens - START) / timedelta(hours=1)
        assert asked(rules, wait, *hours) is None
        assert asked(rules, wait - 1 / 60, *hours) is not None


@given(RULES, HOURS)
def test_a_refused_submission_changes_nothing_for_the_next(rules: Resubmissions, hours: list[int]) -> None:
    kept = [(time - START) / timedelta(hours=1) for time in passed(rules, hours)]
    later = max(hours, default=0) + 1
    one, other = asked(rules, later, *hours), asked(rules, later, *kept)
    assert (one and (one.rule, one.opens)) == (other and (other.rule, other.opens))


@given(RULES, HOURS, st.lists(st.booleans(), min_size=30, max_size=30))
def test_failures_of_the_platform_change_nothing(
    rules: Resubmissions, hours: list[int], failures: list[bool]
) -> None:
    mixed = [Previous(at(hour), failed=failed) for hour, failed in zip(hours, failures, strict=False)]
    whole = [one for one in mixed if not one.failed]
    now = max(hours, default=0) + 1
    assert asked(rules, now, *mixed) == asked(rules, now, *whole)
