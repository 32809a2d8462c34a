"""Real runs of small packs, each with one thing wrong."""

import json
import os
import sys
from pathlib import Path

import pytest

from autograder.standin import cgroup
from autograder.standin.cgroup import Allowance
from autograder.standin.process import CUT

RIGHT = "echo '{\"score\": 1}' > results/results.json\n"


def script(*lines):
    return "\n".join(("#!/bin/sh", *lines, ""))


def said(trial):
    """Return what the run of a trial printed, by line."""
    return trial.ran.ended.stdout.splitlines()


def test_a_right_pack_is_run_and_its_results_are_read(tried):
    trial = tried()
    assert (trial.faults, trial.finished, trial.reading.score) == ((), True, 3)


def test_it_runs_as_root_in_the_platforms_tree(tried):
    trial = tried(run=script("id -u", "pwd", "ls", "ls submission", RIGHT))
    assert said(trial) == [
        *("0", "/autograder"),
        *("results", "run_autograder", "source", "submission", "submission_metadata.json"),
        "rnn.py",
    ]


def test_setup_runs_first_and_what_it_leaves_is_there(tried):
    trial = tried(setup=script("echo left > /autograder/by_setup"), run=script("cat by_setup", RIGHT))
    assert said(trial) == ["left"]


def test_the_metadata_are_those_that_are_given(tried):
    trial = tried(metadata=b'{"id": 7}', run=script("cat submission_metadata.json", RIGHT))
    assert said(trial) == ['{"id": 7}']


def test_what_is_printed_never_gets_into_the_results(tried):
    trial = tried(run=script("echo out", "echo err >&2", RIGHT))
    assert (trial.ran.ended.stdout, trial.ran.ended.stderr) == ("out\n", "err\n")
    assert trial.reading.document == {"score": 1}


def test_a_flood_is_cut_where_the_platform_cuts_it(tried):
    trial = tried(run=script("head -c 3000000 /dev/zero | tr '\\0' x", RIGHT))
    assert len(trial.ran.ended.stdout) == CUT
    assert trial.finished


def test_the_hosts_own_files_are_not_there_or_cannot_be_written(tried, submission):
    trial = tried(
        run=script(f"ls {submission}", f"ls {Path(__file__)}", "touch /usr/x /etc/x", "touch /tmp/x", RIGHT)
    )
    messages = trial.ran.ended.stderr.splitlines()
    assert len(messages) == 4
    assert all("No such file" in line for line in messages[:2])
    assert all("Read-only" in line for line in messages[2:])


def test_what_docker_refuses_is_refused(tried):
    trial = tried(
        run=script(
            "mkdir m; mount -t tmpfs none m || echo no mount",
            "unshare --user true || echo no namespace",
            "grep -c ^Seccomp:.2 /proc/self/status",
            RIGHT,
        )
    )
    assert said(trial) == ["no mount", "no namespace", "1"]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_root_has_the_capabilities_that_it_has_in_docker(tried):
    trial = tried(run=script("sed -n 's/^Cap\\(.*\\):\t/\\1 /p' /proc/self/status", RIGHT))
    docker = "00000000a80425fb"
    none = "0" * 16
    assert said(trial) == [f"Inh {none}", f"Prm {docker}", f"Eff {docker}", f"Bnd {docker}", f"Amb {none}"]


def test_another_python_stands_in_for_the_systems(tried):
    trial = tried(
        python=Path(sys.base_prefix),
        run=script("python3 -c 'import sys; print(list(sys.version_info[:3]))'", RIGHT),
    )
    assert json.loads(said(trial)[0]) == list(sys.version_info[:3])


def test_a_reused_environment_takes_the_place_of_setup(tried):
    if sys.prefix == sys.base_prefix:
        pytest.skip("these tests do not run in a virtual environment")
    trial = tried(
        venv=Path(sys.prefix),
        setup=script("exit 1"),
        run=script("venv/bin/python -c 'import numpy; print(numpy.__file__.split(\"/lib\")[0])'", RIGHT),
    )
    assert said(trial) == ["/autograder/venv"]
    assert trial.remarks[-1].startswith("setup.sh did not run")


