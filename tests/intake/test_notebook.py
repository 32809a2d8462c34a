"""Notebooks: cells, magics, redefinitions, and files that are none."""

import json
import time
from collections.abc import Callable

import pytest

from autograder.intake import limits
from autograder.intake.notebook import NotANotebookError, read_notebook
from autograder.model.submission import Submission

Notebook = Callable[..., str]
Submit = Callable[..., Submission]


def texts(raw: str) -> list[str]:
    return [unit.text for unit in read_notebook("rnn.ipynb", raw.encode()).units]


def magics(raw: str) -> list[tuple[object, object]]:
    return [(n.params["line"], n.params["text"]) for n in read_notebook("rnn.ipynb", raw.encode()).notes]


def test_code_cells_follow_one_another_as_in_one_file(notebook: Notebook) -> None:
    units = read_notebook("rnn.ipynb", notebook("a = 1\nb = 2", "c = 3").encode()).units
    assert [(unit.line, unit.text) for unit in units] == [(1, "a = 1\nb = 2\n"), (3, "c = 3\n")]


@pytest.mark.parametrize("source", ["a = 1\nb = 2", ["a = 1\n", "b = 2"]])
def test_a_source_may_be_text_or_lines(source: object) -> None:
    raw = json.dumps({"cells": [{"cell_type": "code", "source": source}]})
    assert texts(raw) == ["a = 1\nb = 2\n"]


def test_format_3_keeps_its_cells_in_worksheets() -> None:
    cell = {"cell_type": "code", "input": ["a = 1"]}
    assert texts(json.dumps({"worksheets": [{"cells": [cell]}, {"cells": [cell]}]})) == ["a = 1\n", "a = 1\n"]


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("%matplotlib inline", "pass"),
        ("!pip install numpy", "pass"),
        ("?np.dot", "pass"),
        ("np.dot?", "pass"),
        ("np.dot??", "pass"),
        ("files = !ls", "pass"),
        ("t = %timeit -o f()", "pass"),
        ("for i in x:\n    %time f(", "for i in x:\n    pass"),
        ("a = (b\n% c)", "a = (b\n% c)"),
        ("s = '''\n%time\n!ls'''", "s = '''\n%time\n!ls'''"),
        ("x = 5 % 3", "x = 5 % 3"),
        ("x != 3", "x != 3"),
        ("x = a \\\n  % b", "x = a \\\n  % b"),
        ("!echo '''", "pass"),
    ],
)
def test_lines_that_only_ipython_knows_become_pass(notebook: Notebook, line: str, becomes: str) -> None:
    assert texts(notebook(line + "\ny = 1")) == [becomes + "\ny = 1\n"]


def test_a_magic_is_noted_with_its_line(notebook: Notebook) -> None:
    assert magics(notebook("a = 1", "b = 2\n  \n%cd /\n!ls")) == [(4, "%cd /"), (5, "!ls")]


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "%%timeit -n 1"])
def test_a_timed_cell_keeps_its_body_and_lines(notebook: Notebook, magic: str) -> None:
    raw = notebook(f"\n{magic}\na = 1")
    assert texts(raw) == ["\n\na = 1\n"]
    assert magics(raw) == [(2, magic)]


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%javascript", "%%"])
def test_a_cell_in_another_language_is_dropped(notebook: Notebook, magic: str) -> None:
    raw = notebook(f"{magic}\nrm -rf (", "b = 1")
    assert texts(raw) == ["", "b = 1\n"]
    assert read_notebook("rnn.ipynb", raw.encode()).units[1].line == 3


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "[]",
        "3",
        '{"cells": ',
        "{}",
        '{"cells": 3}',
        '{"worksheets": {}}',
        "[" * 100_000,
        '{"a":' * 100_000,
        "9" * 9999,
    ],
)
def test_what_is_no_notebook_raises(raw: str) -> None:
    with pytest.raises(NotANotebookError):
        read_notebook("rnn.ipynb", raw.encode())


def test_what_is_no_notebook_is_noted(submit: Submit, facts: Callable[[Submission], object]) -> None:
    assert facts(submit("my.ipynb", "{broken")) == [("file_broken_notebook", {"file": "my.ipynb"})]


def test_a_notebook_saved_as_python_is_recognised(submit: Submit, notebook: Notebook) -> None:
    submission = submit("rnn.py", notebook("def softmax(z): return z"))
    assert [c.binds for c in submission.modules[0].chunks] == [("softmax",)]


def test_a_notebook_with_more_code_than_a_file_is_too_large(submit: Submit, notebook: Notebook) -> None:
    submission = submit("rnn.ipynb", notebook(*["#" * 600_000] * 2))
    assert [note.code for note in submission.notes] == ["file_too_large"]


def test_a_notebook_of_many_cells_is_refused_at_once(submit: Submit, notebook: Notebook) -> None:
    assert submit("rnn.ipynb", notebook(*["#"] * limits.CELLS)).notes == ()
    started = time.monotonic()
    submission = submit("rnn.ipynb", notebook(*["#"] * (limits.CELLS + 1)))
    assert [note.code for note in submission.notes] == ["code_too_complex"]
    assert time.monotonic() - started < 1


def test_a_large_plot_in_the_outputs_does_not_matter(submit: Submit) -> None:
    cell = {
        "cell_type": "code",
        "source": "def softmax(z): return z",
        "outputs": [{"data": {"image/png": "A" * 3_000_000}}],
    }
    submission = submit("rnn.ipynb", json.dumps({"cells": [cell]}))
    assert len(submission.modules[0].chunks) == 1
    assert submission.notes == ()


REAL, OTHER, EMPTY = (
    "def softmax(z):\n    return z",
    "def softmax(z):\n    return -z",
    "def softmax(z):\n    ",
)


def test_of_two_definitions_the_last_wins(
    submit: Submit, notebook: Notebook, run: Callable[[Submission], dict[str, Callable[[int], int]]]
) -> None:
    submission = submit("rnn.ipynb", notebook(REAL, OTHER))
    assert run(submission)["softmax"](3) == -3
    (note,) = submission.notes
    assert (note.code, note.params["line"], note.params["kept"]) == ("redefined", 3, "last")


@pytest.mark.parametrize(
    "body",
    [
        "pass",
        "...",
        "return",
        "return None",
        "raise NotImplementedError",
        "raise NotImplementedError('later')",
        "'''Doc.'''",
    ],
)
def test_an_empty_definition_does_not_override_a_real_one(
    submit: Submit,
    notebook: Notebook,
    run: Callable[[Submission], dict[str, Callable[[int], int]]],
    body: str,
) -> None:
    submission = submit("rnn.ipynb", notebook(REAL, EMPTY + body))
    assert run(submission)["softmax"](3) == 3
    assert [note.params["kept"] for note in submission.notes] == ["earlier"]


def test_a_starter_that_is_written_further_down_is_not_worth_a_note(
    submit: Submit, notebook: Notebook
) -> None:
    assert submit("rnn.ipynb", notebook(EMPTY + "pass", REAL)).notes == ()


def test_a_starter_alone_stays(submit: Submit, notebook: Notebook) -> None:
    submission = submit("rnn.ipynb", notebook(EMPTY + "pass", EMPTY + "pass"))
    assert len(submission.modules[0].chunks) == 2
    assert submission.notes == ()
