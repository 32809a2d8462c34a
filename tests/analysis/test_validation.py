"""Validation finds what contradicts a specimen's header, and nothing where all is as stated."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.graded import strong_or_skip
from support.tiny import CHECKS, DOUBLE, SHAPE, STARTER, TOTAL, Tiny, write

from autograder import loading
from autograder.analysis.specimen import Specimen, specimens
from autograder.analysis.validation import CASTS, SAMPLE, Trial, Validation, sample, validate
from autograder.model.assignment import Assignment
from autograder.model.submission import Submission
from autograder.worker import host

MISTAKE = "def double(x):\n    return 3 * x\n"


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[host.Host]:
    assignment = loading.load(write(tmp_path_factory.mktemp("limits")))
    made = host.start(strong_or_skip(), assignment.limits, assignment.imports)
    yield made
    made.close()


def with_mistake(
    root: Path, code: str, fails: str, may_fail: str = "{}", checks: tuple[Tiny, ...] = CHECKS
) -> Assignment:
    folder = write(root, checks)
    (folder / "mistakes").mkdir()
    header = f'"""\nrow: R01\ntitle: t\nfails: {fails}\nmay_fail: {may_fail}\n"""\n'
    (folder / "mistakes" / "m.py").write_text(header + code)
    return loading.load(folder)


def validated(assignment: Assignment, workers: host.Host, *kinds: str) -> Validation:
    chosen = [s for s in specimens(assignment) if not kinds or s.kind in kinds]
    return validate(assignment, chosen, workers, 1, lambda _trial: None)


def test_a_suite_that_does_what_it_says_is_clean(tmp_path: Path, workers: host.Host) -> None:
    result = validated(with_mistake(tmp_path, MISTAKE, f"[{DOUBLE.id}]"), workers)
    assert result.problems == ()
    assert result.kills == {"m": (DOUBLE.id,)}
    assert len(result.trials) == 3 * len(CASTS)
    assert {t.codes for t in result.trials if t.specimen.kind == "mistake"} == {("values_differ",)}


@pytest.mark.parametrize(
    ("code", "fails", "may_fail", "problem"),
    [
        ("def total(x):\n    return x.sum(-1)\n", f"[{TOTAL.id}]", "{}", f"{TOTAL.id} does not lose points"),
        (MISTAKE, f"[{DOUBLE.id}, {TOTAL.id}]", "{}", f"{TOTAL.id} does not lose points"),
        (MISTAKE, f"[{TOTAL.id}]", "{}", f"{DOUBLE.id} loses points"),
        (MISTAKE, "[]", f"{{{DOUBLE.id}: why}}", "its header names no check that fails"),
    ],
)
def test_a_header_that_is_wrong_is_contradicted(  # noqa: PLR0913, PLR0917 (one for each part of a header)
    tmp_path: Path, workers: host.Host, code: str, fails: str, may_fail: str, problem: str
) -> None:
    result = validated(with_mistake(tmp_path, code, fails, may_fail), workers, "mistake")
    assert f"mistake m (seed 1): {problem}" in result.problems
    assert f"mistake m (seed 1, float32): {problem}" in result.problems


def test_a_check_that_may_fail_is_no_contradiction_either_way(tmp_path: Path, workers: host.Host) -> None:
    both = f"{{{TOTAL.id}: by chance, {SHAPE.id}: by chance}}"
    result = validated(with_mistake(tmp_path, MISTAKE, f"[{DOUBLE.id}]", both), workers, "mistake")
    assert result.problems == ()


def test_a_right_solution_that_loses_points_is_reported(tmp_path: Path, workers: host.Host) -> None:
    strict = Tiny("t.strict", "assert student.double(X).y.array.dtype == 'float64'", "private")
    result = validated(loading.load(write(tmp_path, (strict,))), workers, "solution")
    assert result.problems == ("solution solution (seed 1, float32): t.strict loses points",)


def test_a_starter_that_scores_more_than_its_floor_is_reported(tmp_path: Path, workers: host.Host) -> None:
    assignment = loading.load(write(tmp_path))
    starter = tmp_path / "student_template" / "tiny" / "rnn.py"
    starter.write_text(
        STARTER.replace("double(x):\n    raise NotImplementedError", "double(x):\n    return 0 * x")
    )
    result = validated(assignment, workers, "starter")
    assert result.problems[0] == "starter starter (seed 1): scores 1, its floor is 0"


def test_a_fault_of_the_suite_is_reported_with_its_reason(tmp_path: Path, workers: host.Host) -> None:
    broken = Tiny("t.broken", "raise TypeError('no such thing')", "private")
    result = validated(loading.load(write(tmp_path, (broken,))), workers, "solution")
    assert "grader error in t.broken: ['TypeError: no such thing']" in result.problems[0]


def test_every_seed_draws_its_own_inputs(tmp_path: Path, workers: host.Host) -> None:
    """A check that fails for about every second draw of the inputs."""
    lucky = Tiny("t.lucky", "assert rng.normal() < 0", "private")
    assignment = loading.load(write(tmp_path, (lucky,)))
    solution = [s for s in specimens(assignment) if s.kind == "solution"]
    told: list[Trial] = []
    result = validate(assignment, solution, workers, 12, told.append)
    assert [(t.seed, t.cast) for t in told] == [(seed, cast) for seed in range(1, 13) for cast in CASTS]
    assert 0 < len(result.problems) < len(told)


# ----------------------------------------------------------------------- without grading


def specimen(kind: str, name: str, fails: tuple[str, ...] = ()) -> Specimen:
    return Specimen(kind, name, name, Submission(name, "", ()), fails=fails)


def test_a_sample_has_the_whole_ones_and_an_even_choice_of_the_rest() -> None:
    made = [specimen("solution", "solution"), specimen("starter", "starter")]
    made += [specimen("mistake", f"m{i:02}") for i in range(50)] + [specimen("variant", "v1")]
    chosen = sample(made)
    mistakes = [s.name for s in chosen if s.kind == "mistake"]
    assert [s.name for s in chosen if s.kind != "mistake"] == ["solution", "starter", "v1"]
    assert len(mistakes) <= SAMPLE["mistake"]
    assert mistakes == [f"m{i:02}" for i in range(0, 50, 5)]


def test_a_mistake_is_killed_by_what_fails_in_every_trial(tmp_path: Path) -> None:
    assignment = loading.load(write(tmp_path))
    mistake = specimen("mistake", "m", (DOUBLE.id,))
    lost = [(TOTAL.id, DOUBLE.id, SHAPE.id), (DOUBLE.id, TOTAL.id)]
    trials = tuple(Trial(mistake, seed, "", found, (), ()) for seed, found in enumerate(lost))
    trials += (Trial(specimen("variant", "v"), 1, "", (SHAPE.id,), (), ()),)
    assert Validation(assignment, trials).kills == {"m": (DOUBLE.id, TOTAL.id)}
