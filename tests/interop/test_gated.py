"""An assignment of two files, one of them with PyTorch, in the real Otter and the real nbgrader."""

import importlib.util
import json
import shutil
import subprocess
import sys
import zipfile

import pytest

pytest.importorskip("torch", reason="needs torch")

from support.interop import CHECKOUT, command

from autograder.reports import json_report

pytestmark = [
    pytest.mark.slow,
    # of Jupyter's own
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
]
ID, NOTEBOOK = "a3_gated", "gated"
SOLUTION = CHECKOUT / "assignments" / ID / "solution"
ROOT = "np.sqrt(np.mean("
POINTS = 20
LOST = {"a3.rmse.values"}


def needs(package):
    return pytest.mark.skipif(importlib.util.find_spec(package) is None, reason=f"needs {package}")


def slip(source):
    """Return a source in which the root of the mean square is forgotten."""
    assert source.count(ROOT) == 1
    return source.replace(ROOT, "(np.mean(")


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    """Give the folder of a submission with one mistake."""
    folder = shutil.copytree(SOLUTION, tmp_path_factory.mktemp("wrong") / "handed_in")
    path = folder / "gated.py"
    path.write_text(slip(path.read_text("utf-8")), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(wrong, secret_file, tmp_path_factory):
    """Give the points of each check, as `autograder grade` has them."""
    out = tmp_path_factory.mktemp("ours")
    command("grade", ID, wrong, "--out", out, "--secret-file", secret_file)
    report = json_report.load((out / "report.json").read_text("utf-8"))
    return {one.check.id: (float(one.score), float(one.check.points)) for one in report.checks}


def test_one_check_finds_the_slip(expected):
    assert {check for check, (score, points) in expected.items() if score < points} == LOST
    assert sum(points for _, points in expected.values()) == pytest.approx(POINTS)


@needs("otter")
def test_otter_run_takes_the_zip_that_submit_makes(wrong, expected, secret_file, tmp_path):
    from support.otters import otter_run

    command("pack", "otter", ID, "--secret-file", secret_file, "--out", tmp_path)
    with zipfile.ZipFile(tmp_path / f"{ID}-otter-student.zip") as archive:
        archive.extractall(tmp_path)
    shutil.copytree(wrong, tmp_path / ID, dirs_exist_ok=True)
    subprocess.run([sys.executable, tmp_path / ID / "submit.py"], check=True, capture_output=True)
    ran = otter_run(tmp_path / f"{ID}-submission.zip", tmp_path / f"{ID}-otter.zip", tmp_path / "out", 600)
    assert ran.status == 0, ran.printed
    assert {test["name"]: test["score"] for test in ran.results["tests"]} == {
        check: pytest.approx(score, abs=1e-5) for check, (score, _) in expected.items()
    }


@needs("nbgrader")
def test_nbgrader_autogrades_the_notebook_of_both_files(expected, secret_file, tmp_path):
    from support.nbgraders import Course, marks

    command("pack", "nbgrader", ID, "--secret-file", secret_file, "--out", tmp_path / "course")
    course = Course(tmp_path / "course", ID, NOTEBOOK)
    course.run("generate_assignment", ID)
    source = json.loads((course.folder / "source" / ID / f"{NOTEBOOK}.ipynb").read_text("utf-8"))
    solved = {marks(c)["grade_id"]: "".join(c["source"]) for c in source["cells"] if marks(c).get("solution")}

    def solve(notebook):
        for cell in notebook["cells"]:
            if marks(cell).get("solution"):
                cell["source"] = solved[marks(cell)["grade_id"]]

    solved["rmse"] = slip(solved["rmse"])
    course.hand_in("somebody", "", beside=[SOLUTION / "answers.yaml"], change=solve)
    course.run("autograde", ID)
    scores = {name: grade.score for name, grade in course.grades("somebody").items()}
    assert scores == pytest.approx(
        {check.replace(".", "-"): score for check, (score, _) in expected.items()}, abs=1e-13
    )
    course.run("generate_feedback", ID)
    assert "rmse" in course.feedback("somebody")
