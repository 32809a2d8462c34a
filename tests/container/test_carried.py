"""Who is over the limit keeps the results of before; what the platform hands back is read, not believed."""

import copy
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.on_platform import assignment_of, held

from autograder.container import earlier
from autograder.container.carried import carried_forward
from autograder.container.limits import Refusal
from autograder.container.metadata import Previous
from autograder.model.assignment import Assignment, Visibility
from autograder.model.platform import Platform, Resubmissions
from autograder.model.report import GradeReport
from autograder.reports import gradescope

PLATFORM = Platform(leaderboard=("score", "seconds"), resubmissions=Resubmissions(max=5, per_day=3))
THEN = datetime(2027, 2, 13, 10, tzinfo=timezone.utc)
NEXT = datetime(2027, 2, 14, 11, 30, tzinfo=timezone(timedelta(hours=3)))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@pytest.fixture
def assignment(report: GradeReport) -> Assignment:
    return assignment_of(report, platform=PLATFORM)


@pytest.fixture
def before(report: GradeReport) -> dict[str, Any]:
    """Return the results.json of the submission before, as the platform hands it back."""
    written = gradescope.results(report, "both", PLATFORM)
    return json.loads(json.dumps(written))  # type: ignore[no-any-return]


def refused(results: object, score: float | None = 3.5, rule: str = "per_day") -> Refusal:
    kept = results if isinstance(results, dict) else None
    return Refusal(rule, None if rule == "max" else NEXT, Previous(THEN, score, results=kept))


def test_the_results_before_are_shown_again_under_a_line_that_says_so(
    assignment: Assignment, before: dict[str, Any]
) -> None:
    carried = held(carried_forward(assignment, refused(before)), assignment)
    assert carried["tests"] == before["tests"]
    assert carried["score"] == pytest.approx(before["score"])
    assert carried["leaderboard"] == before["leaderboard"]
    assert carried["output"].endswith(before["output"])
    said = carried["output"].removesuffix(before["output"])
    assert "at most 3 submissions of yours can be graded in 24 hours." in said
    assert "A submission that you hand in from 2027-02-14 11:30 +03:00 on is graded again." in said
    assert "These are the results of your submission of 2027-02-13 10:00 +00:00." in said
    assert "لم يُصحَّح هذا التسليم" in said
    facts = carried["extra_data"]
    assert (facts["finished"], facts["carried_from"]) == (True, "2027-02-13T10:00:00+00:00")


def test_the_last_of_all_says_nothing_of_a_next_one(assignment: Assignment, before: dict[str, Any]) -> None:
    said = carried_forward(assignment, refused(before, rule="max"))["output"]
    assert "at most 5 submissions of yours can be graded, and that many were." in said
    assert "graded again" not in said


def test_what_was_carried_is_carried_again_from_where_it_came(
    assignment: Assignment, before: dict[str, Any]
) -> None:
    once = carried_forward(assignment, refused(before))
    later = Refusal("per_day", NEXT, Previous(THEN + timedelta(hours=1), 3.5, results=once))
    assert carried_forward(assignment, later) == once


def test_results_in_another_format_stay_in_it(assignment: Assignment, report: GradeReport) -> None:
    before = gradescope.results(report, "both", replace(PLATFORM, output="md"))
    carried = held(carried_forward(assignment, refused(before)), assignment)
    assert carried["output_format"] == "md"
    assert not carried["output"].startswith("<")


def spoilt(before: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**before, **changes}


def with_fact(before: dict[str, Any], **facts: Any) -> dict[str, Any]:
    return spoilt(before, extra_data={**before["extra_data"], **facts})


