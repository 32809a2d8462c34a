"""Packs of an assignment with two files, conventions, given code and data."""

import json
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from support.gates import generated_in

from autograder import intake, loading
from autograder.authoring.decided import textbook_of
from autograder.authoring.starter import read_stubs
from autograder.packagers import gradescope, student
from autograder.packagers.leaks import scan
from autograder.packagers.nbgrader import pack as nbgrader
from autograder.packagers.nbgrader.solved import callable_from_outside
from autograder.packagers.otter.pack import readme as otter_readme
from autograder.packagers.otter.student import contents as otter_contents
from autograder.packagers.sources import secrets
from autograder.runner.bench import Bench
from autograder.runner.run import run
from autograder.runner.seeds import Seeds
from autograder.worker.transport import DirectTransport

BESIDE = {"datasets.py", "data/values.txt", "data/NOTICE.md", "data/LICENSES/CC0-1.0.txt"}


@pytest.fixture(scope="module")
def gates(tmp_path_factory):
    return generated_in(tmp_path_factory.mktemp("gates"))


@pytest.fixture(scope="module")
def bundle(gates):
    return student.contents(gates)


@pytest.fixture
def folder(gates, tmp_path):
    """Unpack the bundle as a student does."""
    with zipfile.ZipFile(student.pack_student(gates, tmp_path)) as archive:
        archive.extractall(tmp_path)
    return tmp_path / "gates"


def passed(assignment, path):
    submission = intake.read(path, assignment)
    bench = Bench(assignment, submission, lambda _part: DirectTransport(), Seeds(b"s", submission.sha256))
    return {outcome.check for outcome in run(bench) if outcome.status.value == "passed"}


def every(assignment):
    return {check.id for check in assignment.checks}


# ------------------------------------------------------------------------------------------- students


def test_a_student_gets_both_files_one_notebook_what_is_given_and_the_data(bundle):
    assert bundle.keys() >= BESIDE | {"gated.py", "forecaster.py", "gated.ipynb"}
    assert "forecaster.ipynb" not in bundle


def test_a_student_s_copy_knows_its_data_and_its_conventions(folder):
    own = loading.load(folder)
    assert own.data["values.txt"] == folder / "data" / "values.txt"
    assert own.conventions == {"lstm_output": "tanh", "gru_reset": "before"}
    assert own.given_files["datasets.py"] == folder / "datasets.py"


def test_plain_pytest_gives_a_student_data_and_stored_cases(gates, folder):
    for name in gates.files:
        (folder / name).write_bytes((gates.folder / "solution" / name).read_bytes())
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert "2 passed" in ran.stdout


def test_the_answers_to_given_functions_are_no_secret_and_the_others_are(gates, bundle):
    found = secrets([gates])
    assert scan(bundle, found) == ()
    solution = (gates.folder / "solution" / "forecaster.py").read_bytes()
    assert scan({"forecaster.py": solution}, found)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("output", "equation", "other"), [("tanh", "tanh", "a = c"), ("linear", "a = c", "tanh")]
)
def test_the_handout_has_the_equation_that_holds(gates, language, output, equation, other):
    course = replace(gates, conventions={**gates.conventions, "lstm_output": output})
    files = student.contents(course, of_course=True)
    text = files[f"handout.{language}.md"].decode()
    assert equation in text
    assert other not in text
    assert "<!--" not in text
    assert ("<mi>tanh</mi>" in files[f"handout.{language}.html"].decode()) == (output == "tanh")


def test_the_readme_names_both_files_and_what_is_complete(bundle):
    english, arabic = bundle["README.md"].decode().split('<div dir="rtl" lang="ar">')
    assert "`gated.py` and `forecaster.py`, or of the notebook `gated.ipynb`" in english
    assert "`step`, `datasets.py`, `data/values.txt`" in english
    assert "الملفين" in arabic
    assert "PyTorch" not in english


def test_only_the_file_in_torch_is_said_to_need_it_and_check_installs_it(gates):
    cells, forecasts = gates.parts
    course = replace(gates, parts=(cells, replace(forecasts, profile="torch")))
    files = student.contents(course, of_course=True)
    assert "Only `forecaster.py` needs PyTorch: `python3 check.py --torch`" in files["README.md"].decode()
    assert 'install("torch")' in files["check.py"].decode()
    assert "import torch\n" in files["forecaster.py"].decode()
    assert "torch" not in files["gated.py"].decode()
    compile(files["check.py"], "check.py", "exec")


# ------------------------------------------------------------------------------------------- submit.py


