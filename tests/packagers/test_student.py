"""What students get: complete, fresh, the same each time, and two commands that work by themselves."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder import loading
from autograder.authoring.generated import generated
from autograder.authoring.new_assignment import create
from autograder.cli import cli
from autograder.errors import AssignmentError, UsageError
from autograder.manifest import verify
from autograder.packagers.student import contents, pack_student, said
from autograder.packagers.wheel import NAME as WHEEL

CHECKOUT = Path(__file__).parents[2]
RIGHT = CHECKOUT / "examples" / "a1_rnn" / "right"
pytestmark = pytest.mark.usefixtures("own_modules")


@pytest.fixture(scope="session")
def a1():
    return loading.load(CHECKOUT / "assignments" / "a1_rnn")


@pytest.fixture(scope="session")
def packed(a1, tmp_path_factory):
    """Pack the first assignment."""
    return pack_student(a1, tmp_path_factory.mktemp("out"))


@pytest.fixture
def folder(packed, tmp_path):
    """Unpack the bundle as a student does."""
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path)
    return tmp_path / "a1_rnn"


@pytest.fixture
def two(tmp_path):
    """Give two assignments of a course of one's own, all fresh."""
    for name in ("a8_one", "a9_two"):
        create(name, tmp_path / "assignments")
    assignments = loading.load_all(tmp_path / "assignments")
    for assignment in assignments:
        list(generated(assignment).write())
    return assignments


# ---------------------------------------------------------------------------------------- the bundle


def test_everything_is_in_one_folder_named_after_the_assignment(packed):
    names = zipfile.ZipFile(packed).namelist()
    assert {name.partition("/")[0] for name in names} == {"a1_rnn"}


