"""Every command: words on standard error, JSON on standard output, an exit status that says how it went."""

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from support import training
from support.graded import CHECKOUT, EXAMPLES, strong_or_skip
from support.tiny import DOUBLE, RIGHT, SHAPE, STARTER, TOTAL, Tiny, write

import autograder.cli
from autograder import __version__
from autograder.cli import COMMANDS, OURS, STATUSES, USAGE, cli
from autograder.cli.grade import SAMPLE_NOTE
from autograder.cli.progress import Bar, bar, said
from autograder.errors import AssignmentError, OutputError, SandboxError, UsageError
from autograder.model.epoch import Epoch
from autograder.reports import json_report
from autograder.worker.situation import FORCE

Run = Callable[..., Result]
WRONG = RIGHT.replace("x + x", "3 * x")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the tiny assignment."""
    write(tmp_path)
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(tmp_path / "assignments"))
    monkeypatch.delenv("AUTOGRADER_SECRET_FILE", raising=False)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, [*map(str, arguments)])

    return invoke


@pytest.fixture
def hand_in(tmp_path: Path) -> Callable[[str], str]:
    def write_source(source: str) -> str:
        path = tmp_path / "s7_rnn.py"
        path.write_text(source, encoding="utf-8")
        return str(path)

    return write_source


def statuses(result: Result) -> dict[str, str]:
    """Return the statuses in the JSON that a command wrote."""
    report = json_report.load(result.stdout)
    return {grade.check.id: grade.outcome.status.value for grade in report.checks}


# ---------------------------------------------------------------------------------------- grade


def test_grade_tells_a_person_the_score_in_both_languages(run: Run, hand_in: Callable[[str], str]) -> None:
    strong_or_skip()
    result = run("grade", "tiny", hand_in(WRONG))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "2 of 3" in result.stderr
    assert f"Check {DOUBLE.id}" in result.stderr
    assert "صغير" in result.stderr


@pytest.mark.parametrize(("language", "word", "absent"), [("en", "Tiny", "صغير"), ("ar", "صغير", "Tiny")])
def test_grade_speaks_the_language_that_is_asked_for(
    run: Run, hand_in: Callable[[str], str], language: str, word: str, absent: str
) -> None:
    strong_or_skip()
    said = run("grade", "tiny", hand_in(RIGHT), "--lang", language).stderr
    assert word in said
    assert absent not in said


def test_grade_writes_json_to_standard_output_and_nothing_else(
    run: Run, hand_in: Callable[[str], str]
) -> None:
    strong_or_skip()
    result = run("grade", "tiny", hand_in(WRONG), "--json", "--seed", "1")
    assert statuses(result) == {SHAPE.id: "passed", DOUBLE.id: "failed", TOTAL.id: "passed"}
    assert result.stderr == ""


def test_grade_says_that_the_sample_secret_was_used(run: Run, hand_in: Callable[[str], str]) -> None:
    strong_or_skip()
    assert SAMPLE_NOTE in run("grade", "tiny", hand_in(RIGHT), "--json").stderr
    assert SAMPLE_NOTE not in run("grade", "tiny", hand_in(RIGHT), "--seed", "1").stderr


def test_grade_runs_only_the_checks_that_are_named(run: Run, hand_in: Callable[[str], str]) -> None:
    strong_or_skip()
    result = run("grade", "tiny", hand_in(RIGHT), "--only", TOTAL.id, "--only", SHAPE.id, "--json")
    assert statuses(result) == {SHAPE.id: "passed", TOTAL.id: "passed"}


def test_grade_shows_staff_more_than_it_shows_students(run: Run, hand_in: Callable[[str], str]) -> None:
    strong_or_skip()
    wrong = hand_in(RIGHT.replace("sum(axis=-1)", "sum(axis=-1) + 1000"))
    student = run("grade", "tiny", wrong, "--lang", "en", "--seed", "1").stderr
    staff = run("grade", "tiny", wrong, "--lang", "en", "--seed", "1", "--staff").stderr
    assert "seccomp" in staff
    assert "landlock" not in student


def test_the_seed_and_the_secret_decide_the_inputs(
    run: Run, hand_in: Callable[[str], str], tmp_path: Path
) -> None:
    strong_or_skip()
    (tmp_path / "secret").write_text("only a sample of a secret")
    wrong = hand_in(RIGHT.replace("sum(axis=-1)", "sum(axis=-1) + 1"))

    def drawn(*options: str) -> tuple[object, bool]:
        report = json_report.load(run("grade", "tiny", wrong, "--json", "--only", TOTAL.id, *options).stdout)
        return report.checks[0].outcome.findings, report.sample_secret

    seeded = drawn("--seed", "only a sample of a secret")
    assert drawn("--secret-file", str(tmp_path / "secret")) == seeded
    assert drawn() == (seeded[0], True)
    assert seeded[1] is False
    assert drawn("--seed", "another")[0] != seeded[0]


def test_grade_writes_a_folder_of_reports(run: Run, hand_in: Callable[[str], str], tmp_path: Path) -> None:
    strong_or_skip()
    assert run("grade", "tiny", hand_in(RIGHT), "--out", str(tmp_path / "out" / "s7")).exit_code == 0
    names = {path.name for path in (tmp_path / "out" / "s7").iterdir()}
    assert names == {"results.json", "report.json", "feedback.en.html", "feedback.ar.html"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere", "SUBMISSION"], "there is no assignment"),
        (["tiny", "nowhere.py"], "there is no such file or folder"),
        (["tiny", "SUBMISSION", "--only", "t.nothing"], "--only: tiny has no check t.nothing"),
        (["tiny", "SUBMISSION", "--secret-file", "nowhere"], "cannot read the secret nowhere"),
    ],
)
def test_grade_refuses_what_does_not_exist(
    run: Run, hand_in: Callable[[str], str], arguments: list[str], message: str
) -> None:
    strong_or_skip()
    path = hand_in(RIGHT)
    result = run("grade", *(path if argument == "SUBMISSION" else argument for argument in arguments))
    assert isinstance(result.exception, UsageError)
    assert message in str(result.exception)


def test_grade_refuses_a_weak_sandbox_unless_told(
    run: Run, hand_in: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FORCE, "weak")
    refused = run("grade", "tiny", hand_in(RIGHT), "--json")
    assert isinstance(refused.exception, SandboxError)
    assert refused.stdout == ""
    allowed = run("grade", "tiny", hand_in(RIGHT), "--json", "--allow-weak-sandbox")
    assert set(statuses(allowed).values()) == {"passed"}
    report = json_report.load(allowed.stdout)
    assert (report.sandbox.strong, [f.code for f in report.needs_review]) == (False, ["weak_sandbox"])


# ---------------------------------------------------------------------------------------- check


@pytest.mark.parametrize(("source", "status"), [(RIGHT, 0), (WRONG, 0), (STARTER, 1), ("", 1)])
def test_check_runs_the_public_checks_and_says_whether_they_pass(
    run: Run, hand_in: Callable[[str], str], source: str, status: int
) -> None:
    """The wrong one is wrong where only private checks look."""
    result = run("check", "tiny", hand_in(source), "--json")
    assert result.exit_code == status
    assert list(statuses(result)) == [SHAPE.id]


def test_check_takes_the_assignment_s_own_folder_as_the_submission(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "assignments" / "tiny"
    (folder / "rnn.py").write_text(RIGHT, encoding="utf-8")
    monkeypatch.chdir(folder)
    result = run("check", ".", "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert "1 of 1" in result.stderr


def test_check_works_without_a_strong_sandbox(
    run: Run, hand_in: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FORCE, "weak")
    assert run("check", "tiny", hand_in(RIGHT)).exit_code == 0


# ----------------------------------------------------------------------------------- list, sandbox


def test_list_tells_points_and_checks(run: Run) -> None:
    said = run("list")
    assert said.stdout == ""
    assert "3 points, 1 public and 2 private checks" in said.stderr
    rows = json.loads(run("list", "--json").stdout)
    assert [(row["id"], row["title"], row["points"]) for row in rows] == [("tiny", "Tiny", "3")]


def test_sandbox_report_proves_every_layer(run: Run) -> None:
    found = strong_or_skip()
    told = json.loads(run("sandbox-report", "--json").stdout)
    assert (told["situation"], told["strong"]) == (found.name, True)
    assert told["layers"] == list(found.layers)
    assert told["self_test"]
    said = run("sandbox-report").stderr
    assert found.name in said
    assert all(attempt in said for attempt in told["self_test"])


def test_sandbox_report_says_that_weak_is_weak(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FORCE, "weak")
    assert "WEAK: no isolation" in run("sandbox-report").stderr


# ------------------------------------------------------------------------------------- progress


def test_somebody_who_looks_sees_a_bar_and_how_far_a_training_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with bar(2) as shown:
        shown.advance("t.a")
        shown.say(said(Epoch("t.b", 3, 0.30999)))
    assert "t.b  epoch 3, loss 0.31" in capsys.readouterr().err


def test_who_grades_sees_how_far_a_training_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(Bar, "say", lambda _bar, text: shown.append(text))
    folder = training.write(tmp_path)
    done = CliRunner().invoke(cli, ["grade", str(folder), str(folder / "solution"), "--seed", "1"])
    assert done.exit_code == 0, done.output
    assert shown[0].startswith("s.train.learns  epoch 1, loss ")
    assert "epoch" not in done.output.replace("across: epoch", "")
    shown.clear()
    CliRunner().invoke(cli, ["check", str(folder), str(folder / "solution")])
    assert shown[0].startswith("s.train.learns  epoch 1, loss ")


# ----------------------------------------------------------------------------------------- main


def test_the_table_of_statuses_is_that_of_the_help(run: Run) -> None:
    table = re.findall(
        r"^\| (\d) \| (.+?) *[.,:|]", (CHECKOUT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    helped = re.findall(r"^  (\d)  (.+?)(?:[,:]|$)", STATUSES, re.MULTILINE)
    assert len(helped) == 4
    assert table == helped
    assert all(f"{status}  {words}" in run("--help").stdout for status, words in helped)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (UsageError("no such thing"), USAGE, "autograder: no such thing\n"),
        (AssignmentError("assignment.yaml:3: wrong"), USAGE, "autograder: assignment.yaml:3: wrong\n"),
        (SandboxError("it does not hold"), USAGE, "autograder: it does not hold\n"),
        (click.UsageError("no such option"), USAGE, "no such option"),
        (KeyboardInterrupt(), OURS, "autograder: interrupted\n"),
        (ZeroDivisionError("ours"), OURS, "this is an error of ours:\nTraceback"),
        (
            OutputError("out: cannot be written: Is a directory"),
            OURS,
            "autograder: out: cannot be written: Is",
        ),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), OURS, "autograder: nobody reads the output any more\n"),
        (
            PermissionError(errno.EACCES, "Permission denied", "a.txt"),
            OURS,
            "autograder: a.txt: Permission denied:",
        ),
        (
            BlockingIOError(errno.EAGAIN, "Out of processes"),
            OURS,
            "autograder: Out of processes: this machine",
        ),
        (
            FileNotFoundError(errno.ENOENT, "No such file", "a.txt"),
            OURS,
            "this is an error of ours:\nTraceback",
        ),
    ],
)
def test_every_error_has_words_and_a_status(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    words: str,
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(sys, "argv", ["autograder", "list"])
    monkeypatch.setattr("autograder.cli.listing.list_assignments.callback", fails)
    with pytest.raises(SystemExit) as left:
        autograder.cli.main()
    assert left.value.code == status
    printed = capsys.readouterr()
    assert printed.out == ""
    assert words in printed.err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["list", "--json"], 0), (["nonsense"], USAGE), (["grade"], USAGE), (["list", "--nonsense"], USAGE)],
)
def test_the_status_of_the_command_is_the_process_s(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int
) -> None:
    monkeypatch.setattr(sys, "argv", ["autograder", *arguments])
    with pytest.raises(SystemExit) as left:
        autograder.cli.main()
    assert left.value.code == status
    assert run is not None


def python_m(*arguments: str, folder: Path = CHECKOUT) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-m", "autograder", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_python_m_autograder_tells_its_commands() -> None:
    done = python_m("--help")
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in COMMANDS)
    assert python_m("--version").stdout.strip().endswith(__version__)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"{name} [OPTIONS]" in result.stdout


# -------------------------------------------------------------------------------- hostile folders

HOSTILE = {
    "conftest.py": "raise SystemExit('conftest of the folder')",
    "sitecustomize.py": "raise SystemExit('sitecustomize of the folder')",
    "numpy.py": "raise SystemExit('numpy of the folder')",
    "tests/__init__.py": "raise SystemExit('tests of the folder')",
    "reference/__init__.py": "raise SystemExit('reference of the folder')",
    "pytest.ini": "[pytest]\naddopts = --no-such-option\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--no-such-option'\n",
}
INSTALLED = f"import sys; sys.path[0] = {str(CHECKOUT)!r}; from autograder.cli import main; main()"
"""What the installed command does: the current folder is not on its path."""


def test_the_current_folder_and_pytest_s_variables_change_nothing(tmp_path: Path) -> None:
    strong_or_skip()
    for name, text in HOSTILE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    right = {path.name: path.read_bytes() for path in (EXAMPLES / "right").iterdir() if path.is_file()}
    for name, content in right.items():
        (tmp_path / name).write_bytes(content)
    variables = {"PYTEST_ADDOPTS": "--no-such-option", "PYTEST_PLUGINS": "no_such_plugin"}
    done = subprocess.run(
        [sys.executable, "-c", INSTALLED, "grade", "a1_rnn", ".", "--json"],
        cwd=tmp_path,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json_report.load(done.stdout)
    assert report.score == report.max_score
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {*HOSTILE, *right}


def test_a_submission_is_never_imported_by_the_grader(tmp_path: Path) -> None:
    """Its file would leave a mark if it ran outside of a sandbox."""
    strong_or_skip()
    mark = tmp_path / "mark"
    source = (
        f"X = open({str(mark)!r}, 'w')\n\n\ndef softmax(z):\n    open({str(mark)!r}, 'w')\n    return X\n"
    )
    (tmp_path / "rnn.py").write_text(source)
    (tmp_path / "conftest.py").write_text(f"open({str(mark)!r}, 'w')\n")
    done = python_m("grade", "a1_rnn", str(tmp_path), "--json")
    report = json_report.load(done.stdout)
    assert (report.score, len(report.checks)) == (0, 42)
    assert not mark.exists()


def test_a_sandbox_that_is_lost_midway_charges_nobody(
    run: Run, hand_in: Callable[[str], str], tmp_path: Path
) -> None:
    """The suite kills the zygote midway, as the kernel might."""
    strong_or_skip()
    kill = Tiny(
        "t.kill",
        "import contextlib, os, signal, pathlib\n"
        "for stat in pathlib.Path('/proc').glob('[0-9]*/stat'):\n"
        "    with contextlib.suppress(OSError):\n"  # a process that has ended meanwhile
        "        if stat.read_text().rpartition(')')[2].split()[1] == str(os.getpid()):\n"
        "            os.kill(int(stat.parent.name), signal.SIGKILL)\n",
    )
    write(tmp_path, (SHAPE, kill, DOUBLE))
    done = python_m("grade", "tiny", hand_in(RIGHT), "--json", "--out", str(tmp_path / "out"))
    assert run is not None
    assert done.returncode == 0, done.stderr
    report = json_report.load(done.stdout)
    last = report.checks[-1]
    assert report.score + last.pending == report.max_score
    results = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    assert results["extra_data"]["needs_review"] is bool(last.pending)
    assert [test.get("status") for test in results["tests"]][:2] == ["passed", "passed"]
    assert results["tests"][2].get("status") == (None if last.pending else "passed")
