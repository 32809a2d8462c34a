"""Who may know whom: the directions of the imports, and what must never be loaded."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
ENGINE = CHECKOUT / "autograder"


def imported_by(path: Path) -> Iterator[str]:
    """Yield the full names a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_contracts_of_the_import_linter_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", sorted(ENGINE.glob("model/*.py")), ids=lambda path: path.name)
def test_the_model_imports_the_standard_library_only(path: Path) -> None:
    outside = {name for name in imported_by(path) if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in outside if not name.startswith("autograder.model.")} == set()


def test_neither_of_engine_and_reference_names_the_other() -> None:
    engine = {name.split(".")[0] for path in ENGINE.rglob("*.py") for name in imported_by(path)}
    answers = {
        name.split(".")[0] for path in CHECKOUT.glob("reference/**/*.py") for name in imported_by(path)
    }
    assert "reference" not in engine
    assert "autograder" not in answers


def test_the_grader_loads_neither_torch_nor_what_only_reports_need() -> None:
    code = "import autograder.cli, autograder.grading, sys; print(sorted(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    loaded = set(ast.literal_eval(run.stdout))
    assert "autograder.grading" in loaded
    assert loaded & {"torch", "babel", "jinja2", "nbformat", "pydantic"} == set()
