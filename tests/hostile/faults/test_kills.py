"""kill -9 of anything at any moment: what is decided stays, nobody is charged, nothing is left behind.

The moments are drawn from a seed, which `AUTOGRADER_FAULT_SEED` replaces; a test's name says its moment, a
share of the time that a grading takes.
"""

import os
import random
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile.faults.grading import FULL, Grading, decided, finished, only_empty
from hostile.faults.processes import (
    adopting,
    gradings,
    kill,
    wait_until,
    workers,
    zygotes,
)
from support.graded import strong_or_skip

SEED = int(os.environ.get("AUTOGRADER_FAULT_SEED", "2027"))
MOMENTS = int(os.environ.get("AUTOGRADER_FAULT_MOMENTS", "6"))
QUICK = 1
"""How many of the moments `make test` tries."""


def moments(kind: str) -> pytest.MarkDecorator:
    """Draw moments, as shares of a grading's time; the same kind draws the same."""
    chance = random.Random(f"{kind} {SEED}")  # noqa: S311 (moments are no secrets)
    drawn = [f"{chance.random():.3f}" for _ in range(MOMENTS)]
    marked = [pytest.param(float(one), id=one, marks=pytest.mark.slow) for one in drawn[QUICK:]]
    return pytest.mark.parametrize(
        "moment", [*(pytest.param(float(one), id=one) for one in drawn[:QUICK]), *marked]
    )


@pytest.fixture(scope="module")
def seconds(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Measure how long a grading takes that nobody disturbs."""
    strong_or_skip()
    started = time.monotonic()
    grading = Grading(tmp_path_factory.mktemp("undisturbed"))
    assert grading.run().returncode == 0
    assert grading.results()["score"] == FULL
    return time.monotonic() - started


@pytest.fixture(name="nobody_left")
def _nobody_left() -> Iterator[Callable[[], bool]]:
    """Say whether none is left of the processes that a test has made, whoever their parent was."""
    with adopting() as nobody_left:
        yield nobody_left


@pytest.fixture(params=[False, True], ids=["grade", "platform"])
def grading(request: pytest.FixtureRequest, tmp_path: Path) -> Grading:
    """Lay out a grading."""
    return Grading(tmp_path, platform=request.param)


def disturbed(grading: Grading, victims: Callable[[int], list[int]], after: float) -> tuple[Any, set[str]]:
    """Kill a victim some time after the start; return how the command ended and what was decided before."""
    with grading.start() as process:
        time.sleep(after)
        wait_until(lambda: process.poll() is not None or victims(process.pid), 60)
        before = decided(grading.results()) if (grading.out / "results.json").exists() else set[str]()
        for victim in victims(process.pid)[:1]:
            kill(victim)
        said, complained = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, said, complained), before


def is_whole_again(grading: Grading) -> bool:
    """Grade once more in the same folder."""
    done = grading.run()
    names = {path.name for path in grading.out.iterdir()}
    reports = set() if grading.platform else {"report.json", "feedback.en.html"}
    return (done.returncode, grading.results()["score"], names) == (0, FULL, {"results.json", *reports})


@moments("worker")
def test_a_killed_worker_charges_nobody(
    grading: Grading, moment: float, seconds: float, nobody_left: Callable[[], bool]
) -> None:
    done, before = disturbed(grading, workers, moment * seconds)
    assert done.returncode == 0, done.stderr
    assert finished(grading.results())
    assert before <= decided(grading.results())
    assert grading.results()["score"] == FULL
    assert wait_until(nobody_left)
    assert not [*grading.temporary.iterdir()]


@moments("zygote")
def test_a_killed_zygote_charges_nobody(
    grading: Grading, moment: float, seconds: float, nobody_left: Callable[[], bool]
) -> None:
    done, before = disturbed(grading, zygotes, moment * seconds)
    assert done.returncode == 0, done.stderr
    assert finished(grading.results())
    assert before <= decided(grading.results())
    assert grading.results()["score"] == FULL
    assert wait_until(nobody_left)
    assert not [*grading.temporary.iterdir()]


def itself(pid: int) -> list[int]:
    return [pid]


@moments("grader")
def test_a_killed_grader_leaves_what_was_decided(
    grading: Grading, moment: float, seconds: float, nobody_left: Callable[[], bool]
) -> None:
    _, before = disturbed(grading, itself, moment * seconds)
    if (grading.out / "results.json").exists():
        assert before <= decided(grading.results())
    assert wait_until(nobody_left)
    assert only_empty(grading.temporary)
    assert is_whole_again(grading)


@moments("grading child")
def test_a_killed_child_of_the_watchdog_leaves_a_list_of_all(
    tmp_path: Path, moment: float, seconds: float, nobody_left: Callable[[], bool]
) -> None:
    grading = Grading(tmp_path, platform=True)
    done, before = disturbed(grading, gradings, moment * seconds)
    results = grading.results()
    assert done.returncode == 0
    assert len(results["tests"]) == FULL
    assert before <= decided(results)
    assert finished(results) or "grading was killed" in done.stdout
    assert wait_until(nobody_left)
    assert only_empty(grading.temporary)
    assert is_whole_again(grading)