def test_it_holds_the_student_s_folder_the_engine_and_two_commands(folder):
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    template = CHECKOUT / "student_template" / "a1_rnn"
    own = {
        path.relative_to(template).as_posix()
        for path in template.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names - own == {"check.py", "submit.py", "MANIFEST.json", f"engine/{WHEEL}"}
    assert own <= names
    for name in own - {"README.md"}:
        assert (folder / name).read_bytes() == (template / name).read_bytes()


def test_packed_twice_it_is_the_same(packed, a1, tmp_path):
    assert pack_student(a1, tmp_path).read_bytes() == packed.read_bytes()


def test_the_manifest_names_every_file(folder):
    named = json.loads((folder / "MANIFEST.json").read_bytes())
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert (named["kind"], named["assignment"]) == ("student", "a1_rnn")
    assert set(named["files"]) == files - {"MANIFEST.json"}
    assert verify(folder) == ()


def test_the_readme_names_the_commands_in_both_languages(folder):
    english, arabic = (folder / "README.md").read_text(encoding="utf-8").split('<div dir="rtl" lang="ar">')
    for part in (english, arabic):
        for command in ("python3 check.py", "py check.py questions --id YOUR_ID", "py submit.py", WHEEL):
            assert command in part
    assert "released" not in english


def test_a_stale_template_is_refused(two, tmp_path):
    (tmp_path / "student_template" / "a8_one" / "README.md").write_text("old", encoding="utf-8")
    with pytest.raises(UsageError, match=r"README\.md is out of date: run `autograder generate a8_one`"):
        pack_student(two[0], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_surplus_file_is_stale_too(two, tmp_path):
    (tmp_path / "student_template" / "a8_one" / "old.md").write_text("old", encoding="utf-8")
    with pytest.raises(UsageError, match=r"old\.md is out of date"):
        contents(two[0])


def test_a_course_of_one_s_own_gets_its_own_template(two):
    course = replace(two[0], language="ar")
    with pytest.raises(UsageError, match=r"assignment\.yaml is out of date"):
        contents(course)
    files = contents(course, of_course=True)
    assert b"language: ar" in files["assignment.yaml"]
    assert "Setting up" not in files["check.py"].decode()


def test_a_bundle_with_something_private_is_not_written(two, tmp_path):
    handout = two[0].folder / "handout.en.md"
    solution = (two[1].folder / "solution" / "running.py").read_text(encoding="utf-8")
    private = (
        "def hidden(x):\n    one, two = x.sum(axis=1), x.mean(axis=0)\n    return one @ two - two @ one\n"
    )
    (two[1].folder / "variants" / "v02.py").write_text(f'"""Header."""\n{private}', encoding="utf-8")
    assert private not in solution
    page = two[0].folder / "leak.svg"
    page.write_text(f"<svg><!--{private}--></svg>", encoding="utf-8")
    for path in (handout, handout.with_name("handout.ar.md")):
        path.write_text(path.read_text(encoding="utf-8") + "\n![a picture](leak.svg)\n", encoding="utf-8")
    list(generated(two[0]).write())
    with pytest.raises(
        AssignmentError, match=r"leak\.svg:\d+: repeats a private text \(.*/variants/v02\.py:\d+\)"
    ):
        pack_student(two[0], tmp_path / "out")
    assert not (tmp_path / "out").exists()


# ------------------------------------------------------------------------------------ released solutions


def test_a_released_solution_is_inside_and_no_leak(two, tmp_path):
    one, other = two
    plain = contents(other)
    path = pack_student(other, tmp_path / "out", released=[one])
    with zipfile.ZipFile(path) as archive:
        added = {name.removeprefix("a9_two/") for name in archive.namelist()} - set(plain)
        readme = archive.read("a9_two/README.md").decode()
    assert added == {"released/a8_one/answers.yaml", "released/a8_one/running.py"}
    assert readme.count("released/a8_one/") == 2


def test_its_own_solution_is_never_released(two):
    with pytest.raises(UsageError, match="a bundle of a8_one cannot hold its own solution"):
        contents(two[0], [two[0]])


def test_what_has_no_solution_cannot_be_released(two):
    shutil.rmtree(two[0].folder / "solution")
    with pytest.raises(UsageError, match="a8_one has no solution to release"):
        contents(two[1], [two[0]])


# ------------------------------------------------------------------------------------------ pack student


def test_the_command_tells_what_it_wrote(two, tmp_path, monkeypatch):
    root = two[0].folder.parent
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(root))
    out = tmp_path / "out"
    run = CliRunner().invoke(
        cli, ["pack", "student", "a9_two", "--out", str(out), "--with-solution", "a8_one"]
    )
    assert run.exit_code == 0, run.output
    assert f"wrote {out / 'a9_two-student.zip'}" in run.stderr
    assert "with the solution of a8_one\n" in run.stderr
    assert run.stderr.endswith(f"searched for what is private in {root}: nothing found\n")


def test_the_secret_of_the_environment_is_searched_for(two, tmp_path, monkeypatch):
    secret = tmp_path / "own.secret"
    secret.write_text("pytest_plugins = [", encoding="utf-8")
    monkeypatch.setenv("AUTOGRADER_SECRET_FILE", str(secret))
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(two[0].folder.parent))
    run = CliRunner().invoke(cli, ["pack", "student", "a8_one", "--out", str(tmp_path / "out")])
    assert isinstance(run.exception, AssignmentError)
    assert "a8_one/conftest.py: holds the secret" in str(run.exception)


# -------------------------------------------------------------------------------------------- submit.py


def submit(folder, *arguments):
    command = [sys.executable, folder / "submit.py", *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, cwd=folder.parent, check=False
    )
    return run.returncode, run.stderr


