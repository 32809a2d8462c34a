"""`autograder questions` writes a sheet, shows the questions, and destroys nobody's answers."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from support.graded import CHECKOUT

from autograder import loading
from autograder.cli import cli
from autograder.errors import OutputError, UsageError
from autograder.questions import sheet

ASSIGNMENT = CHECKOUT / "assignments" / "a1_rnn"
QUESTIONS = """\
count:
  kind: number
  text: {en: "How many are {n} and 1?", ar: "كم مجموع {n} و1؟"}
  draws: {n: [1, 2, 3]}
"""
MANIFEST = """\
id: tiny
title: {en: "Tiny", ar: "صغير"}
files: [rnn.py]
imports: [numpy]
functions: {}
questions: questions.yaml
parts:
  - id: cell
    title: {en: "Cell", ar: "خلية"}
    file: rnn.py
    profile: numpy
    checks: [{id: t.cell.one, title: {en: "One", ar: "واحد"}, points: 1, suite: public}]
"""
SUITE = 'from autograder.checks import check\n\n\n@check("t.cell.one")\ndef test_one():\n    pass\n'
Run = Callable[..., Result]


@pytest.fixture
def student(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a student's folder, and make it the current one."""
    folder = tmp_path / "tiny"
    (folder / "tests" / "public").mkdir(parents=True)
    (folder / "assignment.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    (folder / "tests" / "public" / "test_it.py").write_text(SUITE, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["questions", *arguments])


def refused(*arguments: str) -> str:
    result = run(*arguments)
    assert isinstance(result.exception, UsageError), result.output
    return str(result.exception)


def test_a_sheet_for_an_id_lies_beside_the_code(student: Path) -> None:
    assert run("--id", "s1").exit_code == 0
    assert (student / "answers.yaml").read_text(encoding="utf-8") == sheet(loading.load(student), "s1")


def test_it_lies_there_too_when_somebody_is_in_a_folder_below(
    student: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(student / "tests")
    assert run().exit_code == 0
    assert [path.name for path in student.glob("*.yaml")].count("answers.yaml") == 1


def test_without_an_id_the_common_questions_are_drawn_and_that_is_said(student: Path) -> None:
    result = run("--lang", "en")
    assert yaml.safe_load((student / "answers.yaml").read_text(encoding="utf-8"))["id"] == "common"
    assert "drawn for nobody in particular" in " ".join(result.stderr.split())
    assert "drawn for nobody" not in run("--lang", "en", "--id", "s1").stderr


def test_the_questions_are_shown_with_what_to_do_next(student: Path) -> None:
    text = sheet(loading.load(student), "s1", ("en",))
    asked = next(line.strip("# ") for line in text.splitlines() if "How many" in line)
    result = run("--id", "s1")
    assert result.stdout == ""
    assert asked in result.stderr
    assert "Question 1 of 1" in result.stderr
    assert "autograder check" in result.stderr
    assert "السؤال" in result.stderr
    assert "السؤال" not in run("--id", "s1", "--lang", "en").stderr


@pytest.mark.parametrize(
    "content", ["id: s1\nquestions: {count: {answer: 3}}\n", "a: [\n", "notes of mine\n"]
)
def test_what_holds_answers_or_cannot_be_read_is_not_written_over(student: Path, content: str) -> None:
    path = student / "answers.yaml"
    path.write_text(content)
    assert "`answers.yaml` holds answers already" in refused("--id", "s2")
    assert path.read_text() == content
    assert run("--id", "s2", "--force").exit_code == 0
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["id"] == "s2"


def test_an_empty_sheet_is_written_over(student: Path) -> None:
    assert run("--id", "s1").exit_code == run("--id", "s2").exit_code == 0
    assert yaml.safe_load((student / "answers.yaml").read_text(encoding="utf-8"))["id"] == "s2"


def test_another_file_can_be_named(student: Path) -> None:
    assert run("--out", "mine.yaml").exit_code == 0
    assert (student / "mine.yaml").exists()
    assert not (student / "answers.yaml").exists()


@pytest.mark.usefixtures("student")
def test_a_file_that_cannot_be_written_is_named() -> None:
    error = run("--out", "no/such/folder.yaml").exception
    assert isinstance(error, OutputError)
    assert "no/such/folder.yaml: cannot be written: No such file" in str(error)


def test_an_assignment_without_questions_says_so(student: Path) -> None:
    manifest = student / "assignment.yaml"
    manifest.write_text(MANIFEST.replace("questions: questions.yaml\n", ""), encoding="utf-8")
    assert "The assignment `tiny` has no concept questions." in refused()


def test_an_instructor_s_copy_gets_no_sheet_unless_it_is_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(str(ASSIGNMENT), "--id", "s1").exit_code == 0
    assert (tmp_path / "answers.yaml").exists()
    assert not (ASSIGNMENT / "answers.yaml").exists()


def test_drawing_imports_neither_pytest_nor_what_writes_reports(student: Path) -> None:
    code = (
        "import sys; from autograder.cli import cli; cli(['questions', '--id', 's'], standalone_mode=False);"
        "print(sys.modules.keys() & {'pytest', 'jinja2', 'rich'})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=student
    )
    assert done.stdout == "set()\n"
