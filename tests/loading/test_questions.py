"""Questions are read with their draws and options; each has a check; what is wrong is said in its place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.loading import load
from autograder.model.question import AnswerKind, Question
from autograder.model.text import Text

QUESTIONS = """\
types:
  kind: choice
  text: {en: "Which one fits {task}?", ar: "أيها يناسب {task}؟"}
  draws: {task: [{en: "a film", ar: "فيلم"}, {en: "a song", ar: "أغنية"}]}
  options:
    one: {en: "One", ar: "واحد"}
    many: {en: "Many", ar: "متعدد"}
count:
  kind: number
  text: {en: "How many in {n} and {m}?", ar: "كم في {n} و{m}؟"}
  draws: {n: [3, 4], m: [5]}
shape:
  kind: shape
  text: {en: "What is the shape of {{}}?", ar: "ما شكل {{}}؟"}
"""
TITLE = '{en: "Q", ar: "س"}'
PART = f"""\
  - id: concepts
    title: {TITLE}
    file: answers.yaml
    profile: answers
    checks:
      - {{id: t.questions.types, title: {TITLE}, points: 1, suite: private}}
      - {{id: t.questions.count, title: {TITLE}, points: 1, suite: private}}
      - {{id: t.questions.shape, title: {TITLE}, points: 1, suite: private}}
"""
SUITE = "".join(
    f'\n\n@checks.check("t.questions.{name}")\ndef test_{name}(question):\n    pass\n'
    for name in ("types", "count", "shape")
)


@pytest.fixture
def folder(folder: Path) -> Path:
    """Give the tiny assignment with three questions."""
    manifest, suite = folder / "assignment.yaml", folder / "tests/private/test_cell.py"
    text = manifest.read_text(encoding="utf-8").replace("hints: ", "questions: questions.yaml\nhints: ", 1)
    manifest.write_text(text.replace("limits: ", PART + "limits: ", 1), encoding="utf-8")
    suite.write_text(suite.read_text(encoding="utf-8") + SUITE, encoding="utf-8")
    (folder / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    return folder


def test_questions_arrive_in_order_with_their_draws_and_options(folder: Path) -> None:
    types, count, shape = load(folder).questions
    assert types == Question(
        "types",
        AnswerKind.CHOICE,
        Text("Which one fits {task}?", "أيها يناسب {task}؟"),
        {"task": (Text("a film", "فيلم"), Text("a song", "أغنية"))},
        {"one": Text("One", "واحد"), "many": Text("Many", "متعدد")},
    )
    assert (count.kind, count.draws) == (AnswerKind.NUMBER, {"n": (3, 4), "m": (5,)})
    assert (shape.kind, shape.draws, shape.options) == (AnswerKind.SHAPE, {}, {})


def test_an_assignment_may_ask_nothing(folder: Path) -> None:
    manifest = folder / "assignment.yaml"
    text = manifest.read_text(encoding="utf-8").replace("questions: questions.yaml\n", "").replace(PART, "")
    manifest.write_text(text, encoding="utf-8")
    suite = folder / "tests/private/test_cell.py"
    suite.write_text(suite.read_text(encoding="utf-8").replace(SUITE, ""), encoding="utf-8")
    assert load(folder).questions == ()


def test_a_student_s_copy_has_questions_without_checks(folder: Path) -> None:
    manifest = folder / "assignment.yaml"
    text = manifest.read_text(encoding="utf-8").replace(PART, "")
    manifest.write_text(text, encoding="utf-8")
    suite = folder / "tests/private/test_cell.py"
    suite.write_text(suite.read_text(encoding="utf-8").replace(SUITE, ""), encoding="utf-8")
    assert [question.id for question in load(folder).questions] == ["types", "count", "shape"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: number", "kind: nummer", '9: count.kind: "nummer" is not one of choice, number, shape'),
        ("types:", "Types:", '1: Types: "Types" is not an id: a-z, 0-9 and _, a letter first'),
        ('ar: "واحد"}', "}", 'types.options.one: the key "ar" is missing'),
        (
            "draws: {n:",
            "drawn: {n:",
            "count.drawn: unknown key; the keys here are kind, text, draws, options",
        ),
        ("[3, 4]", "[3, 3]", "11: count.draws.n[1]: stands here a second time"),
        ("[3, 4]", "[]", "11: count.draws.n: must not be empty"),
        ("[3, 4]", "[3, true]", "count.draws.n[1]: must be a whole number or a text in en and ar, not true"),
        ("[3, 4]", "[3, 0.5]", "count.draws.n[1]: must be a whole number or a text in en and ar, not 0.5"),
        ("[3, 4]", "[3, {en: a}]", "n[1]: must be a whole number or a text in en and ar, not a mapping"),
        ("[3, 4]", '[{en: "", ar: b}]', "n[0]: must be a whole number or a text in en and ar"),
        ("[3, 4]", "[3, {en: a, ar: b}]", "count.draws.n[1]: numbers and texts cannot be mixed"),
        ("in {n} and", "in {k} and", '10: count.text.en: "k" is not one of n, m'),
        ("in {n} and", "in 3 and", "10: count.text.en: does not mention {n}, which is drawn"),
        ("كم في {n}", "كم في 3", "10: count.text.ar: does not mention {n}, which is drawn"),
        ("in {n} and", "in {n and", "10: count.text.en: braces mean what is drawn; write {{ for a brace"),
        ("in {n} and", "in {n:3} and", 'count.text.en: "n:3" is not one of n, m'),
        ("in {n} and", "in {n!r} and", 'count.text.en: "n!r" is not one of n, m'),
        ("in {n} and", "in {n.real} and", 'count.text.en: "n.real" is not one of n, m'),
        ("in {n} and", "in {n} {} and", 'count.text.en: "" is not one of n, m'),
        (
            '    many: {en: "Many", ar: "متعدد"}\n',
            "",
            "5: types.options: a choice needs 2 to 8 options, not 1",
        ),
        ('"Many"', '"One"', "types.options: two options have the same words in en"),
        ("kind: choice", "kind: number", "types.options: a question of kind number has no options"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(
    broken: Callable[..., str], old: str, new: str, said: str
) -> None:
    message = broken(old, new, "questions.yaml")
    assert said in message
    assert all(line.startswith("questions.yaml:") for line in message.splitlines())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("questions: questions.yaml", "questions: qs.yaml", 'questions: there is no file "qs.yaml" here'),
        (
            "file: answers.yaml",
            "file: rnn.py",
            'parts[1].file: "rnn.py" is not one of answers.yaml',
        ),
        ("profile: answers", "profile: numpy", 'parts[1].file: "answers.yaml" is not one of rnn.py'),
        (
            "      - {id: t.questions.shape, title: " + TITLE + ", points: 1, suite: private}\n",
            "",
            'no check has the id "t.questions.shape"',
        ),
    ],
)
def test_a_part_of_answers_is_about_the_questions(
    broken: Callable[..., str], old: str, new: str, said: str
) -> None:
    assert said in broken(old, new)


def test_a_question_without_a_check_and_a_check_without_a_question_are_said(
    folder: Path, broken: Callable[..., str]
) -> None:
    suite = folder / "tests/private/test_cell.py"
    suite.write_text(suite.read_text(encoding="utf-8").replace("questions.shape", "questions.size"))
    assert broken("questions.shape", "questions.size").splitlines() == [
        'assignment.yaml:5: questions: no check is about the question "shape"',
        'assignment.yaml:43: parts[1].checks[2].id: "size" is not one of types, count, shape',
    ]
