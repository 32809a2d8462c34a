import os
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import SandboxError, UsageError
from autograder.standin import debian
from autograder.standin.machines import Options, Way
from autograder.standin.metadata import sample
from autograder.standin.trial import try_pack

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
MAKES = '#!/bin/sh\necho "$@" > "$0.arguments"\nfor last; do before=$folder; folder=$last; done\n'
"""A debootstrap whose folder is its last argument but one."""


@pytest.fixture
def debootstrap(tmp_path, monkeypatch):
    """Put a program in the place of debootstrap."""
    path = tmp_path / "bin" / "debootstrap"
    path.parent.mkdir()
    monkeypatch.setenv("PATH", f"{path.parent}:/usr/bin:/bin")

    def write(text):
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    return write


@as_root
def test_a_system_is_made_once_and_copied_for_each_trial(tmp_path, debootstrap):
    debootstrap(f'{MAKES}mkdir "$before"; date +%N > "$before/made"\n')
    contents = []
    for _ in range(2):
        with debian.root(tmp_path / "cache") as root:
            contents.append((root / "made").read_text())
            (root / "made").write_text("changed")
        assert not root.exists()
    assert contents[0] == contents[1] != "changed"
    arguments = (tmp_path / "bin" / "debootstrap.arguments").read_text().split()
    assert arguments[0] == "--variant=minbase"
    assert (arguments[2], arguments[4]) == ("bookworm", "http://deb.debian.org/debian")


@as_root
def test_a_failing_debootstrap_leaves_nothing_and_is_told_with_its_last_lines(tmp_path, debootstrap):
    debootstrap(f'{MAKES}mkdir "$before"; echo no network >&2; exit 1\n')
    with (
        pytest.raises(SandboxError, match="debootstrap failed:\nno network"),
        debian.root(tmp_path / "cache"),
    ):
        pass
    assert list((tmp_path / "cache").iterdir()) == []


@as_root
def test_without_debootstrap_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="apt-get install debootstrap"), debian.root(tmp_path / "cache"):
        pass


def test_only_root_can_have_a_system(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(UsageError, match="only be made as root"), debian.root(tmp_path / "cache"):
        pass


@pytest.mark.slow
@as_root
@pytest.mark.usefixtures("wrapped")
def test_what_setup_changes_in_the_system_is_there_for_the_run_and_lost_afterwards(
    pack, submission, monkeypatch
):
    cached = debian.CACHE.expanduser() / debian.SUITE
    if not cached.is_dir():
        pytest.skip("needs a Debian root in the cache")
    monkeypatch.setattr("autograder.standin.machines.UPDATE", ("true",))
    written = pack(
        setup="#!/bin/sh\necho changed > /usr/share/mark\n",
        run="#!/bin/sh\ncat /etc/os-release /usr/share/mark\necho '{\"score\": 1}' > results/results.json\n",
    )
    trial = try_pack(written, submission, sample(), replace(Options(), way=Way.DEBIAN))
    assert trial.finished
    assert "ID=debian" in trial.ran.ended.stdout
    assert trial.ran.ended.stdout.endswith("changed\n")
    assert not Path(cached, "usr/share/mark").exists()
