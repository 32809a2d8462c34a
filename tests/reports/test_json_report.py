import json
import math
import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.model.finding import Finding
from autograder.model.report import GradeReport
from autograder.model.text import Text
from autograder.reports.json_report import dump, load

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=5,
)


def with_params(report: GradeReport, **params: Any) -> GradeReport:
    return replace(report, notes=(Finding("values_differ", params),))


def edited(report: GradeReport, path: str, value: object) -> str:
    """Dump `report` with the entry at `path` replaced, or removed when `value` is ...."""
    document = json.loads(dump(report))
    *way, last = path.split(".")
    at = document
    for key in way:
        at = at[int(key)] if key.isdigit() else at[key]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return json.dumps(document)


def test_a_report_comes_back_as_it_was(report: GradeReport) -> None:
    assert load(dump(report)) == report


@given(got=ANYTHING, stdout=st.text(st.characters(exclude_categories=())), share=st.fractions(0, 1))
def test_any_parameter_text_and_share_comes_back(
    report: GradeReport, got: Any, stdout: str, share: Fraction
) -> None:
    first = report.parts[0].checks[0]
    changed = replace(first, outcome=replace(first.outcome, stdout=stdout, fraction=share), score=share)
    part = replace(report.parts[0], checks=(changed,))
    other = replace(with_params(report, got=got), parts=(part,))
    assert load(dump(other)) == other


def test_numbers_that_json_has_not_come_back(report: GradeReport) -> None:
    numbers = (math.inf, -math.inf, -(10**6000), 2**64, True)
    assert load(dump(with_params(report, got=numbers))).notes[0].params["got"] == numbers
    nan = load(dump(with_params(report, got=math.nan))).notes[0].params["got"]
    assert isinstance(nan, float)
    assert math.isnan(nan)


def test_whole_seconds_are_seconds(report: GradeReport) -> None:
    assert load(edited(report, "report.seconds", 2)).seconds == 2.0


def test_a_key_that_has_a_default_may_be_missing(report: GradeReport) -> None:
    assert load(edited(report, "report.files", ...)).files == ()
    assert load(edited(report, "report.hints", ...)).hints == {}
    assert load(edited(report, "report.handout", ...)).handout is None
    without = load(edited(report, "report.parts.0.checks.0.check.section", ...))
    assert without.checks[0].check.section == ""


def test_a_handout_comes_back_and_so_does_its_absence(report: GradeReport) -> None:
    handout = Text("https://example.org/en", "https://example.org/ar")
    for place in (handout, None):
        assert load(dump(replace(report, handout=place))).handout == place


def test_the_file_is_ascii_and_states_its_version(report: GradeReport) -> None:
    written = dump(report)
    assert written.isascii()
    assert json.loads(written)["version"] == 1


@pytest.mark.parametrize("broken", ["", "{", "[" * 100_000])
def test_what_is_not_json_is_refused(broken: str) -> None:
    with pytest.raises(UsageError, match="the report is not JSON"):
        load(broken)


@pytest.mark.parametrize("other", ["[]", "{}", '{"version": 2}'])
def test_another_version_is_refused(other: str) -> None:
    with pytest.raises(UsageError, match="version: expected 1"):
        load(other)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("report", 7, "report: expected an object"),
        ("report.extra", 7, "report.extra: unknown; known are assignment, title"),
        ("report.sha256", ..., "report.sha256: missing"),
        ("report.sha256", 7, "report.sha256: expected a string"),
        ("report.sample_secret", "yes", "report.sample_secret: expected true or false"),
        ("report.seconds", "1", "report.seconds: expected a number"),
        ("report.seconds", {"float": "x"}, "report.seconds: expected a number"),
        ("report.parts", {}, "report.parts: expected a list"),
        ("report.hints", [], "report.hints: expected an object"),
        ("report.handout", "a1", "report.handout: expected an object"),
        ("report.hints.R04.ar", None, "report.hints.R04.ar: expected a string"),
        (
            "report.parts.0.checks.1.score",
            "1/0",
            'report.parts[0].checks[1].score: expected a fraction such as "3/4"',
        ),
        ("report.parts.0.checks.1.score", 0.5, "report.parts[0].checks[1].score: expected a string"),
        ("report.parts.0.checks.1.outcome.status", "late", "outcome.status: expected one of passed, failed"),
        ("report.notes.0.code", "new", "report.notes[0]: no finding code 'new'"),
        (
            "report.notes.0.params.count",
            {"int": "x"},
            "report.notes[0].params.count: expected a hexadecimal number",
        ),
        ("report.notes.0.params.count", {"x": 1}, "report.notes[0].params.count: expected a value, a list"),
    ],
)
def test_a_wrong_entry_is_named_by_its_key(
    report: GradeReport, path: str, value: object, problem: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(problem)):
        load(edited(report, path, value))
