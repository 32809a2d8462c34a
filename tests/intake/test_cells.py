"""The cells that ran in a session make one notebook, in which the last definition of a function counts."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.intake.cells import Cell, current_cells, place, read_cells
from autograder.model.assignment import Assignment
from autograder.model.submission import Submission

OLD = "def softmax(z):\n    return 1"
NEW = "def softmax(z):\n    return 2"
STUB = "def softmax(z):\n    raise NotImplementedError"
BROKEN = "def softmax(z)\n    return 3"


def cells(*sources: str) -> tuple[Cell, ...]:
    return tuple(Cell(number, source) for number, source in enumerate(sources, 1))


def kept(*sources: str) -> list[int]:
    return [cell.number for cell in current_cells(cells(*sources))]


@pytest.fixture
def read(assignment: Assignment, tmp_path: Path):
    """Read cells for an assignment whose folder is empty so far."""
    here = replace(assignment, folder=tmp_path)

    def current(*sources: str) -> Submission:
        return read_cells(current_cells(cells(*sources)), here)

    return current


@pytest.mark.parametrize(
    ("sources", "numbers"),
    [
        ([OLD, NEW], [2]),
        ([OLD, STUB], [2]),
        ([BROKEN, NEW], [2]),
        ([OLD, BROKEN], [1, 2]),
        ([OLD, "print(softmax(1))", "softmax(2)"], [1]),
        (["%matplotlib inline", "!ls", "check("], []),
        (["%%bash\nrm -rf (", OLD], [2]),
        (["import numpy as np\n" + OLD, NEW], [1, 2]),
        (["import numpy as np\n" + OLD, NEW, "import numpy as np"], [2, 3]),
        (["N = 1", "N = 2"], [1, 2]),
        (["table = []", "table.append(1)", "table[0] = 2"], [1, 2, 3]),
        ([OLD + "\ndef helper(): pass", NEW], [1, 2]),
    ],
)
def test_a_cell_counts_while_something_of_it_is_left_in_the_session(
    sources: list[str], numbers: list[int]
) -> None:
    assert kept(*sources) == numbers


def test_what_the_cells_define_is_the_submission(read, source_of, run) -> None:
    submission = read("%time\nimport math", OLD, "softmax(1)", NEW, "from autograder import check\ncheck()")
    assert submission.id == "notebook"
    assert [(m.name, m.file) for m in submission.modules] == [("rnn", "rnn.ipynb")]
    assert source_of(submission) == "import math\n" + NEW
    assert run(submission)["softmax"](0) == 2


def test_trying_things_out_is_not_noted(read) -> None:
    assert read(OLD + "\n" + NEW, "x = 1\nprint(x)", "y = x").notes == ()


def test_a_definition_that_never_ran_is_noted(read, facts) -> None:
    ((code, params),) = facts(read("1 + 1", OLD, BROKEN))
    assert (code, params["name"], params["line"]) == ("definition_broken", "softmax", 3)


def test_the_other_files_of_the_folder_can_be_imported_and_the_starter_is_not_graded(
    read, tmp_path: Path
) -> None:
    for name in ("helpers.py", "rnn.py", "RNN.ipynb"):
        (tmp_path / name).write_text("def helper(): pass\n", encoding="utf-8")
    submission = read("from helpers import helper\n" + NEW)
    assert [module.name for module in submission.modules] == ["rnn", "helpers"]
    assert submission.notes == ()


@given(st.lists(st.text("ab\r\n", min_size=1), min_size=1, max_size=6))
def test_every_line_of_the_notebook_is_a_line_of_one_cell(sources: list[str]) -> None:
    """Each cell ends its last line, as intake reads it; counted here line by line."""
    given_cells = cells(*(f"{source}x" for source in sources))
    lines = [
        (cell, number)
        for cell in given_cells
        for number, _ in enumerate(cell.source.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)
    ]
    assert [place(given_cells, line) for line in range(1, len(lines) + 1)] == lines
