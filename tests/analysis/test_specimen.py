"""Specimens: complete files, and files that change some functions of the solution, each with its header."""

from pathlib import Path

import pytest
from support.tiny import DOUBLE, TOTAL, write

from autograder import loading
from autograder.analysis.specimen import read_header, specimens
from autograder.errors import AssignmentError
from autograder.model.assignment import Assignment

HEADER = f'''"""
row: R01
title: Three instead of two
fails: [{DOUBLE.id}]
may_fail: {{{TOTAL.id}: by chance}}
"""
'''
WRONG = "\ndef double(x):\n    return 3 * x\n"


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    return loading.load(write(tmp_path))


def add(assignment: Assignment, kind: str, text: str, name: str = "r01_three.py") -> Path:
    folder = assignment.folder / kind
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode())
    return folder / name


def test_solution_and_starter_come_first_then_variants_then_mistakes(assignment: Assignment) -> None:
    add(assignment, "mistakes", HEADER + WRONG)
    add(assignment, "variants", '"""\nrow: V02\ntitle: b\n"""', "v02.py")
    add(assignment, "variants", '"""\nrow: V01\ntitle: a\n"""', "v01.py")
    names = [(s.kind, s.name) for s in specimens(assignment)]
    assert names == [
        ("solution", "solution"),
        ("starter", "starter"),
        ("variant", "v01"),
        ("variant", "v02"),
        ("mistake", "r01_three"),
    ]


def test_a_mistake_has_what_its_header_says(assignment: Assignment) -> None:
    add(assignment, "mistakes", HEADER + WRONG)
    *_, mistake = specimens(assignment)
    assert (mistake.row, mistake.title, mistake.fails) == ("R01", "Three instead of two", (DOUBLE.id,))
    assert mistake.may_fail == {TOTAL.id: "by chance"}
    assert mistake.submission.id == "r01_three"


def test_a_mistake_defines_functions_after_those_of_the_solution(assignment: Assignment) -> None:
    add(assignment, "mistakes", HEADER + WRONG)
    *_, mistake = specimens(assignment)
    text = "".join(chunk.source for chunk in mistake.submission.modules[0].chunks)
    order = [text.index(code) for code in ("x + x", "def total", "return 3 * x")]
    assert order == sorted(order), "the last definition of a name counts"


def test_a_file_with_byte_order_mark_and_other_line_ends_is_read(assignment: Assignment) -> None:
    add(assignment, "variants", "\ufeff" + '"""\nrow: V40\ntitle: كما في ويندوز\n"""\n'.replace("\n", "\r\n"))
    assert [s.title for s in specimens(assignment) if s.kind == "variant"] == ["كما في ويندوز"]


@pytest.mark.parametrize("missing", ["assignments/tiny/solution/rnn.py", "student_template/tiny/rnn.py"])
def test_a_missing_solution_or_starter_is_named(assignment: Assignment, tmp_path: Path, missing: str) -> None:
    (tmp_path / missing).unlink()
    with pytest.raises(AssignmentError, match=f"tiny: no (solution|starter) at .*{missing}"):
        specimens(assignment)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def f(:", "the header cannot be read: "),
        ('"""\nrow: [\n"""', "the header cannot be read: "),
        ("", "the header needs row and title"),
        ('"""Some words."""', "the header needs row and title"),
        ('"""\nrow: R01\n"""', "the header needs row and title"),
        ('"""\nrow: R01\ntitle: t\nfail: [a]\n"""', "may have fails and may_fail"),
        ('"""\nrow: R01\ntitle: t\nfails: [t.b, t.a]\n"""', "no such check: t.a, t.b$"),
        ('"""\nrow: R01\ntitle: t\nmay_fail: {t.a: why}\n"""', "no such check: t.a$"),
    ],
)
def test_a_wrong_header_is_refused_with_its_file(assignment: Assignment, text: str, message: str) -> None:
    with pytest.raises(AssignmentError, match=f"^x.py: .*{message}"):
        read_header(Path("x.py"), text, assignment)
