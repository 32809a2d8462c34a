"""`otter run` of the real Otter, with the zip of `pack otter`."""

import ast
import json
import re
import shutil
import zipfile
from functools import cache
from pathlib import Path

import pytest

pytest.importorskip("otter", reason="needs Otter")

from support import tiny
from support.interop import SECRET, SIX, command
from support.otters import (
    LeavesFiles,
    RunsCells,
    TellsNothing,
    changed,
    otter_run,
    with_plugin,
    zipped,
)

from autograder import loading
from autograder.manifest import sha256
from autograder.model.assignment import Suite
from autograder.model.outcome import Status
from autograder.packagers.otter.pack import pack_otter
from autograder.secret import Secret

pytestmark = [
    pytest.mark.slow,
    # of Jupyter's own
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
]
PACK = "files/autograder_pack/"
NUMBER = re.compile(r"\d\.\d{6,}")
"""A value, not a limit or a size."""


@pytest.fixture(scope="module")
def packs(secret_file, tmp_path_factory):
    """Give the two zips of `pack otter`."""
    out = tmp_path_factory.mktemp("packs")
    command("pack", "otter", "a1_rnn", "--secret-file", secret_file, "--out", out)
    return out / "a1_rnn-otter.zip", out / "a1_rnn-otter-student.zip"


@pytest.fixture(scope="module")
def pack(packs):
    return packs[0]


@pytest.fixture(scope="module")
def folder(packs, tmp_path_factory):
    """Give a student's folder, unpacked."""
    home = tmp_path_factory.mktemp("student")
    with zipfile.ZipFile(packs[1]) as archive:
        archive.extractall(home)
    return home / "a1_rnn"


@pytest.fixture(scope="module")
def on_otter(submissions, pack, tmp_path_factory):
    """Grade each of the six once, handed in as a zip."""

    @cache
    def graded(name: str):
        place = tmp_path_factory.mktemp(name)
        return otter_run(zipped(submissions[name], place / "handed_in.zip"), pack, place)

    return graded


def scores(results):
    return {test["name"]: test["score"] for test in results["tests"]}


def of_ours(report):
    return {grade.check.id: round(float(grade.score), 5) for grade in report.checks}


def written(notebook: Path, source: str):
    """Return a notebook in which the functions of a file are written."""
    import nbformat

    functions = {
        node.name: ast.get_source_segment(source, node)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
    }
    read = nbformat.read(notebook, as_version=4)
    for cell in read.cells:
        cell.source = functions.get(cell.id, cell.source)
    return read


def handed_in(folder: Path, submissions, to: Path, name: str = "right"):
    """Write a folder with the notebook and the answers that a student hands in."""
    import nbformat

    to.mkdir()
    source = (submissions[name] / "rnn.py").read_text("utf-8")
    nbformat.write(written(folder / "rnn.ipynb", source), to / "rnn.ipynb")
    (to / "answers.yaml").write_bytes((submissions[name] / "answers.yaml").read_bytes())
    return to


# --------------------------------------------------------------------------------- the same scores


@pytest.mark.parametrize("name", SIX)
def test_it_gives_the_scores_that_grade_and_the_stand_in_give(
    name, submissions, on_otter, ours, on_gradescope
):
    ran, report = on_otter(name), ours(submissions[name])
    assert ran.status == 0, ran.printed
    assert scores(ran.results) == of_ours(report)
    assert ran.results["score"] == pytest.approx(float(report.score), abs=1e-12)
    assert ran.results["score"] == pytest.approx(on_gradescope(submissions[name])["score"], abs=1e-12)
    assert {test["visibility"] for test in ran.results["tests"]} == {"visible"}


def test_the_six_differ_as_they_should(submissions, ours):
    totals = {name: float(ours(submissions[name]).score) for name in SIX}
    assert totals["right"] == 16
    assert totals["empty"] == totals["hostile"] == 0
    assert 0 < totals["wrong_cell_activation"] < 16
    assert 0 < totals["wrong_missing_carry"] < 16
    lost = [g for g in ours(submissions["hanging"]).checks if g.outcome.status is not Status.PASSED]
    assert [g.check.id for g in lost] == ["a1.relative_error.example", "a1.relative_error.values"]
    assert {g.outcome.status for g in lost} == {Status.TIMED_OUT}


