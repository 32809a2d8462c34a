"""A course's settings, from the command line to what a student and staff read."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support.graded import CHECKOUT, EXAMPLES, strong_or_skip
from support.tiny import DOUBLE, SHAPE, TOTAL, write

from autograder import loading
from autograder.cli import cli
from autograder.model.assignment import Suite
from autograder.reports import json_report

RIGHT = str(EXAMPLES / "right")
OFF = ["a1.forward.edges", "a1.backward.edges", "a1.cell_forward.state"]
COURSE = f"""\
assignments:
  a1_rnn:
    language: ar
    off: [{", ".join(OFF)}]
    total: 20
    visibility: {{private: after_due_date, a1.backward.upstream: after_published, a1.softmax.large: hidden}}
    dates: {{release: 2020-01-01T00:00Z, due: DUE}}
"""
OPEN = COURSE.replace("DUE", "2999-01-01T00:00Z")
CLOSED = COURSE.replace("DUE", "2020-02-01T00:00Z")
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with a course of this text."""
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(CHECKOUT / "assignments"))
    monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)

    def invoke(course: str, *arguments: str) -> Result:
        path = tmp_path / "spring.yaml"
        path.write_text(course, encoding="utf-8")
        return CliRunner().invoke(cli, [*arguments, "--course", str(path)], catch_exceptions=False)

    return invoke


@pytest.fixture
def grade_right(run: Run, tmp_path: Path) -> Callable[[str], tuple[Result, Path]]:
    """Grade the right example; give what the command said and the folder of reports."""
    strong_or_skip()

    def grade(course: str) -> tuple[Result, Path]:
        out = tmp_path / "out"
        return run(course, "grade", "a1_rnn", RIGHT, "--seed", "1", "--out", str(out)), out

    return grade


def titles(suite: Suite) -> dict[str, str]:
    """Return the Arabic titles of a suite's checks by their ids."""
    declared = loading.load(CHECKOUT / "assignments" / "a1_rnn").checks
    return {check.id: check.title.ar for check in declared if check.suite is suite}


def results_by_check(out: Path) -> dict[str, Any]:
    results = json.loads((out / "results.json").read_text("utf-8"))
    return {test["extra_data"]["check"]: test for test in results["tests"]}


def test_before_the_due_date_a_student_reads_nothing_of_the_private_checks(
    grade_right: Callable[[str], tuple[Result, Path]],
) -> None:
    result, out = grade_right(OPEN)
    assert result.exit_code == 0
    assert {path.name for path in out.iterdir()} == {"feedback.ar.html", "report.json", "results.json"}
    for page in (result.stderr, (out / "feedback.ar.html").read_text("utf-8")):
        assert [title for title in titles(Suite.PRIVATE).values() if title in page] == []
        assert [title for title in titles(Suite.PUBLIC).values() if title not in page] == []
        assert [check for check in titles(Suite.PRIVATE) if check in page] == []


def test_after_the_due_date_a_student_reads_all_but_what_is_published_or_hidden(
    grade_right: Callable[[str], tuple[Result, Path]],
) -> None:
    result, out = grade_right(CLOSED)
    kept_back = {"a1.backward.upstream", "a1.softmax.large", *OFF}
    for page in (result.stderr, (out / "feedback.ar.html").read_text("utf-8")):
        missing = {check for check, title in titles(Suite.PRIVATE).items() if title not in page}
        assert missing == kept_back


def test_the_points_are_the_course_s_and_exact(grade_right: Callable[[str], tuple[Result, Path]]) -> None:
    _, out = grade_right(OPEN)
    report = json_report.load((out / "report.json").read_text("utf-8"))
    assert report.max_score == 20
    assert {grade.check.id for grade in report.checks}.isdisjoint(OFF)
    code = [grade for grade in report.checks if not grade.check.id.startswith("a1.questions.")]
    assert all(grade.score == grade.check.points for grade in code)


