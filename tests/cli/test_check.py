"""`autograder check`: what a student types, and the usual slips."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.tiny import RIGHT, SHAPE, STARTER, write

from autograder.cli import cli
from autograder.cli.show import WIDEST, width
from autograder.errors import OutputError, UsageError
from autograder.reports import json_report

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write an assignment with the starter in its folder, and go there."""
    written = write(tmp_path)
    (written / "rnn.py").write_text(STARTER, encoding="utf-8")
    monkeypatch.chdir(written)
    return written


@pytest.fixture
def run() -> Run:
    return lambda *arguments: CliRunner().invoke(cli, ["check", *map(str, arguments)])


def last_lines(result: Result, count: int) -> list[str]:
    return result.stderr.splitlines()[-count:]


@pytest.mark.usefixtures("folder")
def test_in_the_assignment_s_folder_nothing_need_be_typed(run: Run) -> None:
    result = run()
    assert result.exit_code == 1
    assert result.stdout == ""
    assert last_lines(result, 2) == [
        f"Start here: 1.1 Check {SHAPE.id}",
        "\u200fابدأ من هنا: \u20661.1\u2069 فحص",
    ]


def test_below_the_assignment_s_folder_it_is_found(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "tests" / "public")
    assert f"Check {SHAPE.id}" in run().stderr


def test_after_the_last_check_comes_handing_in(run: Run, folder: Path) -> None:
    (folder / "rnn.py").write_text(RIGHT, encoding="utf-8")
    result = run("--lang", "en")
    assert result.exit_code == 0
    assert last_lines(result, 1) == [
        "Next: hand in your work. Then private checks run as well, on other numbers."
    ]


def test_one_argument_may_be_the_file_to_check(run: Run, folder: Path) -> None:
    (folder / "other.py").write_text(RIGHT, encoding="utf-8")
    assert run("other.py").exit_code == 0
    assert run("rnn.py").exit_code == 1


def test_the_folder_can_be_named_from_beside_it(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    assert run("tiny", folder / "rnn.py").exit_code == 1


def test_json_is_the_report_and_nothing_else(run: Run, folder: Path) -> None:
    result = run(folder, "--json")
    assert json_report.load(result.stdout).assignment == "tiny"
    assert result.stderr == ""


@pytest.mark.usefixtures("folder")
def test_a_page_is_written_in_each_language(run: Run, tmp_path: Path) -> None:
    run("--html", tmp_path / "page.html")
    run("--html", tmp_path / "one.html", "--lang", "ar")
    pages = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.html")}
    assert set(pages) == {"page.en.html", "page.ar.html", "one.html"}
    assert 'lang="en"' in pages["page.en.html"]
    assert 'dir="rtl"' in pages["page.ar.html"]
    assert pages["one.html"] == pages["page.ar.html"]


@pytest.mark.usefixtures("folder")
def test_a_page_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    error = run("--html", tmp_path / "nowhere" / "page.html").exception
    assert isinstance(error, OutputError)
    assert "page.en.html: cannot be written: No such file or directory" in str(error)


@pytest.mark.parametrize(
    ("arguments", "english", "arabic"),
    [
        (["rn.py"], "Did you mean `rnn.py`?", "هل تقصد"),
        ([".", "deep/rnn.py"], "There is no file or folder `deep/rnn.py`.", "لا يوجد ملف أو مجلد"),
        ([".", "tests"], "`tests` holds no `rnn.py`", "لا يوجد ما يُفحص بعد"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_slip_is_answered_in_both_languages(
    run: Run, arguments: list[str], english: str, arabic: str
) -> None:
    error = run(*arguments).exception
    assert isinstance(error, UsageError)
    assert english in str(error)
    assert arabic in str(error)


def test_the_wrong_folder_is_answered_with_the_right_one(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    error = run().exception
    assert isinstance(error, UsageError)
    assert "`cd tiny`" in str(error)


@pytest.mark.parametrize(("columns", "used"), [("40", 40), ("80", 80), ("300", WIDEST)])
def test_lines_fit_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: str, used: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert width() == used
