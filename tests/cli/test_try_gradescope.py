"""`autograder try-gradescope`."""

import json
import signal
import stat
import zipfile

import pytest
from click.testing import CliRunner

from autograder.cli import cli
from autograder.cli import try_gradescope as command
from autograder.standin.machine import Ran, Usage
from autograder.standin.process import Ended
from autograder.standin.results import judge
from autograder.standin.trial import Trial

GOOD = Trial(
    setup=Ended(0, 1.0, "installed\n", ""),
    ran=Ran(Ended(0, 2.0, "graded\n", "warning\n"), Usage("768 MB", 1 << 20)),
    reading=judge({"score": 3, "extra_data": {"finished": True}}),
)
BAD = Trial(("setup.sh failed with exit status 1:\nno network",), setup=Ended(1, 1.0, "", "no network\n"))


@pytest.fixture
def files(tmp_path):
    """Write a pack and a submission; return their paths."""
    pack, submission = tmp_path / "pack.zip", tmp_path / "rnn.py"
    with zipfile.ZipFile(pack, "w") as opened:
        for name in ("setup.sh", "run_autograder"):
            member = zipfile.ZipInfo(name)
            member.external_attr = (stat.S_IFREG | 0o755) << 16
            opened.writestr(member, "#!/bin/sh\n")
    submission.touch()
    return str(pack), str(submission)


@pytest.fixture
def asked(monkeypatch):
    """Put an answer in the place of a trial; return what the trial is asked for."""
    calls = []

    def answer_with(trial):
        def try_pack(*arguments):
            calls.append(arguments)
            return trial

        monkeypatch.setattr(command, "try_pack", try_pack)
        return calls

    return answer_with


def run(*arguments):
    return CliRunner().invoke(cli, ["try-gradescope", *arguments])


def test_a_trial_that_finishes_exits_0_and_shows_the_score_on_standard_error(files, asked):
    asked(GOOD)
    result = run(*files)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.endswith("score: 3\n")


def test_a_trial_with_a_fault_exits_1_and_ends_with_it(files, asked):
    asked(BAD)
    result = run(*files)
    assert result.exit_code == 1
    assert result.stderr.endswith("setup.sh failed with exit status 1:\nno network\n")


def test_options_say_how_the_trial_is_made(files, asked, tmp_path):
    calls = asked(GOOD)
    (tmp_path / "m.json").write_bytes(b"{}")
    folder = str(tmp_path)
    named = ["--metadata", f"{folder}/m.json", "--python-home", folder, "--reuse-venv", folder]
    run(*files, *named, "--way", "host", "--timeout", "5", "--no-limits", "--no-landlock")
    run(*files)
    (*_, metadata, options), (*_, sample, standard) = calls
    assert metadata == b"{}"
    assert (options.way.value, options.seconds, options.allowance, options.landlock) == (
        "host",
        5,
        None,
        False,
    )
    assert (options.python, options.venv) == (tmp_path, tmp_path)
    assert json.loads(sample)["previous_submissions"] == []
    assert (standard.way, standard.seconds, standard.landlock) == (None, 600, True)
    assert (standard.allowance.memory, standard.allowance.cpus) == (768 << 20, 0.5)


def test_what_the_run_left_is_written(files, asked, tmp_path):
    asked(GOOD)
    run(*files, "--out", str(tmp_path / "out"))
    written = {path.name: path.read_text("utf-8") for path in (tmp_path / "out").iterdir()}
    assert written == {
        "setup.stdout": "installed\n",
        "setup.stderr": "",
        "run.stdout": "graded\n",
        "run.stderr": "warning\n",
    }


def test_json_goes_to_standard_output(files, asked):
    asked(GOOD)
    data = json.loads(run(*files, "--json").stdout)
    assert (data["finished"], data["faults"], data["results"]["score"]) == (True, [], 3)
    assert data["run"]["usage"] == {"limits": "768 MB", "peak": 1048576, "killed": False}


def test_results_are_written_as_they_are(files, tmp_path, asked):
    asked(Trial(reading=type(GOOD.reading)(faults=("broken",), content=b"{")))
    run(*files, "--out", str(tmp_path / "out"))
    assert (tmp_path / "out" / "results.json").read_bytes() == b"{"


def test_a_pack_that_is_not_there_is_a_usage_error(tmp_path):
    result = run(str(tmp_path / "no.zip"), str(tmp_path))
    assert (result.exit_code, "does not exist" in result.stderr) == (2, True)


def test_the_order_to_end_means_what_it_meant_before_when_the_trial_is_over(files, asked):
    before = signal.getsignal(signal.SIGTERM)
    asked(GOOD)
    run(*files)
    assert signal.getsignal(signal.SIGTERM) is before
