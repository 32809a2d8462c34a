"""A training runs once; what it keeps is there for later checks, in workers of their own."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.graded import strong_or_skip
from support.training import HIDDEN, PREDICTS, PUBLIC, RIGHT, TRAINS, USES, bench, outcomes, submission, write

from autograder import loading
from autograder.errors import AssignmentError
from autograder.grading import Options, grade
from autograder.model.assignment import Check, Limits, Suite
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.report import GradeReport
from autograder.model.text import Text
from autograder.runner.bench import call_limits, needed
from autograder.runner.run import run
from autograder.worker import host

if TYPE_CHECKING:
    from autograder.model.epoch import Epoch

SUITE = "tests/public/test_train.py"
STUCK = RIGHT.replace("    return w, losses", "    raise ValueError('late')")
UNLEARNED = RIGHT.replace("w -= 0.4", "w -= 0.0")
FINISHED = {TRAINS: Status.PASSED, USES: Status.PASSED, HIDDEN: Status.PASSED, PREDICTS: Status.PASSED}


def statuses(root: Path, source: str = RIGHT, suite: str = PUBLIC) -> dict[str, Status]:
    return {name: one.status for name, one in outcomes(root, source, {SUITE: suite}).items()}


def test_later_checks_of_any_part_look_at_what_was_trained(tmp_path: Path) -> None:
    assert statuses(tmp_path) == FINISHED


def test_a_training_that_does_not_finish_blocks_what_uses_it(tmp_path: Path) -> None:
    found = outcomes(tmp_path, STUCK)
    assert found[TRAINS].status is Status.ERRORED
    for check in (USES, HIDDEN):
        assert (found[check].status, found[check].fraction) == (Status.BLOCKED, 0)
        assert found[check].findings == (finding("training_unfinished", check=TRAINS),)
    assert found[PREDICTS].status is Status.PASSED


def test_what_was_kept_before_the_check_failed_is_looked_at(tmp_path: Path) -> None:
    assert statuses(tmp_path, UNLEARNED) == {**FINISHED, TRAINS: Status.FAILED, USES: Status.FAILED}


def test_a_check_that_is_chosen_alone_brings_its_training_along(tmp_path: Path) -> None:
    made = bench(tmp_path)
    assert needed(made.assignment, USES) == {TRAINS}
    assert [(o.check, o.status) for o in run(made, only=(USES,))] == [(USES, Status.PASSED)]


def counting(log: Path, fault: str) -> str:
    """Return the public suite whose training writes down each run, and has a fault of ours at the end."""
    name = repr(str(log))
    counted = (
        f"    with open({name}, 'a') as log:\n        log.write('x')\n        runs = log.tell()\n    x = rng"
    )
    suite = PUBLIC.replace("    x = rng", counted)
    return suite.replace("    assert losses[-1]", f"    {fault}\n    assert losses[-1]")


def test_a_training_that_fails_by_our_fault_is_run_again_and_charges_nobody(tmp_path: Path) -> None:
    suite = counting(tmp_path / "runs", "pass").replace("    keep(", "    raise TypeError\n    keep(")
    ours = Status.GRADER_ERROR
    assert statuses(tmp_path, suite=suite) == {**FINISHED, TRAINS: ours, USES: ours, HIDDEN: ours}
    assert (tmp_path / "runs").read_text() == "xx"


def test_a_training_that_is_run_again_keeps_what_it_gave_last(tmp_path: Path) -> None:
    suite = counting(tmp_path / "runs", "if runs == 1: raise TypeError")
    suite = suite.replace("keep(w=float(got.w.array)", "keep(w=0.0 if runs == 1 else 3.0")
    assert statuses(tmp_path, suite=suite) == FINISHED
    assert (tmp_path / "runs").read_text() == "xx"


def test_a_suite_that_keeps_without_training_is_wrong(tmp_path: Path) -> None:
    suite = PUBLIC.replace("test_the_slope(trained)", "test_the_slope(trained, keep)")
    with pytest.raises(AssignmentError, match=r"s\.use\.slope: a test asks for `keep`, and .* no `trains:`"):
        outcomes(tmp_path, files={SUITE: suite})


def test_a_suite_that_looks_at_a_training_it_does_not_name_is_wrong(tmp_path: Path) -> None:
    suite = PUBLIC.replace('trained("slope")', 'trained("other")')
    with pytest.raises(
        AssignmentError, match=r"s\.use\.slope: .* training other, which its `uses:` does not"
    ):
        outcomes(tmp_path, files={SUITE: suite})


def test_charts_go_with_the_outcome_of_their_check(tmp_path: Path) -> None:
    found = outcomes(tmp_path, UNLEARNED)
    (losses,) = found[TRAINS].charts
    assert (losses.title, losses.lines[0].start, len(losses.lines[0].values)) == ("losses", 1.0, 5)
    assert losses.level is not None
    assert [chart.title for chart in found[HIDDEN].charts] == ["forecast"]
    assert found[USES].charts == found[PREDICTS].charts == ()


def test_the_epochs_of_a_training_are_heard(tmp_path: Path) -> None:
    heard: list[Epoch] = []
    run(bench(tmp_path, on_epoch=heard.append))
    assert (heard[0].check, heard[0].number) == (TRAINS, 1)


def test_wall_and_cpu_time_of_a_check_keep_their_proportion() -> None:
    limits = Limits(call_wall=6.0, call_cpu=2.0)
    check = Check("t.a", Text("a", "a"), Fraction(1), Suite.PUBLIC)
    assert call_limits(limits, check) == limits
    assert call_limits(limits, replace(check, seconds=60.0)) == replace(
        limits, call_wall=180.0, call_cpu=60.0
    )


# ------------------------------------------------------------------------------- in workers


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[host.Host]:
    assignment = loading.load(write(tmp_path_factory.mktemp("limits")))
    made = host.start(strong_or_skip(), assignment.limits, assignment.imports)
    yield made
    made.close()


def graded(root: Path, workers: host.Host, source: str = RIGHT, **options: tuple[str, ...]) -> GradeReport:
    folder = write(root)
    return grade(
        loading.load(folder), submission(root, source, folder), workers, b"secret", Options(**options)
    )


def test_a_grade_with_a_training_is_the_same_each_time(tmp_path: Path, workers: host.Host) -> None:
    first, second = (graded(tmp_path, workers) for _ in range(2))
    assert first.score == first.max_score
    assert [c.outcome.charts for c in first.checks] == [c.outcome.charts for c in second.checks]


def test_a_training_may_take_longer_than_other_calls(tmp_path: Path, workers: host.Host) -> None:
    """`seconds: 3` where a call has 1 second of CPU time."""
    wait = "    import time\n    end = time.process_time() + 1.5\n    while time.process_time() < end: pass\n"
    slow = RIGHT.replace("on_epoch=None):\n", f"on_epoch=None):\n{wait}")
    by_check = {c.check.id: c.outcome for c in graded(tmp_path, workers, slow, only=(TRAINS,)).checks}
    assert by_check[TRAINS].status is Status.PASSED
    slow = RIGHT.replace("def predict(x, w):\n", f"def predict(x, w):\n{wait}")
    by_check = {c.check.id: c.outcome for c in graded(tmp_path, workers, slow, only=(PREDICTS,)).checks}
    assert by_check[PREDICTS].findings == (finding("timed_out", function="predict", limit=1, clock="cpu"),)


def test_a_callback_given_other_things_than_numbers_is_the_student_s_mistake(
    tmp_path: Path, workers: host.Host
) -> None:
    wrong = RIGHT.replace("on_epoch(epoch, losses[-1])", "on_epoch('one', losses)")
    found = graded(tmp_path, workers, wrong, only=(TRAINS,)).checks[0].outcome
    assert found.status is Status.ERRORED
    assert "does not accept these arguments" in str(found.findings[0].params["text"])
