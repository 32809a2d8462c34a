"""A right folder becomes a frozen Assignment; all that is wrong is said at once."""

import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.errors import AssignmentError, UsageError
from autograder.loading import load, load_all
from autograder.model.assignment import (
    ArrayType,
    Limits,
    MappingType,
    OpaqueType,
    ScalarType,
    Signature,
    Suite,
    Visibility,
)
from autograder.model.text import Text

CHECKOUT = Path(__file__).parents[2]


def test_points_are_exact(folder: Path) -> None:
    assert [check.points for check in load(folder).checks] == [Fraction(1, 10), Fraction(1, 3), Fraction(1)]


def test_bonus_points_do_not_count(folder: Path) -> None:
    assert load(folder).points == Fraction(1, 10) + Fraction(1, 3)


def test_what_is_declared_arrives(folder: Path) -> None:
    assignment = load(folder)
    example, values, more = assignment.checks
    assert assignment.id == "tiny"
    assert assignment.title == Text("A tiny one", "واجب صغير")
    assert assignment.folder == folder
    assert assignment.files == ("rnn.py",)
    assert assignment.imports == ("numpy", "math")
    assert assignment.reference == folder / "reference"
    assert assignment.conventions == {"gru_reset": "after"}
    assert assignment.forbid == {"torch.nn": Text("Write it yourself.", "اكتبها بنفسك.")}
    assert assignment.hints == {"R04": Text("Look at the side.", "انظر إلى الجهة.")}
    assert (example.suite, example.visibility, example.bonus) == (Suite.PUBLIC, Visibility.VISIBLE, False)
    assert (values.depends_on, values.tags) == (("t.cell.example",), ("values",))
    assert (more.visibility, more.bonus) == (Visibility.HIDDEN, True)


def test_a_signature_keeps_names_order_and_types(folder: Path) -> None:
    assert load(folder).functions == {
        "step": Signature(
            "step",
            args=(
                ("x", ArrayType(("m", "1"))),
                ("params", MappingType((("Waa", ArrayType(("n_a", "n_a"))),))),
                ("f", ScalarType("callable")),
            ),
            returns=(("a", ArrayType(("...", "n_a"))), ("cache", OpaqueType())),
            file="rnn.py",
        )
    }


def test_limits_left_out_keep_their_defaults(folder: Path) -> None:
    assert load(folder).limits == Limits(call_wall=2.5, memory=256)


def test_the_suites_files_are_listed(folder: Path) -> None:
    assert load(folder).suites == {
        Suite.PUBLIC: (folder / "tests/public/test_cell.py",),
        Suite.PRIVATE: (folder / "tests/private/test_cell.py",),
    }


def test_a_students_copy_without_private_checks_loads(folder: Path) -> None:
    manifest = folder / "assignment.yaml"
    text = manifest.read_text(encoding="utf-8")
    private, rest = text.index("      - id: t.cell.values"), text.index("limits:")
    public = (text[:private] + text[rest:]).replace("reference: reference\nhints: hints.yaml\n", "")
    manifest.write_text(public, encoding="utf-8")
    (folder / "tests/private/test_cell.py").unlink()
    assignment = load(folder)
    assert [check.id for check in assignment.checks] == ["t.cell.example"]
    assert (assignment.reference, assignment.hints, assignment.suites[Suite.PRIVATE]) == (None, {}, ())


def test_problems_of_several_files_come_together(folder: Path, broken: Callable[..., str]) -> None:
    (folder / "tests/public/test_cell.py").write_text("def test_cell(): pass\n")
    assert broken("file: rnn.py", "file: rnm.py") == (
        'assignment.yaml:16: parts[0].file: "rnm.py" is not one of rnn.py; did you mean "rnn.py"?\n'
        'assignment.yaml:19: parts[0].checks[0].id: no test in tests/public has @check("t.cell.example")\n'
        'tests/public/test_cell.py:1: test_cell: has no @check("...") with the id of the check it decides'
    )


def test_a_wrong_hint_is_said_with_its_file(broken: Callable[..., str]) -> None:
    said = broken("ar:", "arabic:", "hints.yaml")
    assert said == (
        'hints.yaml:1: R04: the key "ar" is missing\n'
        "hints.yaml:1: R04.arabic: unknown key; the keys here are en, ar"
    )


def test_all_assignments_come_sorted(folder: Path) -> None:
    folder.rename(folder.parent / "b_two")
    assert [assignment.id for assignment in load_all(folder.parent)] == ["tiny"]


def test_what_is_wrong_in_any_assignment_is_said_with_its_folder(folder: Path) -> None:
    (folder / "assignment.yaml").write_text("id: [")
    with pytest.raises(AssignmentError, match=r"^tiny/assignment\.yaml:\d: is not YAML: "):
        load_all(folder.parent)


def test_no_assignments_at_all_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no assignments in"):
        load_all(tmp_path)


@pytest.mark.parametrize(
    "assignment", sorted(p.parent.name for p in CHECKOUT.glob("assignments/*/assignment.yaml"))
)
def test_the_projects_own_assignments_load(assignment: str) -> None:
    assert load(CHECKOUT / "assignments" / assignment).id == assignment


def test_importing_the_loader_costs_neither_pydantic_nor_yaml() -> None:
    code = "import autograder.loading, sys; print(sys.modules.keys() & {'pydantic', 'yaml'})"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    assert run.stdout == "set()\n"
