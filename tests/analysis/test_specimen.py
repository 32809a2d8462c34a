"""Specimens: complete files, and files that change some functions of the solution, each with its header."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.asked import COUNT, SIZES
from support.gates import generated_in
from support.tiny import DOUBLE, TOTAL, write

from autograder import loading
from autograder.analysis.specimen import Specimen, left_out, read_header, specimens
from autograder.authoring.solution import made
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


def test_a_mistake_changes_the_file_that_its_functions_stand_in(tmp_path: Path) -> None:
    gates = generated_in(tmp_path)
    named = {one.name: one for one in specimens(gates)}
    right = {m.name: len(m.chunks) for m in named["solution"].submission.modules}
    first = {m.name: m for m in named["t01_first"].submission.modules}
    assert [m.name for m in named["t01_first"].submission.modules] == ["gated", "forecaster"]
    assert len(first["gated"].chunks) == right["gated"]
    assert any("[:, 0]" in chunk.source for chunk in first["forecaster"].chunks)


def test_a_mistake_holds_under_its_conventions_only(tmp_path: Path) -> None:
    gates = generated_in(tmp_path)
    linear = replace(gates, conventions={**gates.conventions, "lstm_output": "linear"})
    assert (left_out(gates), "l02_linear" in {one.name for one in specimens(gates)}) == ((), True)
    assert left_out(linear) == ("assignments/gates/mistakes/l02_linear.py (only under lstm_output=tanh)",)
    assert "l02_linear" not in {one.name for one in specimens(linear)}


def test_a_solution_that_was_made_takes_the_place_of_the_one_there_is(tmp_path: Path) -> None:
    gates = generated_in(tmp_path)
    linear = replace(gates, conventions={**gates.conventions, "lstm_output": "linear"})
    solution = specimens(linear, made(linear))[0]
    text = "".join(chunk.source for chunk in solution.submission.modules[0].chunks)
    assert "return c" in text
    assert "tanh(c)" not in text


@pytest.mark.parametrize(
    ("header", "default"),
    [
        ("", "after"),
        ("conventions: {lstm_output: tanh}\n", "after"),
        ("conventions: {gru_reset: after}\n", "before"),
    ],
)
def test_defaults_follow_the_conventions_that_the_header_does_not_name(tmp_path, header, default):
    gates = generated_in(tmp_path)
    after = replace(gates, conventions={**gates.conventions, "gru_reset": "after"})
    text = f'"""\nrow: V01\ntitle: a\n{header}"""\n\n\ndef choose(x, reset="before"):\n    return x\n'
    add(after, "variants", text, "v01.py")
    (variant,) = (one for one in specimens(after, made(after)) if one.name == "v01")
    last = [chunk.source for chunk in variant.submission.modules[0].chunks if "def choose" in chunk.source][
        -1
    ]
    assert f'reset="{default}"' in last


@pytest.mark.parametrize(
    ("old", "new"), [("lstm_output: tanh", "lstm_output: cubic"), ("{lstm_output: tanh}", "tanh")]
)
def test_a_header_with_a_wrong_convention_is_refused(tmp_path: Path, old: str, new: str) -> None:
    gates = generated_in(tmp_path)
    path = gates.folder / "mistakes" / "l02_linear.py"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(AssignmentError, match=r"l02_linear\.py: conventions: "):
        specimens(gates)


def test_a_mistake_has_what_its_header_says(assignment: Assignment) -> None:
    add(assignment, "mistakes", HEADER + WRONG)
    *_, mistake = specimens(assignment)
    assert (mistake.row, mistake.title, mistake.fails) == ("R01", "Three instead of two", (DOUBLE.id,))
    assert mistake.may_fail == {TOTAL.id: "by chance"}
    assert mistake.submission.id == "r01_three"


def test_a_specimen_says_where_its_author_finds_it(assignment: Assignment) -> None:
    add(assignment, "mistakes", HEADER + WRONG)
    assert [one.file for one in specimens(assignment)] == [
        "assignments/tiny/solution/rnn.py",
        "student_template/tiny/rnn.py",
        "assignments/tiny/mistakes/r01_three.py",
    ]


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
        ("", "the header needs row, title,"),
        ('"""Some words."""', "the header needs row, title,"),
        ('"""\nrow: R01\n"""', "the header needs row, title,"),
        ('"""\nrow: R01\ntitle: t\nfail: [a]\n"""', "may have fails, may_fail and trains"),
        ('"""\nrow: R01\ntitle: t\nfails: [t.b, t.a]\n"""', "no such check: t.a, t.b$"),
        ('"""\nrow: R01\ntitle: t\nmay_fail: {t.a: why}\n"""', "no such check: t.a$"),
    ],
)
def test_a_wrong_header_is_refused_with_its_file(assignment: Assignment, text: str, message: str) -> None:
    with pytest.raises(AssignmentError, match=f"^x.py: .*{message}"):
        read_header(Path("x.py"), text, assignment)


def test_a_header_may_say_that_the_file_changes_a_training(assignment: Assignment) -> None:
    add(assignment, "variants", '"""\nrow: V01\ntitle: t\ntrains: true\n"""', "v01.py")
    add(assignment, "variants", '"""\nrow: V02\ntitle: t\n"""', "v02.py")
    assert [s.trains for s in specimens(assignment)] == [False, False, True, False]


def switched_off(assignment: Assignment, tmp_path: Path, *off: str) -> Assignment:
    course = tmp_path / "spring.yaml"
    course.write_text(f"assignments:\n  tiny:\n    off: [{', '.join(off)}]\n", encoding="utf-8")
    return loading.load(assignment.folder, course=course)


def test_a_header_may_name_checks_that_are_off(assignment: Assignment, tmp_path: Path) -> None:
    add(assignment, "mistakes", HEADER + WRONG)
    *_, mistake = specimens(switched_off(assignment, tmp_path, TOTAL.id))
    assert (mistake.fails, mistake.may_fail) == ((DOUBLE.id,), {})


def test_a_mistake_that_only_checks_which_are_off_would_find_is_none(
    assignment: Assignment, tmp_path: Path
) -> None:
    add(assignment, "mistakes", HEADER + WRONG)
    assert [s.kind for s in specimens(switched_off(assignment, tmp_path, DOUBLE.id))] == [
        "solution",
        "starter",
    ]


# ------------------------------------------------------------------------- answers to questions

ANSWERED = "id: common\nquestions:\n  count: {answer: 11}\n  sizes: {answer: '(4, 3)'}\n"
OTHERS = f"row: K01\ntitle: One more\nfails: [{DOUBLE.id}]\nanswers: {{count: 12}}\n"


@pytest.fixture
def asking(assignment: Assignment) -> Assignment:
    """Return the assignment with two questions, and a solution that answers them."""
    (assignment.folder / "solution" / "answers.yaml").write_text(ANSWERED, encoding="utf-8")
    return replace(assignment, questions=(COUNT, SIZES))


def given(specimen: Specimen) -> dict[str, str] | None:
    """Return what a specimen answers."""
    answers = specimen.submission.answers
    return None if answers is None else dict(answers.given)


def test_the_solution_brings_its_answers_and_the_starter_none(asking: Assignment) -> None:
    solution, starter = specimens(asking)
    assert given(solution) == {"count": "11", "sizes": "(4, 3)"}
    assert given(starter) is None


def test_a_mistake_in_answers_is_laid_over_those_of_the_solution(asking: Assignment) -> None:
    add(asking, "mistakes", OTHERS, "k01_one_more.yaml")
    solution, _, mistake = specimens(asking)
    assert (mistake.name, mistake.row, mistake.fails) == ("k01_one_more", "K01", (DOUBLE.id,))
    assert given(mistake) == {"count": "12", "sizes": "(4, 3)"}
    assert mistake.submission.modules == solution.submission.modules


def test_a_mistake_in_code_keeps_the_solution_s_answers(asking: Assignment) -> None:
    add(asking, "mistakes", HEADER + WRONG)
    solution, _, mistake = specimens(asking)
    assert given(mistake) == given(solution)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("row: [", "the header cannot be read: "),
        ("row: K01\ntitle: t\n", "needs answers, row, title, and may have fails, may_fail and trains"),
        ("row: K01\ntitle: t\nanswers: {sums: 1}\n", "no such question: sums$"),
    ],
)
def test_a_wrong_file_of_answers_is_refused_with_its_name(
    asking: Assignment, text: str, message: str
) -> None:
    with pytest.raises(AssignmentError, match=f"^x.yaml: .*{message}"):
        read_header(Path("x.yaml"), text, asking)


def test_a_file_of_answers_may_name_questions_whose_checks_are_off(asking: Assignment) -> None:
    fewer = replace(asking, questions=(SIZES,), off=("t.questions.count",))
    assert read_header(Path("x.yaml"), OTHERS, fewer)["answers"] == {"count": 12}
