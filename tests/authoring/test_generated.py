"""What follows from others is fresh, or it is said what is not."""

import pytest
from support.graded import CHECKOUT

from autograder import loading
from autograder.authoring.generated import generated
from autograder.errors import AssignmentError

ASSIGNMENTS = sorted(path.parent for path in (CHECKOUT / "assignments").glob("*/assignment.yaml"))


@pytest.fixture
def write(x1):
    return lambda: list(generated(x1()).write())


def test_writing_makes_fresh(x1, write):
    done = write()
    assert "wrote assignments/x1/solution/answer.py" in done
    assert "wrote student_template/x1/README.md" in done
    assert generated(x1()).difference() == ""
    assert write() == []


def test_a_change_of_the_reference_is_shown_and_changes_nothing(project, x1, write, edit):
    write()
    solution = project / "assignments/x1/solution/answer.py"
    before = solution.read_bytes()
    edit("book/b.py", "return scale * ", "return 2 * scale * ")
    difference = generated(x1()).difference()
    assert "\n-    return scale * _mean" in difference
    assert "\n+    return 2 * scale * _mean" in difference
    assert solution.read_bytes() == before


def test_the_solution_is_written_without_importing_the_reference(project, write):
    (project / "assignments/x1/tests/public/cases.json").unlink()
    (project / "book" / "c.py").write_text("raise SystemExit\n", encoding="utf-8")
    (project / "book" / "__init__.py").write_text("raise SystemExit\n", encoding="utf-8")
    assert write()


def test_stored_cases_are_filled_in_for_both(project, write):
    write()
    stored = (project / "assignments/x1/tests/public/cases.json").read_text(encoding="utf-8")
    assert '"returns": {"last": ' in stored
    assert (project / "student_template/x1/tests/public/cases.json").read_text(encoding="utf-8") == stored


def test_a_file_that_is_not_generated_any_more_is_said_and_then_removed(project, x1, write):
    write()
    old = project / "student_template/x1/tests/public/test_old.py"
    old.write_text("old = 1\n", encoding="utf-8")
    assert generated(x1()).difference().endswith("test_old.py: is not generated any more\n")
    assert write() == ["removed student_template/x1/tests/public/test_old.py"]
    assert not old.exists()


def test_what_tools_leave_behind_stays(project, write):
    write()
    left = project / "student_template/x1/.pytest_cache/v"
    left.parent.mkdir()
    left.write_text("left over\n", encoding="utf-8")
    assert write() == []
    assert left.exists()


def test_other_assignments_are_left_alone(project, write):
    other = project / "student_template/x2/answer.py"
    other.parent.mkdir(parents=True)
    other.write_text("mine\n", encoding="utf-8")
    write()
    assert other.exists()


def test_an_assignment_without_a_reference_is_refused(x1, edit):
    edit("assignments/x1/assignment.yaml", "reference: ../../book\n", "")
    with pytest.raises(AssignmentError, match=r"x1: assignment\.yaml names no reference"):
        generated(x1())


@pytest.mark.parametrize("folder", ASSIGNMENTS, ids=lambda folder: folder.name)
def test_the_generated_files_of_the_project_are_fresh(folder):
    assert generated(loading.load(folder)).difference() == ""
