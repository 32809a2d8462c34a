"""`check()` in a real kernel: a notebook is executed, and what its cells show is read."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

pytestmark = [
    pytest.mark.slow,
    # the kernel's own libraries, which warn about each other
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
]

CHECKOUT = Path(__file__).parents[2]
TEMPLATE = CHECKOUT / "student_template" / "a1_rnn"
SOLUTION = (CHECKOUT / "assignments" / "a1_rnn" / "solution" / "rnn.py").read_text(encoding="utf-8")
CHECK = "from autograder import check\ncheck()"
WRONG = "def softmax(z):\n    e = np.exp(z)\n    return e / e.summ(axis=-1, keepdims=True)"
PROCESSES = """\
from pathlib import Path
print(Path("/proc/thread-self/children").read_text().strip() or "none")
"""
Cell = Any
Execute = Callable[..., list[Cell]]


@pytest.fixture
def execute(tmp_path: Path) -> Execute:
    """Run cells in a student's folder, and return them with what they showed."""
    from nbclient import NotebookClient

    folder = shutil.copytree(TEMPLATE, tmp_path / "homework")

    def run(*sources: str) -> list[Cell]:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
        where = {"metadata": {"path": str(folder)}}
        client = NotebookClient(notebook, timeout=120, allow_errors=True, resources=where)
        client.execute(env={**os.environ, "PYTHONPATH": str(CHECKOUT)})
        return list(notebook.cells)

    return run


def shown(cell: Cell) -> dict[str, str]:
    """Return the one output of a cell by its media types: nothing else may be printed."""
    (output,) = cell.outputs
    assert output.output_type == "execute_result", output
    return dict(output.data)


def test_a_student_writes_runs_and_checks_until_all_is_right(execute: Execute) -> None:
    starter = (TEMPLATE / "rnn.py").read_text(encoding="utf-8")
    cells = execute(starter, CHECK, WRONG, "check()", "def softmax(z) broken", SOLUTION, "check()", PROCESSES)
    empty, wrong, right = (shown(cells[number]) for number in (1, 3, 6))
    assert "0 of 2.75 points" in empty["text/plain"]
    for page in (empty["text/html"], right["text/html"]):
        assert "A recurrent network from scratch" in page
        assert "شبكة عصبية تكرارية من الصفر" in page
    assert "<code>In[3]</code>" in wrong["text/html"]
    assert "summ" in wrong["text/html"]
    assert "In[" not in empty["text/html"] + right["text/html"]
    assert "11 of 11 passed" in right["text/plain"]
    assert cells[-1].outputs[0].text.strip() == "none"


def test_the_starter_notebook_checks_itself(execute: Execute) -> None:
    notebook = nbformat.read(TEMPLATE / "rnn.ipynb", as_version=4)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    results = [shown(cell) for cell in execute(*code) if cell.source.rstrip().endswith("check()")]
    assert results
    assert all("text/html" in result for result in results)


def test_a_slip_is_answered_in_words(execute: Execute) -> None:
    (cell,) = execute("from autograder import check\ncheck(path='rnn.pyy')")
    (output,) = cell.outputs
    english, arabic = output.traceback
    assert "Did you mean `rnn.py`?" in english
    assert "هل تقصد" in arabic


def test_a_test_cell_shows_what_was_found_and_raises_unless_it_passed(execute: Execute) -> None:
    test = 'check(only="a1.softmax.rows").must_pass()'
    _, wrong, failed, _, passed = execute(CHECK, WRONG, test, SOLUTION, test)
    shown_first, raised = failed.outputs
    assert "In[2]" in shown_first.data["text/plain"]
    assert raised.traceback == ["NotPassedError: a1.softmax.rows"]
    assert [output.output_type for output in passed.outputs] == ["display_data"]
    assert wrong.outputs == []