def test_a_wrong_zip_runs_nothing(tried):
    trial = tried(setup=None)
    assert trial.faults == ("The zip has no setup.sh; the platform needs it at the top.",)
    assert (trial.setup, trial.ran, trial.finished) == (None, None, False)


def test_a_file_that_is_not_what_its_manifest_says_is_named(tried):
    manifest = {
        "kind": "gradescope",
        "assignment": "a",
        "engine": "0",
        "python": ">=3.10",
        "scripts": [],
        "files": {"secret": "0" * 64, "engine/x.py": "0" * 64},
    }
    trial = tried(**{"secret": "s", "MANIFEST.json": json.dumps(manifest)})
    assert trial.faults == ("engine/x.py is missing.", "secret is not the file that was packed.")
    assert trial.setup is None


@pytest.mark.parametrize("script_name", ["setup.sh", "run_autograder"])
@pytest.mark.parametrize(
    ("line", "name"), [("/no/such/sh", "/no/such/sh"), ("/usr/bin/env no-such", "no-such")]
)
def test_an_interpreter_that_is_not_there_is_named(tried, script_name, line, name):
    which = {"setup.sh": "setup", "run_autograder": "run"}[script_name]
    (fault,) = tried(**{which: f"#!{line}\n"}).faults
    assert fault == f"{script_name} asks for the interpreter {name}, which is not on the machine."


def test_an_interpreter_may_be_made_by_setup(tried):
    setup = script("ln -s /bin/sh /autograder/made")
    assert tried(setup=setup, run=f"#!/autograder/made\n{RIGHT}").finished


def test_a_failing_setup_is_told_with_its_last_lines(tried):
    trial = tried(setup=script("echo one", "echo two >&2", "exit 9"))
    assert trial.faults == ("setup.sh failed with exit status 9:\none\ntwo",)
    assert trial.ran is None


def test_a_run_that_fails_is_told_with_its_last_lines(tried):
    trial = tried(run=script(RIGHT, "echo broken >&2", "exit 4"))
    assert trial.faults == ("run_autograder failed with exit status 4:\nbroken",)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("true", "run_autograder wrote no results/results.json."),
        ("echo '{' > results/results.json", "results.json is not valid JSON: line 2, column 1: "),
        ("echo '{\"score\": NaN}' > results/results.json", "results.json is not valid JSON: it holds NaN"),
        ('echo \'{"score": "3"}\' > results/results.json', '`score` in results.json is "3"'),
    ],
)
def test_results_that_the_platform_does_not_take_are_explained(tried, written, fault):
    trial = tried(run=script(written))
    assert len(trial.faults) == 1
    assert trial.faults[0].startswith(fault)
    assert not trial.finished


def test_results_that_call_themselves_partial_are_not_finished(tried):
    partial = json.dumps({"score": 0, "extra_data": {"finished": False}})
    trial = tried(run=script(f"echo '{partial}' > results/results.json"))
    assert (trial.faults, trial.finished) == ((), False)


def test_a_run_out_of_time_has_no_results_whatever_it_wrote(tried):
    trial = tried(seconds=0.5, run=script("echo '{' > results/results.json", "sleep 60"))
    assert trial.faults == (
        "run_autograder did not end in 0.5 s: the platform gives score 0 and no results.",
    )


def test_a_run_that_takes_too_much_memory_is_killed_and_told(tried, limiting):
    trial = tried(allowance=limiting, run="#!/bin/sh\nexec tail /dev/zero\n")
    assert trial.faults == (
        "run_autograder was killed: it needs more memory than it has (48 MB, 0.5 CPU).",
        "run_autograder wrote no results/results.json.",
    )
    assert trial.ran.usage.peak <= limiting.memory


def test_a_run_that_survives_a_killed_process_is_told_so(tried, limiting):
    trial = tried(allowance=limiting, run=script("tail /dev/zero || true", RIGHT))
    assert trial.finished
    assert trial.remarks[-1].startswith("A process that run_autograder had started was killed")


def test_without_control_groups_it_says_not_limited(tried, monkeypatch, tmp_path):
    monkeypatch.setattr(cgroup.group.__wrapped__, "__defaults__", (tmp_path, cgroup.OWN))
    usage = tried(allowance=Allowance()).ran.usage
    assert (usage.limits, usage.peak) == ("not limited (no control group can be made here)", None)
