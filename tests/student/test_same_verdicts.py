"""`python -m pytest` in the student's folder, `autograder check` and a notebook decide alike."""

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from autograder.reports import json_report

CHECKOUT = Path(__file__).parents[2]
TEMPLATE = CHECKOUT / "student_template" / "a1_rnn"
ASSIGNMENT = CHECKOUT / "assignments" / "a1_rnn"
SOLUTION = (ASSIGNMENT / "solution" / "rnn.py").read_text(encoding="utf-8")
STARTER = (TEMPLATE / "rnn.py").read_text(encoding="utf-8")
MISTAKES = [
    "b03_only_the_direct_gradient",
    "b08_bias_gradient_keeps_an_axis",
    "b15_writes_into_da",
    "c15_one_sided_difference",
    "n05_weights_from_outside",
    "n07_whole_sequence_for_the_last_step",
    "n10_np_float",
    "r03_state_not_carried",
    "r05_prediction_ignores_state",
    "r08_bias_as_column",
    "r14_softmax_over_the_batch",
    "r21_one_hot_transposed",
    "s07_state_not_carried_in_one_to_many",
]
Statuses = dict[str, str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the folder that students get."""
    return Path(
        shutil.copytree(TEMPLATE, tmp_path / "homework", ignore=shutil.ignore_patterns("__pycache__"))
    )


def run(folder: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def by_pytest(folder: Path) -> Statuses:
    run(folder, "pytest", "-p", "no:cacheprovider", "-q", "--junitxml", "report.xml")
    cases = ET.parse(folder / "report.xml").iter("testcase")  # noqa: S314 (pytest wrote it)
    properties = [{p.attrib["name"]: p.attrib["value"] for p in case.iter("property")} for case in cases]
    return {found["check"]: found["status"] for found in properties}


def by_check(folder: Path) -> Statuses:
    report = json_report.load(run(folder, "autograder", "check", "--json").stdout)
    return {grade.check.id: grade.outcome.status.value for grade in report.checks}


def with_mistake(name: str) -> str:
    return SOLUTION + "\n\n" + (ASSIGNMENT / "mistakes" / f"{name}.py").read_text(encoding="utf-8")


def agree(folder: Path, source: str) -> Statuses:
    """Return the statuses of `source`, after both ways gave the same."""
    (folder / "rnn.py").write_text(source, encoding="utf-8")
    decided = by_check(folder)
    assert by_pytest(folder) == decided
    return decided


def test_the_solution_passes(folder: Path) -> None:
    assert set(agree(folder, SOLUTION).values()) == {"passed"}


def test_the_starter_is_not_implemented(folder: Path) -> None:
    assert set(agree(folder, STARTER).values()) <= {"not_implemented", "blocked"}


def test_half_a_solution_is_decided_alike(folder: Path) -> None:
    """An error is carried forward, a function is missing, another raises."""
    wrong = "\n\ndef softmax(z):\n    return z\n\n\ndef many_to_one(x, a0, params):\n    return x.nothing\n"
    statuses = agree(folder, SOLUTION.replace("def one_hot", "def one_hott") + wrong)
    assert {"passed", "failed", "errored", "not_implemented"} <= set(statuses.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_decided_alike(folder: Path, name: str) -> None:
    agree(folder, with_mistake(name))


def test_both_say_the_same_words(folder: Path) -> None:
    """The next steps of the report stand in pytest's output, wherever a terminal breaks lines."""
    (folder / "rnn.py").write_text(with_mistake("r03_state_not_carried"), encoding="utf-8")
    checked = run(folder, "autograder", "check", "--lang", "en").stderr
    tested = one_line(run(folder, "pytest", "-p", "no:cacheprovider", "-q").stdout)
    to_work_on = one_line(checked.partition("To work on")[2].partition("── Passed")[0])
    sentences = [step.split(". ")[0] for step in to_work_on.split("Next step: ")[1:]]
    assert sentences
    assert all(sentence in tested for sentence in sentences)


def one_line(text: str) -> str:
    return " ".join(text.split())
