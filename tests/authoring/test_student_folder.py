"""The student's folder holds what a student needs and nothing that is an answer."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from support.graded import CHECKOUT

from autograder import loading
from autograder.authoring.starter import read_stubs
from autograder.authoring.student_folder import readme, student_folder
from autograder.authoring.textbook import read_textbook
from autograder.model.text import Text

ASSIGNMENTS = sorted(path.parent for path in (CHECKOUT / "assignments").glob("*/assignment.yaml"))
PRIVATE = ("solution", "mistakes", "variants", "reference", "private")


@pytest.fixture
def files(project, x1):
    return lambda: student_folder(x1(), read_stubs(x1(), read_textbook(project / "book")))


def test_it_holds_the_public_suite_the_handouts_and_their_pictures(files):
    assert {path.as_posix() for path in files()} == {
        "README.md",
        "answer.ipynb",
        "answer.py",
        "assignment.yaml",
        "conftest.py",
        "handout.ar.html",
        "handout.ar.md",
        "handout.en.html",
        "handout.en.md",
        "line.svg",
        "tests/public/cases.json",
        "tests/public/test_seen.py",
    }


def test_each_page_of_the_handout_leads_to_the_other(files):
    pages = files()
    assert b'href="handout.ar.html"' in pages[Path("handout.en.html")]
    assert b'href="handout.en.html"' in pages[Path("handout.ar.html")]


def test_an_assignment_without_a_handout_has_no_pages(project, files):
    for language in ("en", "ar"):
        (project / f"assignments/x1/handout.{language}.md").unlink()
    assert not [path for path in files() if path.name.startswith("handout") or path.suffix == ".svg"]
    assert b"handout" not in files()[Path("README.md")]


def test_its_assignment_keeps_public_checks_and_drops_what_points_to_answers(files):
    document = yaml.safe_load(files()[Path("assignment.yaml")])
    assert set(document) == {
        "id",
        "title",
        "files",
        "imports",
        "functions",
        "parts",
        "conventions",
        "language",
        "one_draw",
    }
    assert [part["id"] for part in document["parts"]] == ["one"]
    checks = document["parts"][0]["checks"]
    assert [check["id"] for check in checks] == ["x1.seen", "x1.seen_too"]
    assert [check.get("depends_on", []) for check in checks] == [[], ["x1.seen"]]
    assert document["parts"][0]["section"] == "middles"


def test_its_assignment_is_read_as_the_assignment_is(files, tmp_path, x1):
    for path, content in files().items():
        (tmp_path / "copy" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "copy" / path).write_bytes(content)
    copy, original = loading.load(tmp_path / "copy"), x1()
    assert copy.checks == original.checks[:2]
    assert (copy.functions, copy.sections, copy.limits) == (
        original.functions,
        original.sections,
        original.limits,
    )


def test_what_students_commands_go_by_is_as_the_course_wants_it(project, files):
    course = "language: ar\nassignments:\n  x1: {questions: common}\n"
    (project / "assignments/course.yaml").write_text(course, encoding="utf-8")
    document = yaml.safe_load(files()[Path("assignment.yaml")])
    assert (document["language"], document["one_draw"]) == ("ar", True)


@pytest.mark.parametrize(("one_draw", "command"), [(False, "questions --id YOUR_ID"), (True, "questions`")])
def test_the_readme_asks_for_an_id_where_questions_are_personal(project, x1, edit, one_draw, command):
    (project / "assignments/x1/questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    edit("assignments/x1/assignment.yaml", "imports:", "questions: questions.yaml\nimports:")
    add_question(project, edit)
    assert f"autograder {command}" in readme(replace(x1(), one_draw=one_draw))


def test_questions_are_copied(project, files, edit):
    (project / "assignments/x1/questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    edit("assignments/x1/assignment.yaml", "imports:", "questions: questions.yaml\nimports:")
    add_question(project, edit)
    written = files()
    assert written[Path("questions.yaml")].decode() == QUESTIONS
    assert yaml.safe_load(written[Path("assignment.yaml")])["questions"] == "questions.yaml"
    assert b"autograder questions" in written[Path("README.md")]


QUESTIONS = "sum:\n  kind: number\n  text: {en: 'How much is 1 + 1?', ar: 'كم يساوي 1 + 1؟'}\n"


def add_question(project, edit):
    """Declare the check of the question, and its test."""
    part = (
        "parts:\n  - id: concepts\n    title: {en: Questions, ar: أسئلة}\n    file: answers.yaml\n"
        "    profile: answers\n    checks:\n"
        "      - {id: x1.questions.sum, title: {en: Sum, ar: جمع}, points: 1, suite: private}\n"
    )
    edit("assignments/x1/assignment.yaml", "parts:\n", part)
    test = '@check("x1.questions.sum")\ndef test_sum(question):\n    pass\n'
    path = project / "assignments/x1/tests/private/test_secret.py"
    path.write_text(path.read_text(encoding="utf-8") + test, encoding="utf-8")


def test_the_readme_speaks_both_languages_and_says_where_to_ask(x1):
    text = readme(replace(x1(), help=Text("Ask in the forum.", "اسأل في المنتدى.")))
    assert "# Middles" in text
    assert "# أواسط" in text
    assert "Ask in the forum." in text
    assert "اسأل في المنتدى." in text
    assert "{" not in text


@pytest.mark.parametrize("folder", ASSIGNMENTS, ids=lambda folder: folder.name)
def test_a_student_s_copy_holds_no_private_check(folder):
    document = yaml.safe_load((folder / "assignment.yaml").read_text(encoding="utf-8"))
    checks = [check for part in document["parts"] for check in part["checks"]]
    private = [check["id"] for check in checks if check["suite"] == "private"]
    copy = CHECKOUT / "student_template" / folder.name
    texts = [path.read_text("utf-8") for path in copy.rglob("*") if path.suffix != ".pyc" and path.is_file()]
    assert private
    assert not [check for check in private for text in texts if check in text]
    assert not [path for path in copy.rglob("*") if path.name in PRIVATE]
