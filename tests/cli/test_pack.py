"""`autograder pack gradescope`: what it writes, what an instructor is told, what is refused."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.tiny import write

from autograder.cli import cli
from autograder.cli.pack import PRECIOUS, Chosen, counted, facts
from autograder.errors import UsageError
from autograder.loading import load
from autograder.secret import Secret

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Pack the tiny assignment, with a secret of somebody's own."""
    write(tmp_path)
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(tmp_path / "assignments"))
    for variable in ("AUTOGRADER_SECRET_FILE", "AUTOGRADER_COURSE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.secret").write_text("a secret of somebody's own\n", encoding="utf-8")

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["pack", "gradescope", "tiny", *map(str, arguments)])

    return invoke


def test_it_says_what_was_written_and_what_to_set(run):
    result = run("--secret-file", "own.secret", "--out", "here")
    content = Path("here/tiny-gradescope.zip").read_bytes()
    assert result.exit_code == 0, result.stderr
    assert result.stderr.splitlines() == [
        f"wrote here/tiny-gradescope.zip ({len(content) / 1024:.0f} KiB), for Python >=3.10,<3.14",
        f"sha256 {hashlib.sha256(content).hexdigest()}",
        "on Gradescope: set the points to 3 and the timeout to 10 minutes",
        "3 checks, 3 points: 1 public, 2 private",
        "  students see at once: 3 checks, 3 points",
        PRECIOUS,
    ]


def test_the_folder_for_packs_is_one_that_git_ignores(run):
    assert run("--secret-file", "own.secret").exit_code == 0
    assert Path("dist/tiny-gradescope.zip").is_file()


@pytest.mark.usefixtures("run")
def test_it_says_what_students_do_not_see_and_when_they_will(tmp_path):
    course = tmp_path / "ours.yaml"
    shown = {"private": "hidden", "t.double.values": "after_published"}
    settings = {"total": 6, "time_limit": "15m", "visibility": shown}
    course.write_text(json.dumps({"assignments": {"tiny": settings}}), encoding="utf-8")
    chosen = Chosen(load("tiny", course=course), course, Secret(b"a secret of tests"))
    assert list(facts(chosen)) == [
        f"with the settings of {course}",
        "on Gradescope: set the points to 6 and the timeout to 15 minutes",
        "3 checks, 6 points: 1 public, 2 private",
        "  students see at once: 1 check, 2 points",
        "  students see when you publish the grades: 1 check, 2 points (t.double.values)",
        "  students never see: 1 check, 2 points (t.total.values)",
        "Gradescope shows students no total while any check is hidden from them",
    ]


def test_the_course_beside_the_assignments_counts_as_it_does_when_grading(run, tmp_path):
    (tmp_path / "assignments" / "course.yaml").write_text("language: ar\n", encoding="utf-8")
    result = run("--secret-file", "own.secret")
    assert f"with the settings of {tmp_path}/assignments/course.yaml" in result.stderr


def test_bonus_is_counted_apart(report):
    checks = report.checks
    assert (
        counted([grade.check for grade in checks if grade.check.bonus]) == "1 check, 0 points and 1 of bonus"
    )


def test_the_sample_secret_is_packed_for_a_demo_only(run):
    refused = run()
    assert isinstance(refused.exception, UsageError)
    assert "--demo" in str(refused.exception)
    assert run("--demo").exit_code == 0


def test_a_secret_that_can_be_guessed_is_refused(run, tmp_path):
    (tmp_path / "short").write_text("15 bytes long..\n", encoding="utf-8")
    refused = run("--secret-file", "short")
    assert isinstance(refused.exception, UsageError)
    assert "shorter than 16 bytes" in str(refused.exception)


@pytest.mark.usefixtures("run")
def test_a_course_of_nbgraders_is_written_and_its_pack_is_told_to_be_kept(tmp_path, monkeypatch):
    from autograder.packagers.nbgrader import pack

    paths = tmp_path / "course" / "source" / "tiny", tmp_path / "course" / "private" / "tiny"
    packed = []
    monkeypatch.setattr(pack, "pack_nbgrader", lambda *given, **more: packed.append((given, more)) or paths)
    arguments = ["pack", "nbgrader", "tiny", "--secret-file", "own.secret", "--out", "course"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.stderr
    assert result.stderr.splitlines() == [
        f"wrote {paths[0]}",
        f"wrote {paths[1]}",
        "3 checks, 3 points: 1 public, 2 private",
        "  students see at once: 3 checks, 3 points",
        f"{paths[1]} holds the private tests, the reference and your secret: keep it from students",
    ]
    (((loaded, secret, out), more),) = packed
    assert (loaded.id, secret.value, out) == ("tiny", b"a secret of somebody's own", Path("course"))
    assert more == {"course": None, "demo": False}
