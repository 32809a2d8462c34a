"""A student's plain `python -m pytest`: the folder beside conftest.py is the assignment and the submission."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
TEMPLATE = CHECKOUT / "student_template" / "a1_rnn"
SOLUTION = CHECKOUT / "assignments" / "a1_rnn" / "solution" / "rnn.py"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TEMPLATE, tmp_path / "homework", ignore=shutil.ignore_patterns("__pycache__")))


def pytest_in(folder: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *more]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_starter_fails_and_says_that_it_is_not_implemented(copy: Path) -> None:
    done = pytest_in(copy)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "not_implemented" in done.stdout
    assert " passed" not in done.stdout


def test_the_solution_passes(copy: Path) -> None:
    shutil.copy(SOLUTION, copy / "rnn.py")
    done = pytest_in(copy)
    assert done.returncode == pytest.ExitCode.OK, done.stdout
    assert "12 passed" in done.stdout


def test_a_wrong_answer_fails_where_it_is_wrong(copy: Path) -> None:
    source = SOLUTION.read_text(encoding="utf-8")
    (copy / "rnn.py").write_text(f"{source}\n\ndef one_hot(ids, n_x):\n    return np.zeros((len(ids), n_x))\n")
    done = pytest_in(copy)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "1 failed, 11 passed" in done.stdout


def test_a_private_fixture_says_that_there_is_no_reference(copy: Path) -> None:
    shutil.copy(SOLUTION, copy / "rnn.py")
    extra = copy / "tests" / "public" / "test_mine.py"
    extra.write_text('import pytest\n\n\n@pytest.mark.check("a1.softmax.rows")\ndef test_it(reference):\n    pass\n')
    done = pytest_in(copy, "--deselect", "tests/public")
    assert done.returncode != pytest.ExitCode.OK
