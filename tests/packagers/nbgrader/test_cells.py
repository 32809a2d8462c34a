"""How a check is named in nbgrader, and what a bonus is worth there."""

from dataclasses import replace
from fractions import Fraction

import pytest
from nbformat import validate
from nbformat.v4 import new_code_cell, new_notebook

from autograder.errors import AssignmentError
from autograder.model.assignment import Check, Suite
from autograder.model.text import Text
from autograder.packagers.nbgrader import cells

CHECK = Check("a1.one_hot.rows", Text("rows", "صفوف"), Fraction(1, 3), Suite.PUBLIC)


def test_a_test_cell_is_named_by_its_check():
    assert cells.grade_id(CHECK) == "a1-one_hot-rows"


def test_a_name_that_nbgrader_would_refuse_is_refused():
    with pytest.raises(AssignmentError, match=r"a1\.صف cannot be the name of a test cell"):
        cells.grade_id(replace(CHECK, id="a1.صف"))


def test_of_copies_the_last_is_nbgraders_and_cells_of_another_version_are_not():
    marks = [
        {"schema_version": 3, "grade_id": "a"},
        {"schema_version": 2, "grade_id": "b"},
        {},
        {"schema_version": 3, "grade_id": "a"},
        {"schema_version": 3, "grade_id": "c"},
    ]
    notebook = new_notebook(cells=[new_code_cell(metadata={"nbgrader": keys}) for keys in marks])
    notebook.cells.append(new_code_cell())
    cells.drop_strays(notebook)
    assert ["nbgrader" in cell.metadata for cell in notebook.cells] == [
        False,
        False,
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("minor", [4, 5])
def test_a_cell_that_is_added_fits_the_notebook(minor):
    notebook = new_notebook(nbformat_minor=minor)
    notebook.cells.append(cells.added(notebook, "# a test"))
    validate(notebook)


def test_a_bonus_counts_nothing():
    assert cells.counted([CHECK, replace(CHECK, bonus=True)], [Fraction(1, 3)] * 2) == (Fraction(1, 3), 0)


def test_points_of_an_assignment_add_up_to_its_total(a1):
    assert sum(cells.possible(a1).values()) == 16.0
    assert list(cells.possible(a1)) == [check.id for check in a1.checks]
