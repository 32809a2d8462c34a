"""The real nbgrader, in a course of `pack nbgrader`."""

import csv
import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
import warnings

import pytest

pytest.importorskip("nbgrader", reason="needs nbgrader")

from support.interop import CHECKOUT, EXAMPLES, SECRET, SIX, command
from support.nbgraders import ID, Course, Grade, graded_cells, marks

from autograder import loading
from autograder.errors import GraderError
from autograder.packagers.leaks import scan
from autograder.packagers.sources import secrets

pytestmark = pytest.mark.slow
RIGHT = (EXAMPLES / "right" / "rnn.py").read_text("utf-8")
ANSWERS = EXAMPLES / "right" / "answers.yaml"
WRONG = "wrong_missing_carry"
STOCK = "nbgrader.preprocessors.Execute"
OURS = "autograder.packagers.nbgrader.preprocessor.GradeInSandbox"
SLIPS = re.compile(r"\| (?:WARNING|ERROR|CRITICAL)\] .*|Traceback.*")


def name_of(check):
    return check.replace(".", "-")


def slips(printed):
    """Return the lines in which nbgrader complains."""
    return SLIPS.findall(printed)


# -------------------------------------------------------------------------------- what an instructor runs


@pytest.fixture(scope="session")
def released(secret_file, tmp_path_factory):
    """Give a course whose assignment was generated."""
    folder = tmp_path_factory.mktemp("nbgrader") / "course"
    command("pack", "nbgrader", ID, "--out", folder, "--secret-file", secret_file)
    course = Course(folder)
    assert slips(course.run("generate_assignment", ID)) == []
    return course


@pytest.fixture(scope="session")
def course(released, submissions, tmp_path_factory):
    """Give a course in which the six were graded, with feedback and exported grades."""
    course = released.copy(tmp_path_factory.mktemp("six"))
    for student in SIX:
        path = submissions[student]
        course.hand_in(student, (path / "rnn.py").read_text("utf-8"), beside=path.glob("answers.yaml"))
    complaints = slips(course.run("autograde", ID))
    assert [line for line in complaints if "needs review: id_mismatch" not in line] == []
    assert slips(course.run("generate_feedback", ID)) == []
    assert slips(course.run("export", "--to", "grades.csv")) == []
    return course


def test_the_solution_is_valid(released):
    assert "Success! Your notebook passes all the tests." in released.run(
        "validate", f"source/{ID}/rnn.ipynb"
    )


def test_a_student_is_told_which_public_checks_do_not_pass(released):
    said = released.run("validate", f"release/{ID}/rnn.ipynb")
    assert "VALIDATION FAILED ON 11 CELL(S)" in said
    assert "NotPassedError: a1.one_hot.rows" in said


def test_what_students_get_holds_nothing_private(released):
    every = loading.load_all(CHECKOUT / "assignments")
    release = released.folder / "release"
    assert scan(release, secrets(every, keys=(SECRET.strip(),))) == ()
    assert scan(released.folder / "source", secrets(every)) != ()
    assert {path.name for path in (release / ID).iterdir()} >= {
        "rnn.ipynb",
        "handout.ar.html",
        "assignment.yaml",
    }
    assert not [path for path in release.rglob("*") if path.name in {"rnn.py", "answers.yaml", "secret"}]


def test_cells_say_what_nbgrader_knows_and_no_more(released):
    notebook = json.loads((released.folder / "release" / ID / "rnn.ipynb").read_text("utf-8"))
    kinds = {(m["grade"], m["locked"], m["solution"]) for m in map(marks, notebook["cells"]) if m}
    assert kinds == {(True, True, False), (False, False, True)}
    assert {m["schema_version"] for m in map(marks, notebook["cells"]) if m} == {3}
    assert sum(cell["metadata"]["nbgrader"]["points"] for cell in graded_cells(notebook).values()) == 16.0


# ----------------------------------------------------------------------------------------- the same scores