def handed_in(folder):
    with zipfile.ZipFile(folder.parent / "a1_rnn-submission.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_code_and_answers_are_put_into_one_file_the_same_each_time(folder):
    for name in ("rnn.py", "answers.yaml"):
        shutil.copy(RIGHT / name, folder)
    status, said = submit(folder)
    assert status == 0
    assert handed_in(folder) == {name: (RIGHT / name).read_bytes() for name in ("rnn.py", "answers.yaml")}
    assert said.splitlines()[-2:] == ["  rnn.py", "  answers.yaml"]
    first = (folder.parent / "a1_rnn-submission.zip").read_bytes()
    submit(folder)
    assert (folder.parent / "a1_rnn-submission.zip").read_bytes() == first


def test_the_starter_is_nothing_to_hand_in(folder):
    status, said = submit(folder)
    assert status == 1
    assert "There is nothing to hand in yet. Missing, or still as you got it: `rnn.py, rnn.ipynb`" in said
    assert "لا يوجد ما يُسلَّم بعد" in said
    assert not (folder.parent / "a1_rnn-submission.zip").exists()


def test_of_file_and_notebook_the_one_that_is_written_counts(folder):
    notebook = folder / "rnn.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("TODO", "done"), encoding="utf-8")
    assert submit(folder, "--without-answers")[0] == 0
    assert set(handed_in(folder)) == {"rnn.ipynb"}


def test_of_two_that_are_written_one_has_to_be_named(folder):
    for name in ("rnn.py", "rnn.ipynb"):
        (folder / name).write_text("x = 1", encoding="utf-8")
    status, said = submit(folder, "--without-answers")
    assert (status, "python submit.py rnn.ipynb" in said) == (1, True)
    assert submit(folder, "rnn.ipynb", "--without-answers")[0] == 0
    assert set(handed_in(folder)) == {"rnn.ipynb"}
    assert submit(folder, "--without-answers", "rnn.py", "rnn.ipynb")[0] == 1


def test_missing_answers_are_told_and_may_be_left_out(folder):
    shutil.copy(RIGHT / "rnn.py", folder)
    status, said = submit(folder)
    assert status == 1
    assert "`answers.yaml` is missing" in said
    assert "python check.py questions --id YOUR_ID" in said
    assert submit(folder, "--without-answers")[0] == 0


@pytest.mark.parametrize("name", ["answers.yml", "answers.yaml.txt"])
def test_a_sheet_that_an_editor_renamed_is_handed_in_under_its_name(folder, name):
    shutil.copy(RIGHT / "rnn.py", folder)
    shutil.copy(RIGHT / "answers.yaml", folder / name)
    assert submit(folder)[0] == 0
    assert set(handed_in(folder)) == {"rnn.py", "answers.yaml"}


def test_what_is_said_keeps_code_left_to_right_in_arabic(a1):
    english, arabic = said(a1, "made", file="x.zip")
    assert english == "Hand in `x.zip`, which is beside this folder now. It holds:"
    assert arabic.startswith("\u200fسلّم الملف \u2066`x.zip`\u2069،")


# --------------------------------------------------------------------------------------------- check.py


def check(folder, *arguments, **variables):
    command = [sys.executable, folder / "check.py", *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **variables}
    run = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, cwd=folder.parent, check=False
    )
    return run.returncode, run.stdout + run.stderr


@pytest.fixture
def ready(folder):
    """Set a bundle up without a download: its wheel unpacked, the libraries those of this environment."""
    environment = folder / ".venv"
    venv.create(environment, symlinks=True)
    site = next(environment.glob("[Ll]ib/**/site-packages"))
    with zipfile.ZipFile(folder / "engine" / WHEEL) as wheel:
        wheel.extractall(site)
    (site / "libraries.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    script = (folder / "check.py").read_text(encoding="utf-8")
    installed = script.partition('INSTALLED = "')[2].partition('"')[0]
    (environment / "ready.txt").write_text(installed, encoding="ascii")
    return folder


def test_check_explains_what_is_to_be_done_with_the_engine_that_came_along(ready):
    status, text = check(ready)
    assert status == 1
    assert "`one_hot` is not implemented yet" in text
    shutil.copy(RIGHT / "rnn.py", ready)
    assert check(ready, "--lang", "en")[0] == 0
    assert check(ready, "rnn.py", "--lang", "ar")[0] == 0


def test_check_hands_other_commands_on(ready):
    status, text = check(ready, "questions", "--id", "4711")
    assert status == 0, text
    assert 'id: "4711"' in (ready / "answers.yaml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_without_packages_check_says_what_to_do(folder):
    status, text = check(folder, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull)
    assert status == 1
    assert "Setting up, which happens once" in text
    assert "What is needed could not be installed" in text
    assert "تعذّر تثبيت ما يلزم" in text
    assert not (folder / ".venv" / "ready.txt").exists()


def test_without_an_environment_check_says_what_to_do(folder):
    (folder / ".venv").write_text("in the way", encoding="utf-8")
    status, text = check(folder)
    assert status == 1
    assert "sudo apt install python3-venv" in text


def test_another_python_is_refused_before_anything_is_done(folder):
    script = folder / "check.py"
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("(3, 10), (3, 13)", "(3, 98), (3, 99)"), encoding="utf-8")
    status, told = check(folder)
    assert status == 1
    assert told.startswith("This needs Python 3.10 to 3.13")
    assert not (folder / ".venv").exists()
