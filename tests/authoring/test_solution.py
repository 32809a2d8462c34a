"""The solution is the reference's own source in one file."""

import ast
import sys

import numpy as np
import pytest
from support.graded import CHECKOUT
from support.modules import load

import reference
from autograder.authoring.solution import solution
from autograder.authoring.textbook import read_textbook


@pytest.fixture
def text(project, x1):
    return solution(x1(), read_textbook(project / "book"))


def test_a_solution_computes_what_the_reference_computes(text, tmp_path):
    (tmp_path / "answer.py").write_text(text, encoding="utf-8")
    answer = load(tmp_path / "answer.py")
    assert answer.middle([1.0, 2.0]) == 1.5
    assert answer.last([1.0, 2.0]) == 2.0


def test_a_solution_holds_what_its_functions_use_and_nothing_else(text):
    order = [text.index(start) for start in ("class Pair", "def _mean", "def middle")]
    assert order == sorted(order)
    assert text.index("HALF = 0.5") < text.index("def _mean")
    assert "# The reason stays." in text
    assert "unused" not in text


def test_a_solution_imports_what_it_uses_once(text):
    imports = [line for line in text.splitlines() if line.startswith(("import", "from"))]
    assert imports == [
        "from collections.abc import Sequence",
        "from typing import NamedTuple",
        "import numpy as np",
    ]


A1 = CHECKOUT / "assignments" / "a1_rnn" / "solution" / "rnn.py"


def test_the_solution_of_a1_needs_numpy_only():
    tree = ast.parse(A1.read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {module.split(".")[0] for module in modules} - sys.stdlib_module_names == {"numpy"}


def test_the_solution_of_a1_computes_what_the_reference_computes():
    answer = load(A1)
    normal = np.random.default_rng(5).normal
    shapes = {"Waa": (4, 4), "Wax": (4, 3), "ba": (4,), "Wya": (5, 4), "by": (5,)}
    params = {name: normal(size=shape) for name, shape in shapes.items()}
    x, a0, da = normal(size=(2, 6, 3)), normal(size=(2, 4)), normal(size=(2, 6, 4))
    got = answer.rnn_backward(da, answer.rnn_forward(x, a0, params)[2])
    expected = reference.rnn_backward(da, reference.rnn_forward(x, a0, params)[2])
    for name, value in expected.items():
        np.testing.assert_array_equal(got[name], value, err_msg=name)