def test_a_platform_gets_every_check_with_its_visibility(
    grade_right: Callable[[str], tuple[Result, Path]],
) -> None:
    _, out = grade_right(CLOSED)
    tests = results_by_check(out)
    assert tests.keys().isdisjoint(OFF)
    assert sum(test["max_score"] for test in tests.values()) == pytest.approx(20)
    assert tests["a1.one_hot.rows"]["visibility"] == "visible"
    assert tests["a1.one_hot.values"]["visibility"] == "after_due_date"
    assert tests["a1.backward.upstream"]["visibility"] == "after_published"


def test_a_language_that_is_asked_for_goes_before_the_course_s(run: Run, tmp_path: Path) -> None:
    strong_or_skip()
    out = str(tmp_path / "out")
    only = ["--only", "a1.one_hot.rows", "--seed", "1", "--lang", "en", "--out", out]
    assert "Each row has one 1" in run(OPEN, "grade", "a1_rnn", RIGHT, *only).stderr
    assert (tmp_path / "out" / "feedback.en.html").is_file()
    assert not (tmp_path / "out" / "feedback.ar.html").exists()


def test_list_says_what_the_course_makes_of_an_assignment(run: Run, tmp_path: Path) -> None:
    said = run(OPEN, "list").stderr
    assert said.startswith(f"with the settings of {tmp_path / 'spring.yaml'}\n")
    assert "    20 points, 11 public and " in said
    assert "    feedback in Arabic\n" in said
    assert "    release 2020-01-01 00:00 +0000, due 2999-01-01 00:00 +0000\n" in said
    assert f"    off: {', '.join(check for check in titles(Suite.PRIVATE) if check in OFF)}\n" in said


def test_list_gives_the_same_to_a_program(run: Run) -> None:
    (row,) = [row for row in json.loads(run(OPEN, "list", "--json").stdout) if row["id"] == "a1_rnn"]
    assert (row["points"], row["language"], sorted(row["off"])) == ("20", "ar", sorted(OFF))
    assert row["checks"]["public"] == 11
    assert row["dates"] == {"release": "2020-01-01T00:00:00+00:00", "due": "2999-01-01T00:00:00+00:00"}


def test_without_a_course_list_names_no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(tmp_path)
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(tmp_path / "assignments"))
    monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)
    said = CliRunner().invoke(cli, ["list"]).stderr
    facts = ["3 points, 1 public and 2 private checks", "feedback in English and Arabic"]
    assert said == "tiny  Tiny  /  صغير\n" + "".join(f"    {fact}\n" for fact in facts)


def test_validate_tries_only_mistakes_that_checks_which_are_on_can_find(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    strong_or_skip()
    folder = write(tmp_path)
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(tmp_path / "assignments"))
    (folder / "mistakes").mkdir()
    for name, fails, body in (
        ("double", DOUBLE.id, "def double(x):\n    return 3 * x\n"),
        (
            "both",
            f"{TOTAL.id}, {DOUBLE.id}",
            "def double(x):\n    return x\n\n\ndef total(x):\n    return x[:, 0]\n",
        ),
    ):
        header = f'"""\nrow: R01\ntitle: {name}\nfails: [{fails}]\n"""\n'
        (folder / "mistakes" / f"{name}.py").write_text(f"{header}\n\n{body}", encoding="utf-8")
    course = f"assignments:\n  tiny:\n    off: [{DOUBLE.id}]\n"
    result = run(course, "validate", "tiny", "--seeds", "1", "--jobs", "1", "--json")
    assert result.exit_code == 0, result.stderr
    (told,) = json.loads(result.stdout)
    assert "double" not in json.dumps(told["mistakes"])
    assert TOTAL.id in json.dumps(told["mistakes"])


def test_a_public_check_may_be_off_too(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    strong_or_skip()
    write(tmp_path)
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(tmp_path / "assignments"))
    work = tmp_path / "assignments" / "tiny" / "solution"
    course = f"assignments:\n  tiny:\n    off: [{SHAPE.id}]\n"
    report = json_report.load(run(course, "grade", "tiny", str(work), "--seed", "1", "--json").stdout)
    assert [grade.check.id for grade in report.checks] == [DOUBLE.id, TOTAL.id]
    assert report.score == report.max_score == 2
