"""A new assignment is whole: it loads, its files are fresh, its suite catches its mistake."""

from pathlib import Path

import pytest
from support.graded import SECRET, strong_or_skip

from autograder import intake, loading
from autograder.analysis.specimen import specimens
from autograder.authoring.generated import generated
from autograder.authoring.new_assignment import create, scaffold
from autograder.errors import UsageError
from autograder.grading import grade
from autograder.model.assignment import Suite
from autograder.model.text import Text
from autograder.worker.host import hosting

pytestmark = pytest.mark.usefixtures("own_modules")
TITLE = Text(en='Means: "so far" & more', ar="متوسطات")


@pytest.fixture
def assignment(tmp_path: Path):
    """Write one and load it."""
    create("b3_means", tmp_path / "assignments", TITLE)
    return loading.load(tmp_path / "assignments" / "b3_means")


def test_it_has_everything_an_assignment_has(assignment):
    assert assignment.title == TITLE
    assert {check.suite for check in assignment.checks} == set(Suite)
    assert all(check.section in assignment.sections for check in assignment.checks)
    assert all(check.id.startswith("b3.") for check in assignment.checks)
    assert [question.id for question in assignment.questions] == ["inputs"]


def test_its_generated_files_are_fresh(assignment):
    assert generated(assignment).difference() == ""


def test_all_that_was_written_is_told_once(tmp_path):
    told = create("b3_means", tmp_path / "assignments")
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert sorted(told) == sorted(f"wrote {name}" for name in files if "__pycache__" not in name)


def test_every_specimen_is_graded_as_it_says(assignment):
    strong_or_skip()
    scores = {}
    with hosting(allow_weak=False) as workers:
        workers.configure(assignment.limits, assignment.imports)
        for specimen in specimens(assignment):
            report = grade(assignment, specimen.submission, workers, SECRET)
            lost = {graded.check.id for graded in report.checks if graded.score < graded.check.points}
            assert specimen.kind == "starter" or lost == set(specimen.fails), specimen.name
            scores[specimen.kind] = report.score
    assert scores["solution"] == scores["variant"] == assignment.points
    assert scores["starter"] == 0


def test_its_student_s_folder_is_an_assignment_of_its_own(assignment):
    students = assignment.folder.parents[1] / "student_template" / "b3_means"
    copy = loading.load(students)
    assert [check.id for check in copy.checks] == ["b3.running_mean.example"]
    assert intake.read(students, copy).modules[0].file == "running.py"


def test_a_sample_secret_that_is_there_stays(tmp_path):
    secret = tmp_path / "assignments" / "sample_secret.txt"
    secret.parent.mkdir()
    secret.write_text("a secret that is there\n", encoding="utf-8")
    create("b3_means", secret.parent)
    assert secret.read_text(encoding="utf-8") == "a secret that is there\n"


def test_no_placeholder_is_left():
    assert not [path for path, text in scaffold("b3", TITLE).items() if "{{" in text]


@pytest.mark.parametrize("name", ["", "A1", "1a", "a-b", "../a", "a/b", "a b"])
def test_what_is_no_id_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match="is not an id: a-z, 0-9 and _, a letter first"):
        create(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_refused(tmp_path):
    (tmp_path / "a9").mkdir()
    with pytest.raises(UsageError, match="a9 exists already; choose another id"):
        create("a9", tmp_path)
    assert list((tmp_path / "a9").iterdir()) == []
