"""The generated files are fresh, complete and say nothing they should not."""

import ast
import importlib.util
import inspect
import sys
from pathlib import Path

import numpy as np
import pytest
import yaml

import reference
from tools import generate

ASSIGNMENTS = sorted(path.parent for path in generate.ROOT.glob("assignments/*/assignment.yaml"))
EACH_ASSIGNMENT = pytest.mark.parametrize("folder", ASSIGNMENTS, ids=lambda folder: folder.name)

MODULE_A = '''
"""The lower module."""

import math
from typing import NamedTuple

HALF = 0.5  # a constant


class Pair(NamedTuple):
    """Two numbers."""

    a: float
    b: float


def _mean(pair: Pair) -> float:
    return HALF * (pair.a + pair.b)


def unused() -> float:
    """Nothing."""
    return math.pi
'''
MODULE_B = '''
"""The upper module."""

from collections.abc import Sequence

import numpy as np

from book.a import Pair, _mean


def middle(numbers: Sequence[float], scale: float = 1.0) -> float:
    """Return the middle.

    Parameters
    ----------
    numbers : (2,) float64
    """
    # The reason stays.
    return scale * _mean(Pair(*np.asarray(numbers)))
'''
YAML = """
id: x1
title: {en: Middles, ar: أواسط}
files: [answer.py]
reference: ../../book
hints: ../hints.yaml
functions: {middle: {args: {numbers: ["2"], scale: float}, returns: {middle: float}}}
parts:
  - id: one
    checks:
      - {id: x1.seen, points: 1, suite: public, depends_on: [x1.secret]}
      - {id: x1.seen_too, points: 1, suite: public, depends_on: [x1.secret, x1.seen]}
      - {id: x1.secret, points: 2, suite: private}
  - id: two
    checks:
      - {id: x1.other_secret, points: 2, suite: private}
"""


