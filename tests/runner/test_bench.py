"""The bench: what a check depends on, and the reference package under its folder's name."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.tiny import DOUBLE, SHAPE, TOTAL, Tiny, bench

from autograder.errors import AssignmentError, GraderError
from autograder.model.assignment import Part
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.verdict import StudentFault
from autograder.runner.bench import needed, package
from autograder.runner.run import run
from autograder.worker.transport import DirectTransport, Transport


class OnlyCompiles(DirectTransport):
    """A worker that ends when it is to compile, or by our own fault."""

    def __init__(self, error: Exception | None, ended: list[int]) -> None:
        super().__init__()
        self.error, self.ended = error, ended

    def exchange(self, *arguments: Any) -> bytes:
        """Compile, or do not."""
        if self.error:
            raise self.error
        return super().exchange(*arguments)

    def close(self) -> None:
        """Remember that it is over."""
        self.ended.append(1)


@pytest.mark.parametrize(
    ("error", "there"),
    [
        (None, True),
        (StudentFault(finding("crashed", function="", how="killed"), status=Status.CRASHED), False),
        (GraderError("killed"), False),
    ],
)
def test_a_submission_is_compiled_by_a_worker_of_its_own_or_by_each(
    error: Exception | None,
    there: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    ended: list[int] = []
    made = bench(tmp_path)
    made.connect = lambda _part: OnlyCompiles(error, ended)
    made.compile(made.assignment.parts[0])
    assert [code.size > 0 for code in made.codes] == [True] * there
    assert ended == [1]
    made.connect = lambda _part: DirectTransport()
    assert {one.status for one in run(made)} == {Status.PASSED}


def test_it_is_compiled_once_before_the_first_check_that_runs_it(tmp_path: Path) -> None:
    started: list[Part] = []
    made = bench(tmp_path, checks=[DOUBLE, TOTAL])
    connect = made.connect
    made.connect = lambda part: started.append(part) or connect(part)  # type: ignore[func-returns-value]
    made.compiles = True
    assert {one.status for one in run(made)} == {Status.PASSED}
    assert (len(started), len(made.codes)) == (3, 1)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book_of_a_test"
    folder.mkdir()
    (folder / "__init__.py").write_text("from book_of_a_test.one import NUMBER\n")
    (folder / "one.py").write_text("NUMBER = 1\n")
    return folder


def test_a_package_is_imported_once_with_what_it_imports_of_itself(book: Path) -> None:
    path = [*sys.path]
    loaded = package(book)
    assert loaded.NUMBER == 1
    assert package(book) is loaded
    assert sys.path == path


def test_a_package_of_another_folder_with_the_same_name_is_another(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "copy" / book.name
    other.mkdir(parents=True)
    (other / "__init__.py").write_text("NUMBER = 2\n")
    assert [package(book).NUMBER, package(other).NUMBER, package(book).NUMBER] == [1, 2, 1]


def test_a_folder_without_init_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match="is not a Python package"):
        package(tmp_path)


def test_a_check_needs_what_its_dependencies_need(tmp_path: Path) -> None:
    chain = [
        DOUBLE,
        Tiny("t.b", suite="private", depends_on=(DOUBLE.id,)),
        Tiny("t.c", suite="private", depends_on=("t.b", DOUBLE.id)),
        TOTAL,
    ]
    assignment = bench(tmp_path, checks=chain).assignment
    assert needed(assignment, "t.c") == {"t.b", DOUBLE.id}
    assert needed(assignment, TOTAL.id) == frozenset()


def test_carrying_names_the_needed_checks_that_failed_in_declared_order(tmp_path: Path) -> None:
    checks = [SHAPE, DOUBLE, TOTAL, Tiny("t.d", suite="private", depends_on=(DOUBLE.id, SHAPE.id))]
    made = bench(tmp_path, checks=checks)
    made.failed |= {DOUBLE.id, SHAPE.id, TOTAL.id}
    assert made.carrying("t.d").failed == (SHAPE.id, DOUBLE.id)
    assert made.carrying(TOTAL.id).failed == ()


class Noted(DirectTransport):
    """A session in this process that notes its end."""

    ended = False

    def close(self) -> None:
        self.ended = True


def test_other_workers_are_started_when_asked_for_and_one_after_the_other(tmp_path: Path) -> None:
    made, transports = bench(tmp_path), list[Noted]()

    def connect(_part: Part) -> Transport:
        transports.append(Noted())
        return transports[-1]

    made.connect = connect
    own, carry = made.start(DOUBLE.id), made.carrying(DOUBLE.id)
    assert len(transports) == 1
    first, second = carry.start(), carry.start()
    assert [transport.ended for transport in transports] == [False, True, False]
    x = np.ones((2, 3))
    assert all(np.array_equal(one.double(x).y.array, x + x) for one in (own, first, second))
    made.finish()
    assert [transport.ended for transport in transports] == [True] * 3


def test_a_package_that_cannot_be_imported_is_not_kept(book: Path) -> None:
    (book / "one.py").write_text("NUMBER = 1 / 0\n")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            package(book)
    assert book.name not in sys.modules


def test_a_test_may_only_ask_for_the_question_that_its_check_is_about(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match="asks for `question`, and tiny has no question values"):
        bench(tmp_path).question("t.double.values")


def test_a_test_may_only_ask_for_data_that_the_assignment_names(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match=r"tiny has no data file other\.csv; it has none"):
        bench(tmp_path).data_file("other.csv")