def submit(folder, *arguments):
    ran = subprocess.run(
        [sys.executable, folder / "submit.py", *arguments], capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stderr


def handed_in(folder):
    with zipfile.ZipFile(folder.parent / "gates-submission.zip") as archive:
        return archive.namelist()


def test_both_files_are_handed_in_also_when_only_one_is_written(folder):
    (folder / "gated.py").write_text("x = 1\n", encoding="utf-8")
    assert submit(folder)[0] == 0
    assert handed_in(folder) == ["gated.py", "forecaster.py"]


def test_the_notebook_is_handed_in_instead_of_both(folder):
    (folder / "gated.ipynb").write_text("{}", encoding="utf-8")
    assert submit(folder)[0] == 0
    assert handed_in(folder) == ["gated.ipynb"]


def test_of_files_and_notebook_those_that_are_named_are_handed_in(folder):
    for name in ("gated.ipynb", "forecaster.py"):
        (folder / name).write_text("{}", encoding="utf-8")
    status, said = submit(folder)
    assert (status, "gated.py, forecaster.py" in said) == (1, True)
    assert submit(folder, "gated.ipynb", "forecaster.py")[0] == 0
    assert handed_in(folder) == ["forecaster.py", "gated.ipynb"]
    assert submit(folder, "forecaster.py")[0] == 0
    assert handed_in(folder) == ["gated.py", "forecaster.py"]


def test_for_otter_the_zip_has_one_python_file_at_its_top(gates, tmp_path):
    folder = unpacked(otter_contents(gates), tmp_path / "gates")
    (folder / "gated.py").write_text("x = 1\n", encoding="utf-8")
    assert submit(folder)[0] == 0
    assert handed_in(folder) == ["gated.py", "more/forecaster.py"]


# ------------------------------------------------------------------------------------------ what grades


def unpacked(files, folder):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.usefixtures("own_modules")
def test_a_pack_grades_with_its_own_data_and_given_files(gates, tmp_path):
    pack = unpacked(gradescope.contents(gates, b"secret"), tmp_path / "pack")
    packed = loading.load(pack / "assignments" / "gates")
    assert packed.data["values.txt"].is_relative_to(pack)
    assert packed.given_files["datasets.py"].is_relative_to(pack)
    assert passed(packed, gates.folder / "solution") == every(gates)


def test_a_course_s_data_is_packed_under_the_assignment_s_name(gates, tmp_path):
    (tmp_path / "ours.csv").write_text("7\n", encoding="utf-8")
    course = tmp_path / "course.yaml"
    course.write_text("assignments: {gates: {data: {values.txt: ours.csv}, total: 5}}\n", encoding="utf-8")
    assignment = loading.load(gates.folder, course=course)
    files = gradescope.contents(assignment, b"secret", course)
    assert files["assignments/gates/data/values.txt"] == b"7\n"
    assert b"ours.csv" not in files["assignments/course.yaml"]
    pack = unpacked(files, tmp_path / "pack")
    packed = loading.load(pack / "assignments" / "gates", course=pack / "assignments" / "course.yaml")
    assert packed.points == 5
    assert packed.data["values.txt"].read_text(encoding="utf-8") == "7\n"


# --------------------------------------------------------------------------------- Otter and nbgrader


def test_otter_s_notebook_holds_both_files(gates):
    files = otter_contents(gates)
    ids = [cell["id"] for cell in json.loads(files["gated.ipynb"])["cells"]]
    assert {"cell", "step", "imports-forecaster", "Forecaster", "predict"} <= set(ids)
    assert files.keys() >= BESIDE
    assert "otter run gated.ipynb" in otter_readme(gates)


@pytest.mark.parametrize("output", ["tanh", "linear"])
def test_nbgrader_s_source_earns_everything(gates, tmp_path, output):
    course = replace(gates, conventions={**gates.conventions, "lstm_output": output})
    files = nbgrader.source(course, textbook_of(course))
    assert files.keys() >= BESIDE
    assert not {"gated.py", "forecaster.py"} & files.keys()
    (tmp_path / "gated.ipynb").write_bytes(files["gated.ipynb"])
    assert passed(course, tmp_path) == every(gates)


def test_nbgrader_releases_stubs_and_what_is_given(gates, tmp_path):
    files = nbgrader.released(gates, textbook_of(gates))
    (tmp_path / "gated.ipynb").write_bytes(files["gated.ipynb"])
    assert passed(gates, tmp_path) == {"g.data.seen", "g.step.values"}
    assert b"fabs" not in files["gated.ipynb"]


def test_a_function_whose_argument_students_lack_is_not_called_from_outside(gates):
    signatures = dict(gates.functions)
    signatures["choose"] = replace(signatures["choose"], args=signatures["choose"].args[:1])
    assignment = replace(gates, functions=signatures, conventions={"lstm_output": "tanh"})
    textbook = textbook_of(assignment)
    stubs = read_stubs(assignment, textbook)
    assert set(gates.functions) - set(callable_from_outside(stubs, textbook)) == {"choose"}
    source = nbgrader.source(assignment, textbook)["gated.ipynb"]
    assert "reset = 'before'" in source.decode()