def load(path):
    """Import a file as a module of its own."""
    spec = importlib.util.spec_from_file_location("generated_module", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path):
    """Write a small project with one assignment."""
    texts = {
        "book/__init__.py": "from book.b import middle\n__all__ = ['middle']\n",
        "book/a.py": MODULE_A,
        "book/b.py": MODULE_B,
        "assignments/x1/assignment.yaml": YAML,
        "assignments/x1/starter.ar.yaml": "middle: أعد الوسط.\n",
        "assignments/x1/tests/public/test_seen.py": "seen = 1\n",
        "assignments/x1/tests/public/__pycache__/test_seen.pyc": "left over\n",
        "assignments/x1/tests/private/test_secret.py": "secret = 1\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def replace(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_the_generated_files_of_the_project_are_fresh():
    assert generate.check(generate.ROOT) == ""


@EACH_ASSIGNMENT
def test_a_starter_has_the_reference_s_signatures_and_docstrings_and_no_answers(folder):
    document = yaml.safe_load((folder / "assignment.yaml").read_text(encoding="utf-8"))
    starter = load(generate.ROOT / "student_template" / folder.name / document["files"][0])
    for name in document["functions"]:
        function, original = getattr(starter, name), getattr(reference, name)
        parameters = inspect.signature(function).parameters
        assert {p: v.default for p, v in parameters.items()} == {
            p: v.default for p, v in inspect.signature(original).parameters.items()
        }
        summary, _, arabic, *rest = inspect.getdoc(function).splitlines()
        assert any("\u0600" <= character <= "\u06ff" for character in arabic)
        assert [summary, *rest] == inspect.getdoc(original).splitlines()
        with pytest.raises(NotImplementedError, match=f"^{name} is not implemented yet$"):
            function(*(None for _ in parameters))


@EACH_ASSIGNMENT
def test_a_student_s_copy_holds_no_private_check(folder):
    document = yaml.safe_load((folder / "assignment.yaml").read_text(encoding="utf-8"))
    checks = [check for part in document["parts"] for check in part["checks"]]
    private = [check["id"] for check in checks if check["suite"] == "private"]
    copy = generate.ROOT / "student_template" / folder.name
    texts = [
        path.read_text(encoding="utf-8")
        for path in copy.rglob("*")
        if path.suffix != ".pyc" and path.is_file()
    ]
    assert private
    assert not [check for check in private for text in texts if check in text]


def test_the_solution_of_a1_needs_numpy_only():
    tree = ast.parse((generate.ROOT / "assignments/a1_rnn/solution/rnn.py").read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {module.split(".")[0] for module in modules} - sys.stdlib_module_names == {"numpy"}


def test_the_solution_of_a1_computes_what_the_reference_computes():
    solution = load(generate.ROOT / "assignments/a1_rnn/solution/rnn.py")
    normal = np.random.default_rng(5).normal
    shapes = {"Waa": (4, 4), "Wax": (4, 3), "ba": (4,), "Wya": (5, 4), "by": (5,)}
    params = {name: normal(size=shape) for name, shape in shapes.items()}
    x, a0, da = normal(size=(2, 6, 3)), normal(size=(2, 4)), normal(size=(2, 6, 4))
    got = solution.rnn_backward(da, solution.rnn_forward(x, a0, params)[2])
    expected = reference.rnn_backward(da, reference.rnn_forward(x, a0, params)[2])
    for name, value in expected.items():
        np.testing.assert_array_equal(got[name], value, err_msg=name)


def test_a_solution_holds_what_its_functions_use_and_nothing_else(project):
    generate.write(project)
    path = project / "assignments/x1/solution/answer.py"
    text = path.read_text(encoding="utf-8")
    assert load(path).middle([1.0, 2.0]) == 1.5
    order = [text.index(start) for start in ("class Pair", "HALF = 0.5", "def _mean", "def middle")]
    assert order == sorted(order)
    assert "# The reason stays." in text
    assert "unused" not in text
    imports = [line for line in text.splitlines() if "import" in line]
    assert imports == [
        "from collections.abc import Sequence",
        "from typing import NamedTuple",
        "import numpy as np",
    ]


def test_a_starter_function_has_arguments_defaults_and_both_languages(project):
    generate.write(project)
    text = (project / "student_template/x1/answer.py").read_text(encoding="utf-8")
    assert "def middle(numbers, scale=1.0):\n" in text
    assert '    """Return the middle.\n\n    أعد الوسط.\n\n    Parameters\n' in text


def test_a_student_s_assignment_keeps_public_checks_and_drops_what_points_to_answers(project):
    generate.write(project)
    document = yaml.safe_load((project / "student_template/x1/assignment.yaml").read_text(encoding="utf-8"))
    assert list(document) == ["id", "title", "files", "functions", "parts"]
    assert document["parts"] == [
        {
            "id": "one",
            "checks": [
                {"id": "x1.seen", "points": 1, "suite": "public"},
                {"id": "x1.seen_too", "points": 1, "suite": "public", "depends_on": ["x1.seen"]},
            ],
        }
    ]


def test_a_student_s_copy_has_the_public_suite_and_no_private_file(project):
    generate.write(project)
    copy = project / "student_template/x1"
    names = sorted(str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file())
    public = str(Path("tests/public/test_seen.py"))
    assert names == ["README.md", "answer.py", "assignment.yaml", "conftest.py", public]


def test_the_readme_speaks_both_languages(project):
    generate.write(project)
    text = (project / "student_template/x1/README.md").read_text(encoding="utf-8")
    assert "# Middles" in text
    assert "# أواسط" in text
    assert "$" not in text


def test_writing_makes_fresh_and_checking_tells_what_is_stale(project, capsys):
    assert generate.main([], project) == 0
    assert generate.main(["--check"], project) == 0
    assert capsys.readouterr().out == ""
    replace(project / "book/b.py", "return scale * ", "return 2 * scale * ")
    assert generate.main(["--check"], project) == 1
    out = capsys.readouterr().out
    assert "\n-    return scale * _mean" in out
    assert "\n+    return 2 * scale * _mean" in out


def test_a_file_that_is_not_generated_any_more_is_stale_and_then_removed(project, capsys):
    generate.write(project)
    old = project / "student_template/x1/tests/public/test_old.py"
    old.write_text("old = 1\n", encoding="utf-8")
    assert generate.main(["--check"], project) == 1
    assert "test_old.py: is not generated any more" in capsys.readouterr().out
    generate.write(project)
    assert not old.exists()


def test_two_definitions_of_one_name_are_refused(project):
    replace(project / "book/b.py", "def middle", "def _mean")
    with pytest.raises(generate.GenerateError, match=r"a\.py and b\.py both define _mean: rename one"):
        generate.all_files(project)


def test_a_function_the_reference_lacks_is_refused(project):
    replace(project / "book/b.py", "def middle", "def muddle")
    with pytest.raises(generate.GenerateError, match="the reference has no function middle"):
        generate.all_files(project)


def test_a_function_without_arabic_summary_is_refused(project):
    replace(project / "assignments/x1/starter.ar.yaml", "middle", "muddle")
    with pytest.raises(generate.GenerateError, match=r"starter\.ar\.yaml has no summary of middle"):
        generate.all_files(project)
