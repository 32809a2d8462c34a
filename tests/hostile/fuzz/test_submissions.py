"""Random submissions get a valid results.json; a larger number is graded by `make fuzz` and in CI."""

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from hostile.fuzz import submissions
from hostile.fuzz.desk import RIGHT_ONE, Desk, Desks, desks, fields
from hostile.fuzz.forms import HandedIn, damaged, generated
from hostile.fuzz.sources import CHANGES, Deserves, changed
from hostile.fuzz.submissions import Said
from support.graded import strong_or_skip
from support.tiny import STARTER

SEED = 20261122
COUNT = 30


@pytest.fixture(scope="module")
def opened() -> Iterator[Desks]:
    with desks(strong_or_skip()) as them:
        yield them


@pytest.fixture
def tiny(opened: Desks) -> Desk:
    return opened.of("tiny")


def test_random_submissions_get_what_they_deserve_and_the_grader_goes_on(opened: Desks) -> None:
    for number in range(COUNT):
        opened.grade(generated(SEED, number))
    opened.goes_on("tiny")


def test_a_submission_is_the_same_for_the_same_seed_and_number_at_any_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [generated(SEED, number) for number in range(50)]
    monkeypatch.setattr("time.time", lambda: 10**9)
    assert [generated(SEED, number) for number in range(50)] == now
    assert len({generated(SEED, number).data for number in range(50)}) > 45


def test_submissions_of_every_form_and_desert_are_made() -> None:
    made = [generated(SEED, number) for number in range(300)]
    assert {one.name for one in made} == {"rnn.py", "homework.zip", "rnn.ipynb"}
    assert min(Counter(one.deserves for one in made)[desert] for desert in Deserves) > 20


def seeded(number: int) -> random.Random:
    return random.Random(number)  # noqa: S311 (the same in every run)


def test_every_change_is_made_to_some_tree() -> None:
    texts = {changed(seeded(number)).text for number in range(100)}
    assert len(texts) > 95
    assert len(set(CHANGES)) > 12


def test_damaged_bytes_are_others() -> None:
    data = b"def double(x): return x + x\n" * 9
    assert sum(damaged(data, seeded(number)) != data for number in range(50)) > 45


def test_a_right_submission_that_loses_a_point_is_seen(opened: Desks) -> None:
    with pytest.raises(AssertionError, match="not_implemented"):
        opened.grade(HandedIn("rnn.py", STARTER.encode(), Deserves.ALL))


def test_a_worthless_submission_that_gains_a_point_is_seen(opened: Desks) -> None:
    with pytest.raises(AssertionError, match="passed"):
        opened.grade(replace(RIGHT_ONE, deserves=Deserves.NOTHING))


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("extra_data", "needs_review"), True),
        (("extra_data", "finished"), False),
        (("tests",), []),
        (("tests", 0, "extra_data", "status"), "grader_error"),
        (("tests", 0, "extra_data", "check"), "t.other"),
        (("score",), 4.0),
        (("score",), -1.0),
    ],
)
def test_results_that_break_a_law_are_seen(tiny: Desk, where: tuple[str | int, ...], value: object) -> None:
    results = tiny.grade(RIGHT_ONE)
    *way, last = where
    at = results
    for key in way:
        at = at[key]
    at[last] = value
    with pytest.raises(AssertionError):
        tiny.hold(results, Deserves.ANY)


def test_a_process_that_is_left_is_seen(tiny: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hostile.fuzz.desk.GONE", 0.1)
    tiny.goes_on()
    left = tiny.workers.worker()
    with pytest.raises(AssertionError, match="processes are left"):
        tiny.goes_on()
    left.end()


def die_at_3(seed: int, numbers: list[int], answers: Connection) -> None:
    for number in numbers:
        if number == 3:
            os._exit(139)
        answers.send(Said((f"{seed} {number}",)))


def test_a_grader_that_dies_is_a_failure_and_the_rest_is_graded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submissions, "KEPT", tmp_path)
    said = dict(submissions.spread(SEED, [*range(6)], 2, die_at_3))
    assert {number: one.statuses for number, one in said.items()} == {
        number: () if number == 3 else (f"{SEED} {number}",) for number in range(6)
    }
    assert said[3].problem == "the grader died"
    assert Path(said[3].kept).read_bytes() == generated(SEED, 3).data


def test_what_breaks_a_law_is_kept_with_what_was_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Desks
) -> None:
    def fail(one: HandedIn) -> None:
        print("for staff")  # noqa: T201 (as a grading prints)
        raise AssertionError(one.name)

    monkeypatch.setattr(submissions, "KEPT", tmp_path)
    monkeypatch.setattr(opened, "grade", fail)
    said = submissions.graded(opened, SEED, 1, check_after=False)
    assert "AssertionError" in said.problem
    assert "for staff" in said.problem
    assert Path(said.kept).read_bytes() == generated(SEED, 1).data


def test_a_process_is_known_by_what_stands_after_its_name() -> None:
    assert fields("7 (a) R 1 (b)) S 5 6 7 8 9") == ["S", "5", "6", "7"]
