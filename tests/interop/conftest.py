"""Six submissions for every tool, and what `autograder grade` and Gradescope's stand-in make of them."""

import json
import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.interop import CHECKOUT, EXAMPLES, HANGS, SECRET, SIX, command

from autograder import loading
from autograder.model.assignment import Assignment
from autograder.model.report import GradeReport
from autograder.reports import json_report


@pytest.fixture(scope="session")
def secret_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "secret"
    path.write_bytes(SECRET)
    return path


@pytest.fixture(scope="session")
def a1() -> Assignment:
    return loading.load(CHECKOUT / "assignments" / "a1_rnn")


@pytest.fixture(scope="session")
def submissions(tmp_path_factory) -> dict[str, Path]:
    """Give the folders of the six: rnn.py, and answers.yaml where there is one."""
    root = tmp_path_factory.mktemp("submissions")
    for name in SIX:
        if (EXAMPLES / name).is_dir():
            shutil.copytree(EXAMPLES / name, root / name)
    (root / "empty").mkdir()
    shutil.copy(CHECKOUT / "student_template" / "a1_rnn" / "rnn.py", root / "empty")
    shutil.copytree(EXAMPLES / "right", root / "hanging")
    with (root / "hanging" / "rnn.py").open("a", encoding="utf-8") as file:
        file.write(HANGS)
    return {name: root / name for name in SIX}


@pytest.fixture(scope="session")
def ours(secret_file, tmp_path_factory) -> Callable[[Path], GradeReport]:
    """Grade by `autograder grade`, each submission once."""

    @cache
    def graded(submission: Path) -> GradeReport:
        out = tmp_path_factory.mktemp("ours")
        command("grade", "a1_rnn", submission, "--out", out, "--secret-file", secret_file)
        return json_report.load((out / "report.json").read_text("utf-8"))

    return graded


@pytest.fixture(scope="session")
def on_gradescope(secret_file, tmp_path_factory) -> Callable[[Path], dict[str, Any]]:
    """Grade by Gradescope's stand-in with the packages of this environment, each submission once."""
    if not shutil.which("bwrap"):
        pytest.skip("needs bubblewrap")
    out = tmp_path_factory.mktemp("gradescope")
    command("pack", "gradescope", "a1_rnn", "--secret-file", secret_file, "--out", out)

    @cache
    def graded(submission: Path) -> dict[str, Any]:
        options = ("--way", "host", "--reuse-venv", sys.prefix, "--no-limits", "--json")
        tried = command("try-gradescope", out / "a1_rnn-gradescope.zip", submission, *options)
        document: dict[str, Any] = json.loads(tried.stdout)["results"]
        return document

    return graded
