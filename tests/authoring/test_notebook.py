"""The notebook is the starter in cells."""

import ast
import json
import sys
from dataclasses import replace

import nbformat
import pytest
from support.graded import CHECKOUT, SECRET

from autograder import intake
from autograder.authoring.notebook import notebook
from autograder.authoring.starter import read_stubs
from autograder.authoring.textbook import read_textbook
from autograder.errors import UsageError
from autograder.grading import grade

FOLDER = CHECKOUT / "student_template" / "a1_rnn"
SOLUTION = CHECKOUT / "assignments" / "a1_rnn" / "solution" / "rnn.py"


def cells_of(text):
    return {cell["id"]: "".join(cell["source"]) for cell in json.loads(text)["cells"]}


@pytest.fixture
def text(project, x1):
    return notebook(x1(), read_stubs(x1(), read_textbook(project / "book")))


def test_a_section_is_a_heading_its_functions_and_a_check(text):
    assert list(cells_of(text)) == [
        "title",
        "imports",
        "section-middles",
        "middle",
        "check-middles",
        "section-ends",
        "last",
        "check-ends",
    ]


def test_a_heading_speaks_both_languages_and_leads_to_the_handout(text):
    heading = cells_of(text)["section-middles"]
    assert heading.startswith("## In the middle")
    assert "في الوسط" in heading
    assert "handout.en.html#middles" in heading
    assert "handout.ar.html#middles" in heading


def test_the_first_cell_of_code_imports_what_the_others_need(text):
    assert cells_of(text)["imports"] == "import numpy as np\n\nfrom autograder import check"
    assert cells_of(text)["check-middles"] == "check()"


def test_the_stubs_are_those_of_the_file(project, x1, text):
    stubs = read_stubs(x1(), read_textbook(project / "book"))
    cells = cells_of(text)
    assert [cells[stub.name] + "\n" for stub in stubs] == [stub.source for stub in stubs]


def test_a_notebook_is_valid_has_never_run_and_is_always_the_same(project, x1, text):
    node = nbformat.reads(text, as_version=4)
    nbformat.validate(node)
    assert all(not cell.outputs and cell.execution_count is None for cell in node.cells if "outputs" in cell)
    assert text == notebook(x1(), read_stubs(x1(), read_textbook(project / "book")))


def test_without_a_handout_there_are_no_headings(project, x1):
    bare = replace(x1(), sections={})
    cells = cells_of(notebook(bare, read_stubs(bare, read_textbook(project / "book"))))
    assert not [name for name in cells if name.startswith("section-")]


def test_without_nbformat_the_extra_is_named(x1, monkeypatch):
    monkeypatch.setitem(sys.modules, "nbformat", None)
    with pytest.raises(UsageError, match=r"pip install 'rnn-autograder\[authoring\]'"):
        notebook(x1(), ())


# ------------------------------------------------------------------------- the notebook of a1, graded


@pytest.fixture
def grades(a1, a1_host):
    def of(path):
        report = grade(a1, intake.read(path, a1), a1_host, SECRET)
        return {graded.check.id: (graded.score, graded.check.points) for graded in report.checks}

    return of


def test_as_it_stands_the_notebook_earns_nothing(a1, a1_host):
    report = grade(a1, intake.read(FOLDER / "rnn.ipynb", a1), a1_host, SECRET)
    assert report.score == 0
    assert {c.outcome.status.value for c in report.checks} <= {"not_implemented", "blocked"}


def test_with_the_functions_written_it_earns_what_the_file_earns(grades, tmp_path):
    """Each function goes into its cell; the classes between them go below the imports."""
    body = ast.parse(SOLUTION.read_text(encoding="utf-8")).body
    imports = [ast.unparse(node) for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    definitions = {node.name: ast.unparse(node) for node in body if hasattr(node, "name")}
    node = nbformat.read(FOLDER / "rnn.ipynb", as_version=4)
    for cell in node.cells:
        if cell.id in definitions:
            cell.source = definitions.pop(cell.id)
    node.cells[1].source = "\n\n".join([node.cells[1].source, *imports, *definitions.values()])
    nbformat.write(node, tmp_path / "rnn.ipynb")
    earned = grades(tmp_path / "rnn.ipynb")
    assert earned == grades(SOLUTION)
    assert [check for check, (score, points) in earned.items() if score < points] == [
        check for check in earned if check.startswith("a1.questions.")
    ]
