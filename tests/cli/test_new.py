"""`autograder new`."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder import loading
from autograder.cli import cli, new
from autograder.errors import UsageError

pytestmark = pytest.mark.usefixtures("own_modules")


def run(*arguments):
    return CliRunner().invoke(cli, ["new", *map(str, arguments)])


def test_new_says_what_it_wrote_and_what_to_do_next(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("a9_means", "--root", ".")
    assert result.exit_code == 0
    assert "wrote assignments/a9_means/assignment.yaml\n" in result.stderr
    assert "wrote student_template/a9_means/running.py\n" in result.stderr
    assert result.stderr.endswith(
        "a9_means is ready to be graded. Next:\n\n"
        "    autograder validate assignments/a9_means --seeds 1\n"
        "    autograder preview assignments/a9_means\n"
        "    autograder check student_template/a9_means\n"
    )


def test_titles_are_given_or_those_of_the_example(tmp_path):
    run("a8", "--root", tmp_path)
    run("a9", "--root", tmp_path, "--title-en", "Smoothing", "--title-ar", "تنعيم")
    titles = [loading.load(tmp_path / "assignments" / name).title for name in ("a8", "a9")]
    assert [(title.en, title.ar) for title in titles] == [
        ("Running mean", "المتوسط الجاري"),
        ("Smoothing", "تنعيم"),
    ]


def test_without_a_root_it_stands_beside_the_others(tmp_path, monkeypatch):
    run("a8", "--root", tmp_path)
    monkeypatch.setenv("AUTOGRADER_ASSIGNMENTS", str(tmp_path / "assignments"))
    assert run("a9").exit_code == 0
    assert (tmp_path / "assignments" / "a9").is_dir()


def test_without_others_it_stands_in_the_current_folder(tmp_path, monkeypatch):
    def nowhere(_root):
        message = "no folder `assignments` here or above"
        raise UsageError(message)

    monkeypatch.setattr(new, "find_root", nowhere)
    monkeypatch.chdir(tmp_path)
    assert run("a9").exit_code == 0
    assert (tmp_path / "assignments" / "a9").is_dir()


def test_the_commands_that_come_next_lead_from_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    assert "autograder preview ../assignments/a9" in new.next_commands("a9", Path(tmp_path))


@pytest.mark.parametrize("name", ["A9", "a9"])
def test_an_id_that_cannot_be_is_an_error_of_usage(tmp_path, name):
    run("a9", "--root", tmp_path)
    result = run(name, "--root", tmp_path)
    assert isinstance(result.exception, UsageError)
