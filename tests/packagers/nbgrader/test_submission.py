"""Of a student's folder the notebook counts, with answers and the modules beside it."""

from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from support.tiny import write

from autograder import intake, loading
from autograder.packagers.nbgrader.submission import handed_in

NOTEBOOK = new_notebook(
    cells=[new_code_cell("from mine import double\n\ndef total(x):\n    return x.sum(-1)")]
)
OTHERS = ("rnn.ipynb", "other.ipynb", "rnn.py", "RNN.PY", "conftest.py", "notes.txt", "answers.yaml")


@pytest.fixture
def assignment(tmp_path):
    return loading.load(write(tmp_path / "checkout"))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "student"
    (folder / "tests").mkdir(parents=True)
    for name in OTHERS:
        (folder / name).write_text(f"{name} of the student", encoding="utf-8")
    (folder / "mine.py").write_text("def double(x):\n    return 2 * x\n", encoding="utf-8")
    (folder / "package.py").mkdir()
    return folder


def test_the_notebook_counts_and_what_belongs_to_it(assignment, folder, tmp_path):
    to = tmp_path / "to"
    to.mkdir()
    assert handed_in(NOTEBOOK, folder, assignment, to) == to
    assert {path.name for path in to.iterdir()} == {"rnn.ipynb", "mine.py", "answers.yaml"}
    assert '"cells"' in (to / "rnn.ipynb").read_text("utf-8")


def test_a_module_beside_it_can_be_imported(assignment, folder, tmp_path):
    to = tmp_path / "to"
    to.mkdir()
    read = intake.read(handed_in(NOTEBOOK, folder, assignment, to), assignment)
    assert {module.name for module in read.modules} == {"rnn", "mine"}


def test_a_notebook_of_several_files_bears_the_name_of_the_first(assignment, folder, tmp_path):
    to = tmp_path / "to"
    to.mkdir()
    handed_in(NOTEBOOK, folder, replace(assignment, files=("mine.py", "rnn.py")), to)
    assert {path.name for path in to.iterdir()} == {"mine.ipynb", "answers.yaml"}
