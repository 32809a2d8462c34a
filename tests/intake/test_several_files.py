"""Submissions of several files: files, one notebook for all of them, or some of each; and given files."""

import json

import pytest
from support.gates import generated_in

from autograder import intake
from autograder.intake.cells import Cell, read_cells
from autograder.runner.bench import Bench
from autograder.runner.run import run
from autograder.runner.seeds import Seeds
from autograder.worker.transport import DirectTransport

GATED = {"g.cell.stored", "g.data.seen", "g.run.values", "g.choose.default", "g.step.values"}
FULL = GATED | {"g.predict.values"}
GIVEN = {"g.data.seen", "g.step.values"}


@pytest.fixture(scope="module")
def gates(tmp_path_factory):
    return generated_in(tmp_path_factory.mktemp("gates"))


@pytest.fixture(scope="module")
def solution(gates):
    return {path.name: path.read_text(encoding="utf-8") for path in (gates.folder / "solution").glob("*.py")}


@pytest.fixture(scope="module")
def starter(gates):
    folder = gates.folder.parents[1] / "student_template" / "gates"
    return {name: (folder / name).read_text(encoding="utf-8") for name in (*gates.files, "gated.ipynb")}


@pytest.fixture
def read(gates, tmp_path):
    """Read files as they are handed in, in a folder."""

    def of(files):
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return intake.read(tmp_path, gates)

    return of


@pytest.fixture
def passed(gates):
    def of(submission):
        seeds = Seeds(b"secret", submission.sha256)
        bench = Bench(gates, submission, lambda _part: DirectTransport(), seeds)
        return {outcome.check for outcome in run(bench) if outcome.status.value == "passed"}

    return of


def notebook(*cells):
    return json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]})


def whole(solution):
    """Return a notebook with the code of all files; in it nothing is imported from another one."""
    return notebook(solution["gated.py"], solution["forecaster.py"].replace("from gated import run\n", ""))


def codes(submission):
    return [note.code for note in submission.notes]


def test_two_files_are_two_modules(read, passed, solution):
    submission = read(solution)
    assert {module.name for module in submission.modules} == {"gated", "forecaster"}
    assert passed(submission) == FULL
    assert codes(submission) == []


def test_one_notebook_holds_both_files(read, passed, solution):
    submission = read({"gated.ipynb": whole(solution)})
    assert passed(submission) == FULL
    assert codes(submission) == []
    assert {module.file for module in submission.modules} == {"gated.ipynb"}


def test_a_notebook_of_any_name_does(read, passed, solution):
    assert passed(read({"My work.ipynb": whole(solution)})) == FULL


def test_the_notebook_counts_beside_the_untouched_starter(read, passed, solution, starter):
    submission = read({**starter, "gated.ipynb": whole(solution)})
    assert passed(submission) == FULL
    assert set(codes(submission)) == {"notebook_taken"}


def test_the_files_count_beside_the_untouched_notebook(read, passed, solution, starter):
    submission = read({**starter, **solution})
    assert passed(submission) == FULL
    assert codes(submission) == []


def test_one_half_may_be_in_the_notebook_and_the_other_in_a_file(read, passed, solution, starter):
    cells = notebook(solution["gated.py"])
    submission = read({**starter, "gated.ipynb": cells, "forecaster.py": solution["forecaster.py"]})
    assert passed(submission) == FULL


def test_without_the_second_file_the_first_is_graded(read, passed, solution):
    submission = read({"gated.py": solution["gated.py"]})
    assert passed(submission) == GATED
    assert codes(submission) == ["file_missing"]


def test_a_starter_that_nobody_touched_earns_what_was_given(read, passed, starter):
    assert passed(read(starter)) == GIVEN
    assert passed(read({"gated.ipynb": starter["gated.ipynb"]})) == GIVEN


def test_the_cells_of_a_session_are_both_files(gates, passed, solution):
    forecaster = solution["forecaster.py"].replace("from gated import run\n", "")
    cells = [Cell(1, solution["gated.py"]), Cell(2, forecaster)]
    assert passed(read_cells(cells, gates)) == FULL


# --------------------------------------------------------------------------------------- given files

USES = """\
import numpy as np
import datasets


def step(w, dw):
    return datasets.halves(np.concatenate([w - dw / 2, w]))[0]
"""


def test_a_given_file_can_be_imported_though_nobody_hands_it_in(read, passed):
    submission = read({"gated.py": USES})
    assert passed(submission) >= {"g.step.values"}
    assert codes(submission) == ["file_missing"]


@pytest.mark.parametrize("name", ["datasets.py", "Datasets.py"])
def test_a_given_file_that_was_changed_is_not_used(read, passed, name):
    submission = read({"gated.py": USES, name: "def halves(values):\n    return values, None\n"})
    assert passed(submission) >= {"g.step.values"}


def test_a_given_file_is_none_of_the_candidates_for_a_required_one(read):
    assert read({"datasets.py": "x = 1\n"}).modules == ()


def test_students_code_cannot_open_what_a_given_file_would_read(read):
    (module,) = [m for m in read({"gated.py": USES}).modules if m.name == "datasets"]
    assert any("def read_values" in chunk.source for chunk in module.chunks)
