"""A class is graded in one go: a line for each submission, reports beside grades.csv."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.graded import strong_or_skip
from support.tiny import RIGHT, STARTER, write

from autograder.cli import OURS, cli
from autograder.errors import OutputError, UsageError
from autograder.reports import json_report

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Grade two submissions of the tiny assignment, with more arguments."""
    strong_or_skip()
    write(tmp_path)
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(tmp_path / "assignments"))
    for name, source in (("omar", STARTER), ("lina", RIGHT)):
        folder = tmp_path / "class" / name
        folder.mkdir(parents=True)
        (folder / "rnn.py").write_text(source, "utf-8")
    submissions = [str(tmp_path / "class" / name) for name in ("omar", "lina")]

    def invoke(*arguments: str, out: Path = tmp_path / "out") -> Result:
        return CliRunner().invoke(cli, ["grade-class", "tiny", *submissions, "--out", str(out), *arguments])

    return invoke


def test_each_submission_has_a_line_and_its_reports(run: Run, tmp_path: Path) -> None:
    result = run("--jobs", "2")
    assert result.exit_code == 0, result.output
    assert result.stderr.splitlines()[:2] == ["lina       3 of 3", "omar       0 of 3"]
    table = (tmp_path / "out" / "grades.csv").read_text("utf-8")
    lines = list(csv.DictReader(table.splitlines()))
    assert [(line["submission"], line["score"]) for line in lines] == [("lina", "3.0"), ("omar", "0.0")]
    for name, score in (("lina", 3), ("omar", 0)):
        report = json_report.load((tmp_path / "out" / name / "report.json").read_text("utf-8"))
        assert report.score == score


def test_the_sample_secret_is_told(run: Run) -> None:
    assert "sample secret" in run().stderr
    assert "sample secret" not in run("--seed", "of this test").stderr


def test_a_program_gets_every_report(run: Run) -> None:
    results = json.loads(run("--json", "--lang", "ar").stdout)
    assert [(one["submission"], one["error"]) for one in results] == [("lina", ""), ("omar", "")]
    assert [json_report.load(json.dumps(one["report"])).score for one in results] == [3, 0]


def test_a_path_that_does_not_exist_is_refused_before_anything_is_graded(run: Run, tmp_path: Path) -> None:
    result = run(str(tmp_path / "nobody"))
    assert isinstance(result.exception, UsageError)
    assert "nobody" in str(result.exception)
    assert not (tmp_path / "out").exists()


def test_a_table_that_cannot_be_written_loses_no_grade(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out" / "grades.csv").mkdir(parents=True)
    result = run()
    assert isinstance(result.exception, OutputError)
    assert result.stderr.splitlines()[:2] == ["lina       3 of 3", "omar       0 of 3"]


def test_a_submission_without_a_grade_is_told_and_the_status_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder import batch
    from autograder.batch import Graded

    monkeypatch.setattr(batch, "grade_all", lambda *_, **__: [Graded("lina", None, "it was killed")])
    result = run()
    assert result.exit_code == OURS
    assert result.stderr.splitlines()[0] == "lina     -  no grade: it was killed"
    assert json.loads(run("--json").stdout) == [
        {"submission": "lina", "error": "it was killed", "report": None}
    ]