@pytest.mark.parametrize("name", SIX)
def test_the_gradebook_holds_what_grade_and_the_stand_in_give(name, course, submissions, ours, on_gradescope):
    report, standin = ours(submissions[name]), on_gradescope(submissions[name])
    assert course.total(name) == float(report.score) == standin["score"]
    scores = {test: grade.score for test, grade in course.grades(name).items()}
    expected = {name_of(one.check.id): float(one.score) for one in report.checks}
    assert scores == pytest.approx(expected, abs=1e-13)
    assert not any(grade.needs_manual_grade for grade in course.grades(name).values())


def test_exported_grades_are_the_points_to_the_last_digit(course, submissions, ours):
    with (course.folder / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {name: row["score"] for name, row in rows.items()} == {
        name: str(float(ours(submissions[name]).score)) for name in SIX
    }
    assert {row["max_score"] for row in rows.values()} == {"16.0"}


@pytest.mark.parametrize("name", SIX)
def test_a_test_cell_holds_words_and_then_one_plain_float(name, course):
    for cell in graded_cells(course.graded(name)).values():
        words, result = cell["outputs"]
        assert (words["output_type"], result["output_type"]) == ("display_data", "execute_result")
        assert repr(float("".join(result["data"]["text/plain"]))) == "".join(result["data"]["text/plain"])
    streams = [cell for cell in course.graded(name)["cells"] if "stream" in str(cell.get("outputs"))]
    assert streams == []


# ------------------------------------------------------------------------------------------------- feedback


def test_feedback_explains_in_both_languages(course):
    page = course.feedback(WRONG)
    assert "13.75 of 16 points" in page
    assert "Two paths lead from a state to the loss" in page
    assert 'dir="rtl"' in page
    assert "الخطوة التالية" in page
    assert "did not run" not in page


def test_feedback_holds_nothing_private(course, submissions, ours):
    every = secrets(loading.load_all(CHECKOUT / "assignments"), keys=(SECRET.strip(),))
    assert scan(course.folder / "feedback" / "empty", every) == ()
    for name in SIX:
        notes = " ".join(grade.outcome.staff_note for grade in ours(submissions[name]).checks)
        numbers = {word for word in re.findall(r"\d\.\d+(?:e-\d+)?", notes) if len(word) > 8}
        assert not [number for number in numbers if number in course.feedback(name)]


def test_a_test_that_hangs_costs_its_own_points_alone(course):
    lost = {test for test, grade in course.grades("hanging").items() if not grade.score}
    assert lost == {"a1-relative_error-example", "a1-relative_error-values"}


# ------------------------------------------------------------------------------ what students do to notebooks


def cell_of(notebook, name):
    return graded_cells(notebook)[name]


def without(name):
    return lambda notebook: notebook["cells"].remove(cell_of(notebook, name))


def with_source(name, source):
    return lambda notebook: cell_of(notebook, name).update(source=source)


def with_mark(name, **values):
    return lambda notebook: marks(cell_of(notebook, name)).update(values)


def doubled(name):
    return lambda notebook: notebook["cells"].insert(1, {**cell_of(notebook, name), "id": "twice"})


def answered(name, *outputs):
    return lambda notebook: cell_of(notebook, name).update(outputs=list(outputs))


def with_old_format(notebook):
    notebook["nbformat_minor"] = 4
    for cell in notebook["cells"]:
        del cell["id"]


def without_all_tests(notebook):
    notebook["cells"] = [cell for cell in notebook["cells"] if not marks(cell).get("grade")]


FULL = {"output_type": "execute_result", "metadata": {}, "data": {"text/plain": ["1"]}, "execution_count": 1}
TEST = "a1-forward-states"
PLAYED = {
    "deleted": without(TEST),
    "deleted_all": without_all_tests,
    "edited": with_source(TEST, "1.0"),
    "more_points": with_mark(TEST, points=1000),
    "unlocked": with_mark(TEST, locked=False),
    "doubled": doubled(TEST),
    "answered": answered(TEST, FULL),
    "old_format": with_old_format,
    "other_version": with_mark(TEST, schema_version=2),
}
REFUSED = {
    "no_test_any_more": with_mark(TEST, grade=False),
    "own_test": lambda notebook: notebook["cells"].append(
        {
            "cell_type": "code",
            "id": "mine",
            "metadata": {"nbgrader": {**marks(cell_of(notebook, TEST)), "grade_id": "mine", "points": 99}},
            "source": "99",
            "outputs": [FULL],
            "execution_count": 1,
        }
    ),
}
NO_STATES = RIGHT + "\n\ndef rnn_forward(x, a0, params):\n    raise ValueError\n"


@pytest.fixture(scope="session")
def played(released, tmp_path_factory):
    """Give a course of students who changed what is not theirs; none can run a whole sequence."""
    course = released.copy(tmp_path_factory.mktemp("played"))
    for student, change in {"honest": lambda _: None, **PLAYED, **REFUSED}.items():
        course.hand_in(student, NO_STATES, beside=(ANSWERS,), change=change)
    other = course.hand_in("two_notebooks", NO_STATES, beside=(ANSWERS,))
    (other / "other.ipynb").write_text((other / "rnn.ipynb").read_text("utf-8"), encoding="utf-8")
    (other / "rnn.py").write_text(RIGHT, encoding="utf-8")
    (course.hand_in("broken", "") / "rnn.ipynb").write_text('{"cells": [', encoding="utf-8")
    missing = course.hand_in("missing", RIGHT)
    (missing / "rnn.ipynb").rename(missing / "mine.ipynb")
    course.run("autograde", ID, status=1)
    return course


@pytest.mark.parametrize("student", [*PLAYED, "two_notebooks"])
def test_what_students_change_about_tests_changes_no_score(student, played):
    assert played.total("honest") > 5
    assert {k: g.score for k, g in played.grades(student).items()} == {
        k: g.score for k, g in played.grades("honest").items()
    }
    assert played.grades(student)[TEST] == Grade(0.0, needs_manual_grade=False)


@pytest.mark.parametrize("student", [*REFUSED, "broken"])
def test_what_nbgrader_refuses_is_not_graded(student, played):
    assert not played.total(student)
    assert not list((played.folder / "autograded" / student).rglob("*.ipynb"))


def test_a_missing_notebook_earns_nothing(played):
    assert not played.total("missing")


# --------------------------------------------------------------------------- student code runs in the sandbox


@pytest.fixture
def attacked(released, tmp_path):
    """Give a course with a submission that leaves a file wherever a kernel runs it."""
    course = released.copy(tmp_path)
    mark = tmp_path / "mark"
    cell = {"cell_type": "code", "id": "attack", "metadata": {}, "outputs": [], "execution_count": None}
    source = f"open({str(mark)!r}, 'w').close()\nprint(open('../../../private/{ID}/secret').read())"
    course.hand_in(
        "mallory", RIGHT, change=lambda notebook: notebook["cells"].insert(0, {**cell, "source": source})
    )
    return course, mark


def test_cells_of_students_never_run_in_a_kernel(attacked):
    course, mark = attacked
    course.run("autograde", ID)
    assert (course.total("mallory"), mark.exists()) == (14.0, False)
    assert SECRET.decode().strip() not in json.dumps(course.graded("mallory"))


def test_with_execute_they_would_and_private_tests_would_earn_full_marks(attacked):
    course, mark = attacked
    config = course.folder / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8").replace(OURS, STOCK), encoding="utf-8")
    course.run("autograde", ID)
    assert mark.exists()
    assert SECRET.decode().strip() in json.dumps(course.graded("mallory"))
    assert course.grades("mallory")["a1-questions-types"].score == pytest.approx(0.4)


# ------------------------------------------------------------------------------ late, again, failing, killed


@pytest.fixture(scope="session")
def once(released, tmp_path_factory):
    """Give a course in which one student was graded, with the right answers."""
    course = released.copy(tmp_path_factory.mktemp("once"))
    course.hand_in("right", RIGHT, beside=(ANSWERS,))
    course.run("autograde", ID)
    assert course.total("right") == 16.0
    return course


@pytest.fixture
def again(once, tmp_path):
    """Give a copy of that course."""
    return once.copy(tmp_path)


def test_late_penalties_are_nbgraders_own(again):
    again.run("db", "assignment", "add", ID, "--duedate", "2027-01-01 12:00:00 UTC")
    stamp = again.folder / "submitted" / "right" / ID / "timestamp.txt"
    stamp.write_text("2027-01-01 13:00:00 UTC", encoding="utf-8")
    config = again.folder / "nbgrader_config.py"
    config.write_text(
        config.read_text("utf-8") + '\nc.LateSubmissionPlugin.penalty_method = "zero"\n', encoding="utf-8"
    )
    again.run("autograde", ID, "--force")
    again.run("export", "--to", "grades.csv")
    with (again.folder / "grades.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["student_id"] == "right")
    assert (row["raw_score"], row["late_submission_penalty"], row["score"]) == ("16.0", "16.0", "0.0")


def test_a_new_submission_is_graded_anew(again):
    again.hand_in("right", NO_STATES, beside=(ANSWERS,))
    again.run("autograde", ID, "--force")
    assert 0 < again.total("right") < 16
    assert again.grades("right")[TEST] == Grade(0.0, needs_manual_grade=False)


def test_where_grading_fails_as_a_whole_nothing_is_graded(again):
    (again.folder / "private" / ID / "reference" / "rnn.py").write_text("", encoding="utf-8")
    said = again.run("autograde", ID, "--force", status=1)
    assert "the pack is damaged, make it again: reference/rnn.py is not the file that was packed" in said
    assert not (again.folder / "autograded" / "right" / ID).exists()
    assert set(again.grades("right").values()) == {Grade(None, needs_manual_grade=True)}


def test_an_assignment_without_a_pack_is_not_graded_unless_nbgrader_shall_run_it(again):
    shutil.rmtree(again.folder / "private")
    said = again.run("autograde", ID, "--force", status=1)
    assert f"there is no pack {again.folder / 'private' / ID}" in said
    assert again.total("right") is None
    again.run("autograde", ID, "--force", f"--GradeInSandbox.executed={ID}")
    assert again.grades("right")["a1-one_hot-rows"].score == 0.25


def test_a_killed_grader_earns_nobody_a_point(again, submissions):
    again.hand_in("right", (submissions["hanging"] / "rnn.py").read_text("utf-8"), beside=(ANSWERS,))
    grader = subprocess.Popen(
        [*again.nbgrader, "autograde", ID, "--force"],
        cwd=again.folder,
        env=again.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while again.total("right") is not None:
        assert grader.poll() is None
        time.sleep(0.1)
    os.killpg(grader.pid, signal.SIGKILL)
    grader.wait()
    assert set(again.grades("right").values()) == {Grade(None, needs_manual_grade=True)}
    again.run("autograde", ID)
    assert again.total("right") is None
    again.run("autograde", ID, "--force")
    assert again.total("right") == 15.1


def test_without_dropping_strays_a_copied_cell_stops_nbgraders_run(again):
    config = again.folder / "nbgrader_config.py"
    kept = [line for line in config.read_text("utf-8").splitlines(keepends=True) if "DropStrays" not in line]
    config.write_text("".join(kept), encoding="utf-8")
    again.hand_in("right", RIGHT, change=doubled(TEST))
    assert "use an old version" in again.run("autograde", ID, "--force", status=1)


# --------------------------------------------------------------------------------------- in this process


@pytest.fixture(scope="module")
def preprocessor():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of nbgrader's own
        return importlib.import_module("autograder.packagers.nbgrader.preprocessor")


def test_without_a_pack_it_says_how_to_go_on(preprocessor, tmp_path):
    with pytest.raises(GraderError, match=r"there is no pack .*a1: .*name it in c\.GradeInSandbox\.executed"):
        preprocessor.packed(tmp_path / "a1")


def test_a_test_cell_that_no_check_decides_is_an_error_and_no_full_marks(preprocessor):
    with pytest.raises(GraderError, match="no check decides the test cells mine"):
        preprocessor.refuse_others({"mine"})


def test_staff_are_told_what_a_person_should_look_at_and_nothing_private(preprocessor, report):
    assert list(preprocessor.for_staff(report)) == [
        "needs review: id_mismatch",
        "waits for you: a1.backward.dWax",
        "private inputs were drawn from the sample secret, which everybody knows",
    ]
