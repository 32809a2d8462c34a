"""A student's plain `python -m pytest`: the folder of conftest.py is assignment and submission at once."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from support import forecast, training

from autograder import loading
from autograder.authoring import student_folder
from autograder.runner import fixtures
from autograder.worker import tensors
from autograder.worker.transport import DirectTransport

CHECKOUT = Path(__file__).parents[2]
TEMPLATE = CHECKOUT / "student_template" / "a1_rnn"
SOLUTION = CHECKOUT / "assignments" / "a1_rnn" / "solution" / "rnn.py"
PUBLIC = len(loading.load(TEMPLATE).checks)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(TEMPLATE, tmp_path / "homework", ignore=shutil.ignore_patterns("__pycache__"))
    )


def pytest_in(folder: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *more]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_starter_fails_and_says_that_it_is_not_implemented(copy: Path) -> None:
    done = pytest_in(copy)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "`one_hot` is not implemented yet." in done.stdout
    assert "لم تُنفَّذ" in done.stdout
    assert " passed" not in done.stdout


def test_the_solution_passes(copy: Path) -> None:
    shutil.copy(SOLUTION, copy / "rnn.py")
    done = pytest_in(copy)
    assert done.returncode == pytest.ExitCode.OK, done.stdout
    assert f"{PUBLIC} passed" in done.stdout


def test_a_wrong_answer_fails_where_it_is_wrong(copy: Path) -> None:
    source = SOLUTION.read_text(encoding="utf-8")
    (copy / "rnn.py").write_text(
        f"{source}\n\ndef one_hot(ids, n_x):\n    return np.zeros((len(ids), n_x))\n"
    )
    done = pytest_in(copy)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert f"1 failed, {PUBLIC - 1} passed" in done.stdout


def test_asking_for_the_reference_says_that_students_have_none(copy: Path) -> None:
    suite = copy / "tests" / "public" / "test_helpers.py"
    suite.write_text(suite.read_text(encoding="utf-8").replace("(student", "(reference, student"), "utf-8")
    done = pytest_in(copy, str(suite))
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "a public test asks for `reference`, which students do not have" in done.stdout


def test_checks_run_in_declared_order_and_errors_are_carried_forward(copy: Path) -> None:
    shutil.copy(CHECKOUT / "examples" / "a1_rnn" / "wrong_cell_activation" / "rnn.py", copy / "rnn.py")
    done = pytest_in(copy, "-vv")
    lines = [line for line in done.stdout.splitlines() if "::" in line]
    assert "test_each_row_has_one_1" in lines[0]
    assert next(line.split("::")[1].split()[0] for line in lines if "FAILED" in line) == (
        "test_one_step_gives_the_stored_example"
    )
    assert "1 failed, 10 passed" in done.stdout


def student_copy(folder: Path, source: str) -> Path:
    """Write what a student would get of the assignment that trains, with the student's own file."""
    written = training.write(folder)
    manifest = student_folder.student_manifest(yaml.safe_load(training.MANIFEST), loading.load(written))
    copy = folder / "homework"
    for name, text in {
        "assignment.yaml": manifest,
        "conftest.py": student_folder.CONFTEST,
        "slope.py": source,
        "tests/public/test_train.py": training.PUBLIC,
    }.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text, encoding="utf-8")
    return copy


def test_a_student_s_own_run_trains_once_and_looks_at_what_was_trained(tmp_path: Path) -> None:
    done = pytest_in(student_copy(tmp_path, training.RIGHT))
    assert "2 passed" in done.stdout, done.stdout


def test_a_student_is_told_which_training_did_not_finish(tmp_path: Path) -> None:
    stuck = training.RIGHT.replace("    return w, losses", "    raise ValueError('late')")
    done = pytest_in(student_copy(tmp_path, stuck))
    assert "2 failed" in done.stdout
    said = " ".join(done.stdout.split())
    assert "The training in “The slope is learned” did not finish, so there is nothing to look at." in said
    assert "لم يكتمل التدريب في" in said


def test_without_pytorch_its_checks_are_skipped_in_a_student_s_own_pytest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = forecast.load(tmp_path)
    monkeypatch.setattr(tensors, "is_installed", lambda: False)
    assert isinstance(fixtures.here(told, told.parts[0]), DirectTransport)
    with pytest.raises(pytest.skip.Exception, match=r"PyTorch is not installed here.*pip install torch"):
        fixtures.here(told, told.parts[1])
