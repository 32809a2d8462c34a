"""The suites: public ones behave alike here and in a sandbox, and all do what their specimens say."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.graded import CHECKOUT, SECRET, copy_checkout, strong_or_skip

from autograder import loading
from autograder.analysis.specimen import Specimen, specimens
from autograder.analysis.trial import in_need_of_training
from autograder.analysis.validation import sample, validate
from autograder.authoring.solution import made
from autograder.checks import cases
from autograder.grading import Options, grade
from autograder.model.assignment import TORCH, Assignment, Part, Suite
from autograder.model.convention import VALUES
from autograder.model.outcome import Outcome, Status
from autograder.runner.bench import Bench, package
from autograder.runner.run import run
from autograder.runner.seeds import Seeds
from autograder.worker import host
from autograder.worker.transport import DirectTransport, Transport, WorkerTransport
from autograder.worker.watch import Budget

MANIFESTS = sorted(CHECKOUT.glob("assignments/*/assignment.yaml"))
Connect = Callable[[Part], Transport]
MISTAKES = [
    "r03_state_not_carried",
    "r14_softmax_over_the_batch",
    "b04_carry_stays_zero",
    "c15_divided_by_eps",
]
VARIANTS = ["v01_float32", "v40_arabic_names_crlf_bom", "v14_cache_emptied_by_pop"]
CHOSEN = ["solution", "starter", *MISTAKES, *VARIANTS]


@pytest.fixture(scope="module")
def by_name(a1: Assignment) -> dict[str, Specimen]:
    return {specimen.name: specimen for specimen in specimens(a1)}


def verdicts(
    assignment: Assignment, specimen: Specimen, connect: Connect, suites: tuple[Suite, ...]
) -> list[Outcome]:
    submission = specimen.submission
    bench = Bench(assignment, submission, connect, Seeds(SECRET, submission.sha256))
    return [replace(outcome, seconds=0.0) for outcome in run(bench, suites=suites)]


@pytest.mark.parametrize("name", CHOSEN)
def test_a_public_suite_gives_the_same_verdicts_here_and_in_a_worker(
    a1: Assignment, a1_host: host.Host, by_name: dict[str, Specimen], name: str
) -> None:
    def in_a_worker(_part: Part) -> Transport:
        return WorkerTransport(a1_host.worker(), a1.limits, Budget(60, 60))

    def here(_part: Part) -> Transport:
        return DirectTransport()

    one, other = (verdicts(a1, by_name[name], connect, (Suite.PUBLIC,)) for connect in (here, in_a_worker))
    assert one == other
    assert (name in MISTAKES) <= any(outcome.status is Status.FAILED for outcome in one)
    assert (name in {"solution", *VARIANTS}) <= all(outcome.status is Status.PASSED for outcome in one)


def test_the_starter_is_told_that_nothing_is_implemented_yet(
    a1: Assignment, by_name: dict[str, Specimen]
) -> None:
    found = verdicts(a1, by_name["starter"], lambda _part: DirectTransport(), tuple(Suite))
    assert {outcome.status for outcome in found} == {Status.NOT_IMPLEMENTED, Status.BLOCKED}
    told = {f.code for o in found for f in o.findings}
    assert told <= {"not_implemented", "blocked", "edge_size", "answer_missing"}


@pytest.mark.slow
def test_an_even_sample_of_specimens_is_as_stated(a1: Assignment, a1_host: host.Host) -> None:
    chosen = sample(specimens(a1))
    result = validate(a1, chosen, a1_host, 1, lambda _trial: None)
    assert result.problems == ()
    assert len(result.trials) == 2 * len(chosen)
    assert all(result.kills.values())


def settings() -> Iterator[object]:
    """Yield each setting of a convention that is not an assignment's own."""
    for manifest in MANIFESTS:
        assignment = loading.load(manifest.parent)
        for name, own in assignment.conventions.items():
            for value in set(VALUES[name]) - {own}:
                yield pytest.param(assignment, {name: value}, id=f"{assignment.id}-{name}-{value}")


@pytest.mark.slow
@pytest.mark.parametrize(("assignment", "asked"), [*settings()])
def test_the_solution_is_right_under_every_setting_of_the_conventions(
    assignment: Assignment, asked: dict[str, str]
) -> None:
    if any(part.profile == TORCH for part in assignment.parts):
        pytest.importorskip(TORCH)
    other = replace(assignment, conventions={**assignment.conventions, **asked})
    untrained = in_need_of_training(other)
    judging = tuple(check.id for check in other.checks if check.id not in untrained)
    right = specimens(other, made(other))[0]
    workers = host.start(strong_or_skip(), other.limits, other.imports)
    try:
        report = grade(other, right.submission, workers, SECRET, Options(only=judging))
    finally:
        workers.close()
    assert [one.check.id for one in report.checks if one.score < one.check.points] == []


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.parent.name)
def test_every_assignment_has_points_and_both_suites(manifest: Path) -> None:
    assignment = loading.load(manifest.parent)
    assert assignment.points > 0
    assert {check.suite for check in assignment.checks} == set(Suite)


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.parent.name)
def test_stored_cases_are_what_the_reference_gives(manifest: Path) -> None:
    assignment = loading.load(manifest.parent)
    assert assignment.reference is not None
    stored = cases.file_of(assignment.folder).read_text(encoding="utf-8")
    assert cases.fresh(assignment, package(assignment.reference)) == stored


def test_a_copy_of_the_checkout_grades_alike(
    a1: Assignment, by_name: dict[str, Specimen], tmp_path: Path
) -> None:
    """Nothing in the suites depends on where they stand."""
    copied = loading.load(copy_checkout(tmp_path))
    name = MISTAKES[0]
    one, other = (
        verdicts(assignment, by_name[name], lambda _part: DirectTransport(), tuple(Suite))
        for assignment in (a1, copied)
    )
    assert [replace(o, staff_note="") for o in one] == [replace(o, staff_note="") for o in other]
