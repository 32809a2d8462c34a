"""The kill matrix: every cell is what the trials gave beside what the header says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.tiny import DOUBLE, SHAPE, TOTAL, write
from support.trials import CARRIED, specimen, validation

from autograder import loading
from autograder.analysis.matrix import CONTRADICTIONS, Cell, Mark, Matrix, Row, mark, matrix
from autograder.analysis.telling import Telling
from autograder.model.assignment import Assignment
from autograder.model.finding import finding

DIFFER, SUSPECT = finding("values_differ"), finding("suspect", hint="R01")


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return loading.load(write(tmp_path_factory.mktemp("tiny")))


def only_row(made: Matrix) -> tuple[Row, dict[str, Cell]]:
    (row,) = made.rows
    return row, {check.id: cell for check, cell in zip(made.checks, row.cells, strict=True)}


def test_a_cell_counts_the_trials_and_lists_the_codes_the_most_frequent_first(assignment: Assignment) -> None:
    made = specimen("m", fails=(DOUBLE.id,))
    trials = [{DOUBLE.id: SUSPECT, TOTAL.id: CARRIED}, {DOUBLE.id: DIFFER}, {DOUBLE.id: SUSPECT}]
    row, cells = only_row(matrix(validation(assignment, [(made, trials)])))
    assert row.trials == 3
    assert cells[SHAPE.id] == Cell(Mark.PASSED)
    assert cells[DOUBLE.id] == Cell(Mark.KILLED, 3, 0, (("suspect", "R01"), ("values_differ", "")))
    assert cells[TOTAL.id] == Cell(Mark.CARRIED, 0, 1)


MARKS = [
    # named in, lost, carried -> mark, of three trials
    ("fails", 3, 0, Mark.KILLED),
    ("fails", 2, 1, Mark.MISSED),
    ("fails", 0, 0, Mark.MISSED),
    ("may_fail", 3, 0, Mark.MAY),
    ("may_fail", 0, 0, Mark.MAY),
    ("", 1, 0, Mark.EXTRA),
    ("", 0, 1, Mark.CARRIED),
    ("", 0, 0, Mark.PASSED),
]


@pytest.mark.parametrize(("named", "lost", "carried", "expected"), MARKS)
def test_a_mark_compares_what_was_lost_with_the_header(
    named: str, lost: int, carried: int, expected: Mark
) -> None:
    made = specimen(
        "m", fails=("c",) if named == "fails" else (), may_fail={"c": "why"} if named == "may_fail" else {}
    )
    assert mark(made, "c", lost, 3, carried) is expected


@given(lost=st.integers(0, 3), named=st.sampled_from(["fails", "may_fail", ""]))
def test_a_mark_is_a_contradiction_exactly_when_the_header_is_broken(lost: int, named: str) -> None:
    """What `contradictions` says of single trials: must fail and did not, or lost and was not named."""
    made = specimen(
        "m", fails=("c",) if named == "fails" else (), may_fail={"c": "why"} if named == "may_fail" else {}
    )
    trials = [True] * lost + [False] * (3 - lost)
    broken = {"fails": not all(trials), "may_fail": False, "": any(trials)}[named]
    assert (mark(made, "c", lost, 3, 0) in CONTRADICTIONS) == broken


def test_a_check_alone_kills_what_no_other_check_kills(assignment: Assignment) -> None:
    both, one = {DOUBLE.id: DIFFER, TOTAL.id: DIFFER}, {DOUBLE.id: DIFFER}
    kills = matrix(
        validation(
            assignment,
            [
                (specimen("both"), [both, both]),
                (specimen("one"), [one, both]),
                (specimen("never"), [one, {}]),
            ],
        )
    )
    assert kills.killed_alone(DOUBLE.id) == ("one",)
    assert kills.killed_alone(TOTAL.id) == ()
    assert [kills.killed(check.id) for check in kills.checks] == [0, 2, 1]
    assert kills.weak == (SHAPE.id,)


def test_what_is_told_is_of_the_first_check_and_of_the_first_private_one(assignment: Assignment) -> None:
    public, private = {SHAPE.id: DIFFER, DOUBLE.id: SUSPECT}, {SHAPE.id: finding("values_sign")}
    kills = matrix(
        validation(assignment, [(specimen("a"), [public]), (specimen("b"), [private]), (specimen("c"), [{}])])
    )
    assert [(row.told, row.told_private) for row in kills.rows] == [
        (Telling.PLAIN, Telling.OWN_HINT),
        (Telling.PATTERN, Telling.PATTERN),
        (Telling.PLAIN, Telling.PLAIN),
    ]
    assert kills.told == {Telling.PLAIN: 2, Telling.PATTERN: 1}
    assert kills.told_private == {Telling.OWN_HINT: 1, Telling.PATTERN: 1, Telling.PLAIN: 1}


def test_a_row_has_the_contradictions_of_its_own_file(assignment: Assignment) -> None:
    made = [(specimen("a"), [{}, {}]), (specimen("b"), [{}, {}])]
    kills = matrix(validation(assignment, made, {("b", 2): "t.x loses points"}))
    assert [[str(p) for p in row.problems] for row in kills.rows] == [
        [],
        ["mistake b (seed 2): t.x loses points"],
    ]


def test_specimens_that_are_right_have_no_row(assignment: Assignment) -> None:
    assert matrix(validation(assignment, [(specimen("v", kind="variant"), [{}])])).rows == ()
