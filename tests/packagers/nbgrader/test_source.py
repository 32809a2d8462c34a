"""The notebook of source/: every function and every check once, in nbgrader's words."""

import json
import re

import pytest
from support.graded import CHECKOUT

from autograder import intake
from autograder.authoring.textbook import read_textbook
from autograder.packagers.nbgrader.pack import released, source

SOLUTION = re.compile(r"### BEGIN SOLUTION\n.*### END SOLUTION", re.DOTALL)
STUB = "# YOUR CODE HERE\n    raise NotImplementedError()"


@pytest.fixture(scope="module")
def textbook(a1):
    return read_textbook(a1.reference)


@pytest.fixture(scope="module")
def notebook(a1, textbook):
    return json.loads(source(a1, textbook)["rnn.ipynb"])


def marks(cell):
    return cell["metadata"].get("nbgrader", {})


def text(cell):
    return "".join(cell["source"])


def test_every_function_is_a_solution_cell_and_every_check_a_test_cell(notebook, a1):
    found = [marks(cell) for cell in notebook["cells"] if marks(cell)]
    assert {m["grade_id"] for m in found if m["solution"]} == set(a1.functions)
    assert sorted(m["grade_id"] for m in found if m["grade"]) == sorted(
        check.id.replace(".", "-") for check in a1.checks
    )
    assert all(m["locked"] is m["grade"] is not m["solution"] for m in found)


def test_metadata_has_no_other_keys(notebook):
    keys = {"schema_version", "grade", "solution", "locked", "task", "grade_id", "points"}
    assert {key for cell in notebook["cells"] for key in marks(cell)} == keys
    assert {m["schema_version"] for m in map(marks, notebook["cells"]) if m} == {3}


def test_a_check_follows_the_functions_of_its_section(notebook):
    order = [marks(cell).get("grade_id", cell["id"]) for cell in notebook["cells"]]
    assert order.index("softmax") < order.index("a1-softmax-values") < order.index("rnn_cell_forward")
    assert order.index("section-conventions") < order.index("a1-questions-notation")


def test_a_public_check_can_be_run_and_a_private_one_says_when_it_is_decided(notebook):
    told = {marks(cell)["grade_id"]: text(cell) for cell in notebook["cells"] if marks(cell).get("grade")}
    assert told["a1-softmax-rows"].endswith('\ncheck(only="a1.softmax.rows").must_pass()')
    assert told["a1-softmax-values"] == (
        "# softmax gives the right probabilities (0.5)\n"
        "# Decided when your work is graded: there is nothing to run here."
    )


def test_both_languages_say_what_is_checked(notebook, a1):
    words = "\n".join(text(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    for check in a1.checks:
        assert check.title.en in words
        assert check.title.ar in words


def test_what_is_released_differs_in_the_solutions_alone(a1, textbook):
    full, cut = source(a1, textbook), released(a1, textbook)
    assert {name for name in full if full[name] != cut[name]} == {"rnn.ipynb"}
    solved, unsolved = (list(map(text, json.loads(files["rnn.ipynb"])["cells"])) for files in (full, cut))
    assert [SOLUTION.sub(STUB, cell) for cell in solved] == unsolved


def test_nothing_stands_beside_it_that_nbgrader_would_copy_over_a_students_file(a1, textbook):
    assert not {"rnn.py", "answers.yaml", "README.md"} & set(source(a1, textbook))


def test_its_test_cells_are_no_part_of_the_work(a1, textbook, tmp_path):
    (tmp_path / "rnn.ipynb").write_bytes(source(a1, textbook)["rnn.ipynb"])
    read = intake.read(tmp_path, a1)
    assert [note.code for note in read.notes] == ["answers_missing"]


def test_the_released_notebook_is_a_blank_one(a1, textbook, tmp_path):
    (tmp_path / "rnn.ipynb").write_bytes(released(a1, textbook)["rnn.ipynb"])
    starter = intake.read(CHECKOUT / "student_template" / "a1_rnn" / "rnn.ipynb", a1)
    assert {n.code for n in intake.read(tmp_path, a1).notes} == {n.code for n in starter.notes}
