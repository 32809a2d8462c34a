"""How much a finding tells: the mistake's own hint, another's, a pattern, or only that something is wrong."""

import pytest

from autograder.analysis.telling import PLAIN, WORDS, Telling, telling
from autograder.analysis.trial import Result
from autograder.model.codes import CODES
from autograder.model.finding import Finding, finding


def result(*findings: Finding) -> Result:
    return Result("t.check", lost=True, findings=findings)


@pytest.mark.parametrize(
    ("findings", "told"),
    [
        ([finding("suspect", hint="R04")], Telling.OWN_HINT),
        ([finding("suspect", hint="R05")], Telling.OTHER_HINT),
        ([finding("values_transposed")], Telling.PATTERN),
        ([finding("raised", error="ValueError")], Telling.PATTERN),
        ([finding("values_differ")], Telling.PLAIN),
        ([], Telling.PLAIN),
        (
            [finding("values_differ"), finding("values_sign"), finding("suspect", hint="R04")],
            Telling.OWN_HINT,
        ),
        ([finding("values_differ"), finding("values_sign")], Telling.PATTERN),
    ],
)
def test_the_most_helpful_finding_of_a_check_counts(findings: list[Finding], told: Telling) -> None:
    assert telling([result(*findings)], "R04") is told


def test_the_least_helpful_trial_counts() -> None:
    own, plain = result(finding("suspect", hint="R04")), result(finding("values_differ"))
    assert telling([own, own], "R04") is Telling.OWN_HINT
    assert telling([own, plain, own], "R04") is Telling.PLAIN
    assert telling([], "R04") is Telling.PLAIN


def test_plain_codes_are_finding_codes_and_every_way_has_words() -> None:
    assert set(CODES) > PLAIN
    assert set(WORDS) == set(Telling)