def with_test(before: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return spoilt(before, tests=[{**before["tests"][0], **changes}, *before["tests"][1:]])


SPOILT = {
    "no results": lambda _: None,
    "nothing": lambda _: {},
    "another assignment": lambda b: with_fact(b, assignment="a2_lstm"),
    "other points": lambda b: with_fact(b, points="20"),
    "not finished": lambda b: with_fact(b, finished=False),
    "no engine": lambda b: with_fact(b, engine=""),
    "another format": lambda b: spoilt(b, output_format="simple_format"),
    "a format that is no word": lambda b: spoilt(b, output_format=[]),
    "no output": lambda b: spoilt(b, output=None),
    "an output with NUL": lambda b: spoilt(b, output="a\0b"),
    "an output with half a character": lambda b: spoilt(b, output="\udc00"),
    "a huge output": lambda b: spoilt(b, output="a" * 99_000),
    "no list of tests": lambda b: spoilt(b, tests={}),
    "a test too few": lambda b: spoilt(b, tests=b["tests"][1:]),
    "tests in another order": lambda b: spoilt(b, tests=b["tests"][::-1]),
    "a test that is none": lambda b: spoilt(b, tests=[3, *b["tests"][1:]]),
    "a score above the points": lambda b: with_test(b, score=0.26),
    "a score below 0": lambda b: with_test(b, score=-1),
    "a score that is no number": lambda b: with_test(b, score="nan"),
    "a status of its own": lambda b: with_test(b, status="excellent"),
    "a status that is no word": lambda b: with_test(b, status={}),
    "a test without words": lambda b: with_test(b, output=3),
    "a test in another format": lambda b: with_test(b, output_format=None),
    "a test without facts": lambda b: with_test(b, extra_data=None),
    "a test without codes": lambda b: with_test(
        b, extra_data={"check": "a1.one_hot.rows", "status": "passed"}
    ),
    "unknown codes": lambda b: with_test(
        b, extra_data={"check": "a1.one_hot.rows", "status": "passed", "codes": ["sold", []]}
    ),
    "an unknown status of ours": lambda b: with_test(
        b, extra_data={"check": "a1.one_hot.rows", "status": "sold", "codes": []}
    ),
}


@pytest.mark.parametrize("how", SPOILT)
def test_of_results_that_are_not_ours_only_the_score_is_kept(
    assignment: Assignment, before: dict[str, Any], how: str
) -> None:
    carried = held(carried_forward(assignment, refused(SPOILT[how](before))), assignment)
    assert carried["score"] == 3.5
    assert [test["name"] for test in carried["tests"]] == ["Your submission before / تسليمك السابق"]
    assert "what its checks said stands there" in carried["output"]
    assert carried["extra_data"]["needs_review"] is False


@pytest.mark.parametrize(("score", "kept"), [(-1.0, 0.0), (3.5, 3.5), (1e9, 467 / 60 + 1)])
def test_a_score_stays_between_nothing_and_all_points(
    assignment: Assignment, score: float, kept: float
) -> None:
    assert carried_forward(assignment, refused(None, score))["score"] == pytest.approx(kept)


def test_without_a_score_a_person_looks(assignment: Assignment) -> None:
    carried = held(carried_forward(assignment, refused(None, None)), assignment)
    assert (carried["score"], carried["extra_data"]["needs_review"]) == (0.0, True)
    assert "Your instructor will look at it" in carried["tests"][0]["output"]


def test_a_score_alone_is_as_secret_as_the_most_secret_check(assignment: Assignment) -> None:
    (entry,) = carried_forward(assignment, refused(None))["tests"]
    assert entry["visibility"] == Visibility.AFTER_PUBLISHED.value


def test_a_score_that_was_carried_is_carried_again_from_where_it_came(assignment: Assignment) -> None:
    once = carried_forward(assignment, refused(None))
    again = carried_forward(
        assignment, Refusal("per_day", NEXT, Previous(THEN + timedelta(hours=1), 3.5, results=once))
    )
    assert again == once


def test_a_leaderboard_holds_our_names_and_finite_values(
    assignment: Assignment, before: dict[str, Any]
) -> None:
    (score,) = before["leaderboard"]  # nobody without full marks has a time
    entries = [{**score, "name": "Fame"}, {**score, "value": "inf"}, {**score, "order": "up"}, 3]
    for entry in entries:
        assert "leaderboard" not in carried_forward(assignment, refused(spoilt(before, leaderboard=[entry])))
    assert "leaderboard" not in carried_forward(assignment, refused(spoilt(before, leaderboard=4)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_any_json_in_any_place_of_the_results_is_carried_or_left(
    assignment: Assignment, before: dict[str, Any], data: st.DataObject
) -> None:
    document = copy.deepcopy(before)
    inner: Any = document
    while True:
        key = data.draw(st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner))))
        if not inner[key] or not isinstance(inner[key], dict | list) or data.draw(st.booleans()):
            break
        inner = inner[key]
    inner[key] = data.draw(JSON)
    held(carried_forward(assignment, refused(document)), assignment)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(results=st.dictionaries(st.sampled_from(["extra_data", "tests", "output", "output_format"]), JSON))
def test_any_json_is_not_taken_for_ours(assignment: Assignment, results: dict[str, Any]) -> None:
    assert earlier.read(results, assignment) is None


def test_points_that_a_float_cannot_hold_exactly_are_carried(
    assignment: Assignment, before: dict[str, Any]
) -> None:
    full = [{**test, "score": test["max_score"] or 1.0, "status": "passed"} for test in before["tests"]]
    carried = held(carried_forward(assignment, refused(spoilt(before, tests=full))), assignment)
    assert carried["tests"] == full
