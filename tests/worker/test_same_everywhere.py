"""A grade is the same in every strong situation: nothing of where it was made is in it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.graded import EXAMPLES
from support.sandboxed import STRONG, need

from autograder import intake
from autograder.analysis.specimen import specimens
from autograder.grading import grade
from autograder.model.assignment import Assignment
from autograder.model.report import GradeReport, SandboxFacts
from autograder.model.submission import Submission
from autograder.worker import host

pytestmark = pytest.mark.slow
EVERY = 13  # of more than a hundred mistakes, ten


@pytest.fixture(scope="module", params=STRONG[1:], ids=lambda s: s.name)
def elsewhere(request: pytest.FixtureRequest, a1: Assignment) -> Iterator[host.Host]:
    """Give workers in another situation than the first."""
    need(STRONG[0])
    need(request.param)
    workers = host.start(request.param, a1.limits, a1.imports)
    yield workers
    workers.close()


@pytest.fixture(scope="module")
def submissions(a1: Assignment) -> dict[str, Submission]:
    """Return the right example, the hostile one and ten mistakes."""
    examples = {name: intake.read(EXAMPLES / name, a1) for name in ("right", "hostile")}
    mistakes = [one for one in specimens(a1) if one.kind == "mistake"]
    return examples | {one.name: one.submission for one in mistakes[::EVERY]}


@pytest.fixture(scope="module")
def first(a1: Assignment, submissions: dict[str, Submission]) -> Iterator[dict[str, GradeReport]]:
    """Grade all in the first situation."""
    need(STRONG[0])
    workers = host.start(STRONG[0], a1.limits, a1.imports)
    yield {name: grade(a1, one, workers, b"secret") for name, one in submissions.items()}
    workers.close()


def test_the_reports_differ_in_times_and_the_situation_only(
    elsewhere: host.Host,
    first: dict[str, GradeReport],
    submissions: dict[str, Submission],
    a1: Assignment,
) -> None:
    assert len(first) >= 12
    assert (first["right"].score, first["hostile"].score) == (16, 0)
    for name, submission in submissions.items():
        there = grade(a1, submission, elsewhere, b"secret")
        assert there.sandbox.situation != first[name].sandbox.situation
        assert placeless(there) == placeless(first[name]), name


def placeless(report: GradeReport) -> GradeReport:
    parts = tuple(
        replace(part, checks=tuple(replace(g, outcome=replace(g.outcome, seconds=0.0)) for g in part.checks))
        for part in report.parts
    )
    return replace(report, parts=parts, seconds=0.0, sandbox=SandboxFacts("", strong=True))
