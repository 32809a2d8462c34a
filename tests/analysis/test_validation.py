"""Validation finds what contradicts a specimen's header, and nothing where all is as stated."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import training
from support.graded import strong_or_skip
from support.tiny import CHECKS, DOUBLE, SHAPE, STARTER, TOTAL, Tiny, write
from support.trials import specimen, validation

from autograder import loading
from autograder.analysis.specimen import specimens
from autograder.analysis.trial import CASTS, Setting, Trial, settings
from autograder.analysis.validation import SAMPLE, How, Validation, sample, validate, validate_as
from autograder.model.assignment import Assignment
from autograder.model.finding import finding
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
    return validate(assignment, chosen, workers, 1)


def said(result: Validation) -> list[str]:
    return [str(problem) for problem in result.problems]


def test_a_suite_that_does_what_it_says_is_clean(tmp_path: Path, workers: host.Host) -> None:
    result = validated(with_mistake(tmp_path, MISTAKE, f"[{DOUBLE.id}]"), workers)
    assert result.problems == ()
    assert result.kills == {"m": (DOUBLE.id,)}
    assert len(result.trials) == 3 * len(CASTS)
    findings = [
        r.findings for t in result.trials if t.specimen.kind == "mistake" for r in t.results if r.lost
    ]
    assert [[f.code for f in found] for found in findings] == [["values_differ"]] * len(CASTS)


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
    assert f"mistake m (seed 1): {problem}" in said(result)
    assert f"mistake m (seed 1, float32): {problem}" in said(result)


def test_a_check_that_may_fail_is_no_contradiction_either_way(tmp_path: Path, workers: host.Host) -> None:
    both = f"{{{TOTAL.id}: by chance, {SHAPE.id}: by chance}}"
    result = validated(with_mistake(tmp_path, MISTAKE, f"[{DOUBLE.id}]", both), workers, "mistake")
    assert result.problems == ()


def test_a_right_solution_that_loses_points_is_reported(tmp_path: Path, workers: host.Host) -> None:
    strict = Tiny("t.strict", "assert student.double(X).y.array.dtype == 'float64'", "private")
    result = validated(loading.load(write(tmp_path, (strict,))), workers, "solution")
    assert said(result) == ["solution solution (seed 1, float32): t.strict loses points"]
    assert [p.specimen.file for p in result.problems] == ["assignments/tiny/solution/rnn.py"]


def test_a_starter_that_scores_more_than_its_floor_is_reported(tmp_path: Path, workers: host.Host) -> None:
    assignment = loading.load(write(tmp_path))
    starter = tmp_path / "student_template" / "tiny" / "rnn.py"
    starter.write_text(
        STARTER.replace("double(x):\n    raise NotImplementedError", "double(x):\n    return 0 * x")
    )
    result = validated(assignment, workers, "starter")
    assert said(result)[0] == "starter starter (seed 1): scores 1, its floor is 0"


def test_a_fault_of_the_suite_is_reported_with_its_reason(tmp_path: Path, workers: host.Host) -> None:
    broken = Tiny("t.broken", "raise TypeError('no such thing')", "private")
    result = validated(loading.load(write(tmp_path, (broken,))), workers, "solution")
    assert "grader error in t.broken: ['TypeError: no such thing']" in said(result)[0]


HEADER = '"""\nrow: {row}\ntitle: t\n{more}\n"""\n'
NO_STEP = training.RIGHT.partition("def train")[2].replace("w -= 0.4", "w -= 0.0")
SPECIMENS = {
    "variants/v01_plain.py": HEADER.format(row="V01", more="") + "def predict(x, w):\n    return x * w\n",
    "variants/v02_trains.py": HEADER.format(row="V02", more="trains: true"),
    "mistakes/r01_plain.py": HEADER.format(row="R01", more=f"fails: [{training.PREDICTS}]")
    + "def predict(x, w):\n    return -w * x\n",
    "mistakes/r02_trains.py": HEADER.format(row="R02", more=f"fails: [{training.TRAINS}, {training.USES}]")
    + f"def train{NO_STEP}",
}


def test_only_what_changes_a_training_is_trained(tmp_path: Path, workers: host.Host) -> None:
    """The mistake in the prediction would fail the trainings too, and its header need not say so."""
    result = validated(loading.load(training.write(tmp_path, SPECIMENS)), workers)
    assert said(result) == []
    assert [one.name for one in result.trained] == ["solution", "starter", "v02_trains", "r02_trains"]
    assert result.training == (training.TRAINS, training.USES, training.HIDDEN)
    assert result.kills == {"r01_plain": (training.PREDICTS,), "r02_trains": (training.TRAINS, training.USES)}
    points = {one.name: result.points_of(one) for one in result.specimens}
    assert (points["solution"], points["v01_plain"]) == (5, 1)


def test_every_seed_draws_its_own_inputs(tmp_path: Path, workers: host.Host) -> None:
    """A check that fails for about every second draw of the inputs."""
    lucky = Tiny("t.lucky", "assert rng.normal() < 0", "private")
    assignment = loading.load(write(tmp_path, (lucky,)))
    solution = [s for s in specimens(assignment) if s.kind == "solution"]
    told: list[Trial] = []
    result = validate(assignment, solution, workers, 12, told.append)
    assert [t.setting for t in told] == [Setting(seed, cast) for seed in range(1, 13) for cast in CASTS]
    assert 0 < len(result.problems) < len(told)


def test_inputs_are_drawn_for_the_name_and_stay_when_the_solution_changes(
    tmp_path: Path, workers: host.Host
) -> None:
    lucky = Tiny("t.lucky", "assert rng.normal() < 0", "private")
    folder = write(tmp_path, (lucky,))

    def lost() -> list[str]:
        assignment = loading.load(folder)
        solution = [s for s in specimens(assignment) if s.kind == "solution"]
        return said(validate(assignment, solution, workers, 8))

    before = lost()
    path = folder / "solution" / "rnn.py"
    path.write_text(path.read_text() + "\n\ndef unused():\n    return 1\n")
    assert before == lost() != []


def test_processes_give_what_one_process_gives(tmp_path: Path) -> None:
    strong_or_skip()
    assignment = with_mistake(tmp_path, MISTAKE, f"[{TOTAL.id}]")
    told: list[Trial] = []
    one = validate_as(How(1, jobs=1), assignment, specimens(assignment))
    two = validate_as(How(1, jobs=2), assignment, specimens(assignment), told.append)
    assert one == two
    assert one.problems
    assert sorted(map(key, told)) == sorted(map(key, two.trials))


def key(trial: Trial) -> tuple[str, str]:
    return trial.specimen.file, str(trial.setting)


# ----------------------------------------------------------------------- without grading


def test_a_sample_has_the_whole_ones_and_an_even_choice_of_the_rest() -> None:
    made = [specimen("solution", kind="solution"), specimen("starter", kind="starter")]
    made += [specimen(f"m{i:02}") for i in range(50)] + [specimen("v1", kind="variant")]
    chosen = sample(made)
    mistakes = [s.name for s in chosen if s.kind == "mistake"]
    assert [s.name for s in chosen if s.kind != "mistake"] == ["solution", "starter", "v1"]
    assert len(mistakes) <= SAMPLE["mistake"]
    assert mistakes == [f"m{i:02}" for i in range(0, 50, 5)]


def test_a_mistake_is_killed_by_what_fails_in_every_trial(tmp_path: Path) -> None:
    assignment = loading.load(write(tmp_path))
    wrong = finding("values_differ")
    first, second = dict.fromkeys((SHAPE.id, TOTAL.id, DOUBLE.id), wrong), {DOUBLE.id: wrong, TOTAL.id: wrong}
    variant = specimen("v", kind="variant")
    made = validation(assignment, [(specimen("m"), [first, second]), (variant, [{SHAPE.id: wrong}])])
    assert made.kills == {"m": (DOUBLE.id, TOTAL.id)}


def test_the_settings_are_every_seed_with_every_cast() -> None:
    assert [str(setting) for setting in settings(2)] == [
        "seed 1",
        "seed 1, float32",
        "seed 2",
        "seed 2, float32",
    ]
