"""The reference as students write it: what a convention decides is no argument of theirs."""

import numpy as np
import pytest
from support.gates import write
from support.modules import load

from autograder import loading
from autograder.authoring.decided import textbook_of
from autograder.authoring.solution import made, solutions
from autograder.authoring.starter import read_stubs, starters
from autograder.errors import AssignmentError

SETTINGS = [("tanh", "before"), ("linear", "after")]
X = np.array([[0.5, -1.0]])


@pytest.fixture
def gates(tmp_path):
    """Load the assignment under settings of its conventions, as a course sets them."""
    folder = write(tmp_path)

    def under(output="tanh", reset="before"):
        course = tmp_path / "course.yaml"
        conventions = f"{{lstm_output: {output}, gru_reset: {reset}}}"
        course.write_text(f"assignments:\n  gates:\n    conventions: {conventions}\n", encoding="utf-8")
        return loading.load(folder, course=course)

    return under


def stubs(assignment):
    return {stub.name: stub for stub in read_stubs(assignment, textbook_of(assignment))}


@pytest.mark.parametrize(("output", "reset"), SETTINGS)
def test_the_starter_has_the_students_arguments_and_the_convention_as_a_default(gates, output, reset):
    found = stubs(gates(output, reset))
    assert found["cell"].source.startswith("def cell(x, a):\n")
    assert found["choose"].source.startswith(f"def choose(x, reset='{reset}'):\n")


@pytest.mark.parametrize(
    ("output", "equation"), [("tanh", "        cell = tanh(c)\n"), ("linear", "        cell = c\n")]
)
def test_a_docstring_keeps_the_lines_that_hold_and_the_arguments_there_are(gates, output, equation):
    source = stubs(gates(output))["cell"].source
    assert "        c = x + a\n" + equation in source
    assert not [word for word in ("<!--", "output", "of which the lecture notes") if word in source]
    assert "    a : (m, n) float64, the state\n\n    Returns" in source


@pytest.mark.parametrize(
    ("output", "reset", "expected"),
    [("tanh", "before", np.tanh(X + np.tanh(2 * X))), ("linear", "after", 3 * X)],
)
def test_the_solution_follows_the_conventions(gates, tmp_path, output, reset, expected):
    (tmp_path / "gated.py").write_text(solutions_of(gates(output, reset))["gated.py"], encoding="utf-8")
    gated = load(tmp_path / "gated.py")
    np.testing.assert_array_equal(gated.run(X, X), expected)
    np.testing.assert_array_equal(gated.choose(X), (2 if reset == "before" else 3) * X)


def solutions_of(assignment):
    return solutions(assignment, textbook_of(assignment))


def test_the_solution_of_a_function_can_be_changed_for_one_with_the_students_arguments(gates):
    text = solutions_of(gates("linear"))["gated.py"]
    assert "    return cell(x, cell(x, a))\n" in text
    assert "    return c\n" in text
    assert "output" not in text


def test_a_call_by_keyword_is_changed_too(gates, tmp_path):
    path = tmp_path / "book" / "cells.py"
    text = path.read_text(encoding="utf-8")
    by_keyword = "cell(a=a, x=x, output=output), output=output)"
    path.write_text(text.replace("cell(x, a, output), output)", by_keyword), encoding="utf-8")
    assert "return cell(x, cell(a=a, x=x))\n" in solutions_of(gates())["gated.py"]


def test_what_is_asked_of_students_stays_an_argument(gates):
    book = textbook_of(gates(reset="after"))
    assert 'reset: str = "after"' in book.definitions["choose"].source


def test_solutions_are_made_where_there_are_conventions(gates, a1):
    assert list(made(gates())) == ["gated.py", "forecaster.py"]
    assert made(a1) == {}


def test_a_wrong_mark_in_the_reference_is_told_with_its_line(gates, tmp_path):
    path = tmp_path / "book" / "cells.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("lstm_output: linear -->", "lstm_output: none -->"), encoding="utf-8")
    with pytest.raises(AssignmentError, match=r'cells\.py:15: "none" is not one of tanh, linear'):
        textbook_of(gates())


# ------------------------------------------------------------------------------ two files, given code


def test_each_function_stands_in_the_starter_of_its_file(gates):
    assignment = gates()
    written = starters(assignment, tuple(stubs(assignment).values()))
    assert list(written) == ["gated.py", "forecaster.py"]
    assert "def predict" not in written["gated.py"]
    assert "def cell" not in written["forecaster.py"]


def test_a_class_is_a_stub_of_its_methods(gates):
    source = stubs(gates())["Forecaster"].source
    space = {}
    exec("from abc import ABC\n" + source, space)  # noqa: S102 (our own text)
    with pytest.raises(NotImplementedError, match=r"Forecaster\.__init__ is not implemented yet"):
        space["Forecaster"](1.0)
    assert "fabs" not in source
    assert "توقّع ما يلي." in space["Forecaster"].forward.__doc__


def test_a_file_of_the_starter_imports_what_its_classes_are_made_of(gates):
    assignment = gates()
    text = starters(assignment, tuple(stubs(assignment).values()))["forecaster.py"]
    assert "import numpy as np\nfrom abc import ABC\n" in text


def test_a_method_without_an_arabic_line_is_refused(gates, tmp_path):
    path = tmp_path / "assignments" / "gates" / "starter.ar.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  Forecaster.forward: توقّع ما يلي.\n", ""))
    with pytest.raises(AssignmentError, match=r"has no summary of Forecaster\.forward"):
        stubs(gates())


def test_a_given_function_stands_in_the_starter_with_its_body_and_what_it_needs(gates):
    stub = stubs(gates())["step"]
    space = {}
    exec(stub.source, space)  # noqa: S102 (our own text)
    assert stub.given
    assert space["step"](2.0, 2.0) == 1.0
    assert "# Given: " in stub.source
    assert "# the usual rate" in stub.source
    assert "TODO" not in stub.source


def test_a_file_of_the_solution_imports_from_the_other_one(gates):
    written = solutions_of(gates())
    assert "\n\nfrom gated import run\n" in written["forecaster.py"]
    assert "forecaster" not in written["gated.py"], "`predict` is an argument there"


def test_a_solution_imports_from_given_files(gates, tmp_path):
    path = tmp_path / "book" / "cells.py"
    text = path.read_text(encoding="utf-8")
    text = text.replace("import numpy as np\n", "import numpy as np\nfrom book.datasets import halves\n")
    path.write_text(text.replace("return predict(x)", "return predict(halves(x)[0])"), encoding="utf-8")
    written = solutions_of(gates())["gated.py"]
    assert "from datasets import halves\n" in written
    assert "middle" not in written