def test_a_single_file_is_graded(submissions, pack, tmp_path):
    ran = otter_run(submissions["right"] / "rnn.py", pack, tmp_path / "out")
    assert (ran.results["score"], scores(ran.results)["a1.questions.types"]) == (14.0, 0.0)


# -------------------------------------------------------------------- a course's points and visibility

COURSE = """\
language: ar
assignments:
  tiny:
    points: {t.double.values: 1/3}
    visibility: {private: after_published}
"""


def test_a_courses_points_bonus_visibility_and_language_are_carried(tmp_path):
    folder, course = tiny.write(tmp_path), tmp_path / "course.yaml"
    course.write_text(COURSE, encoding="utf-8")
    declared = json.loads((folder / "assignment.yaml").read_text("utf-8"))
    declared["parts"][0]["checks"][0]["bonus"] = True
    (folder / "assignment.yaml").write_text(json.dumps(declared), encoding="utf-8")
    assignment = loading.load(folder, course=course)
    pack = pack_otter(assignment, Secret(SECRET.strip()), tmp_path, course=course)
    (tmp_path / "rnn.py").write_text(tiny.RIGHT, encoding="utf-8")
    ran = otter_run(tmp_path / "rnn.py", pack, tmp_path / "out")
    public, *tests = ran.results["tests"]
    assert (public["name"], public["visibility"]) == ("Public Tests", "visible")
    assert {test["visibility"] for test in tests} == {"after_published"}
    assert {test["name"]: test["score"] for test in tests} == {
        check.id: round(float(check.points), 5) for check in assignment.checks
    }
    assert ran.results["score"] == pytest.approx(1 + 1 / 3 + 1)
    assert ran.results["tests"][1]["max_score"] == 0.0
    assert "نقطة" in ran.results["output"]


# ------------------------------------------------------------------------------------------ words


def test_what_failed_is_explained_in_both_languages(on_otter):
    results = on_otter("wrong_missing_carry").results
    texts = {test["name"]: test["output"] for test in results["tests"]}
    assert "Two paths lead from a state to the loss" in texts["a1.backward.dx"]
    assert "من الحالة إلى الخسارة طريقان" in texts["a1.backward.dx"]
    assert "13.75 of 16 points" in results["output"]


@pytest.mark.parametrize("name", SIX)
def test_neither_the_results_nor_what_is_printed_say_anything_private(name, submissions, on_otter, ours):
    said = json.dumps(on_otter(name).results, ensure_ascii=False) + on_otter(name).printed
    for grade in ours(submissions[name]).checks:
        if grade.check.suite is Suite.PRIVATE:
            assert not [number for number in NUMBER.findall(str(grade.outcome.findings)) if number in said]
    assert SECRET.decode().strip() not in said
    assert "reference/" not in said


# ---------------------------------------------------------------------------------------- attacks


@pytest.fixture
def attack(folder, submissions, tmp_path):
    """Give a zip that attacks Otter's own process and its kernel; each attack that works leaves a file."""
    import nbformat

    marks = tmp_path / "marks"
    marks.mkdir()
    work = handed_in(folder, submissions, tmp_path / "attack")
    leave = f"open({str(marks / '{}')!r}, 'w').close()\n".format
    (work / ".OTTER_LOG").write_bytes(_pickle(leave("log")))
    (work / "dill.py").write_text(leave("dill") + "raise ImportError\n", encoding="utf-8")
    notebook = nbformat.read(work / "rnn.ipynb", as_version=4)
    copy = leave("tests").replace("'w').close()", "'w').write(open('tests/a1.softmax.values.py').read())")
    cells = [leave("kernel"), copy, "import sys; sys.exit()", "import os; os._exit(0)", "while True: pass"]
    notebook.cells = [*notebook.cells, *(nbformat.v4.new_code_cell(cell) for cell in cells)]
    nbformat.write(notebook, work / "rnn.ipynb")
    return zipped(work, tmp_path / "attack.zip"), marks


def _pickle(code: str) -> bytes:
    """Return a pickle that runs code when it is read."""
    return b"cbuiltins\nexec\n(V" + code.encode("raw_unicode_escape").replace(b"\n", b"\\u000a") + b"\ntR."


def left(marks: Path) -> set[str]:
    return {path.name for path in marks.iterdir()}


def test_an_attack_on_otter_finds_nothing_to_attack_and_is_graded_as_what_it_defines(attack, pack, tmp_path):
    submission, marks = attack
    ran = otter_run(submission, pack, tmp_path / "out")
    assert left(marks) == set()
    assert (ran.status, ran.results["score"]) == (0, 16.0)


def test_files_that_were_left_would_run_in_otters_process_and_in_its_kernel(attack, pack, tmp_path):
    submission, marks = attack
    otter_run(submission, with_plugin(pack, tmp_path / "pack.zip", LeavesFiles), tmp_path / "out")
    assert left(marks) == {"log", "dill"}


def test_cells_that_were_left_would_run_in_otters_kernel_and_end_it(attack, pack, tmp_path):
    submission, marks = attack
    ran = otter_run(submission, with_plugin(pack, tmp_path / "pack.zip", RunsCells), tmp_path / "out")
    assert left(marks) >= {"kernel", "tests"}
    assert ran.results is None


def test_results_that_nobody_tells_otter_are_worth_nothing(submissions, pack, tmp_path):
    pack = with_plugin(pack, tmp_path / "pack.zip", TellsNothing)
    ran = otter_run(submissions["right"] / "rnn.py", pack, tmp_path / "out")
    assert ran.results["score"] == 0.0


# -------------------------------------------------------------------------- grading fails as a whole


def test_a_damaged_pack_grades_nobody_and_says_so(submissions, pack, tmp_path):
    damaged = changed(pack, tmp_path / "pack.zip", {f"{PACK}reference/rnn.py": b"# gone\n"})
    ran = otter_run(submissions["right"] / "rnn.py", damaged, tmp_path / "out")
    assert (ran.status != 0, ran.results) == (True, None)
    assert (
        "the pack is damaged, make it again: reference/rnn.py is not the file that was packed" in ran.printed
    )
    assert "Grading did not finish" in ran.printed


def test_tests_that_are_not_the_assignments_grade_nobody(submissions, pack, tmp_path):
    fewer = changed(pack, tmp_path / "pack.zip", {"tests/a1.softmax.rows.py": None})
    ran = otter_run(submissions["right"] / "rnn.py", fewer, tmp_path / "out")
    assert (ran.status != 0, ran.results) == (True, None)
    assert "has not run the tests of this assignment" in ran.printed


# -------------------------------------------------------------------------------- a student's notebook


@pytest.fixture(scope="module")
def executed(folder, submissions, tmp_path_factory):
    """Give a student's notebook as its kernel ran it, cell by cell, and its folder."""
    import nbformat
    from nbclient import NotebookClient

    home = tmp_path_factory.mktemp("session") / "a1_rnn"
    shutil.copytree(folder, home)
    source = (submissions["wrong_missing_carry"] / "rnn.py").read_text("utf-8")
    notebook = written(home / "rnn.ipynb", source)
    nbformat.write(notebook, home / "rnn.ipynb")
    shutil.copy(submissions["wrong_missing_carry"] / "answers.yaml", home)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(home)}})
    return client.execute(), home


def output(notebook, cell_id):
    (cell,) = [cell for cell in notebook.cells if cell.id == cell_id]
    return "".join(one.get("data", {}).get("text/plain", "") for one in cell.outputs)


def test_a_students_cell_says_of_each_public_check_whether_it_passes(executed):
    notebook, _ = executed
    assert output(notebook, "a1-softmax-rows") == "a1.softmax.rows results: All test cases passed!"
    told = output(notebook, "a1-backward-numerical")
    assert "is wrong up to time step 1" in told
    assert "خاطئة حتى الخطوة الزمنية" in told
    assert output(notebook, "check-all").count("All test cases passed!") == 10


def test_what_a_student_exports_is_graded_with_its_answers(executed, submissions, pack, ours, tmp_path):
    _, home = executed
    (exported,) = home.glob("rnn_*.zip")
    with zipfile.ZipFile(exported) as archive:
        assert {"rnn.ipynb", "answers.yaml", ".OTTER_LOG"} <= set(archive.namelist())
    ran = otter_run(exported, pack, tmp_path / "out")
    assert scores(ran.results) == of_ours(ours(submissions["wrong_missing_carry"]))


def test_the_bundles_checks_stay_plain_tests_and_its_pack_is_whole(folder):
    manifest = json.loads((folder / "MANIFEST.json").read_text("utf-8"))
    for name, expected in manifest["files"].items():
        assert sha256((folder / name).read_bytes()) == expected
