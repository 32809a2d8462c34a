import contextlib
import itertools
import os
import sys

import pytest

from autograder.standin import cgroup
from autograder.standin.cgroup import Allowance, Group
from autograder.standin.process import run

ALLOWANCE = Allowance(memory=100 << 20, cpus=0.5)


@pytest.fixture
def own(tmp_path):
    """Write what /proc/self/cgroup would say."""

    def write(*lines):
        path = tmp_path / "own"
        path.write_text("".join(f"{line}\n" for line in lines))
        return path

    return write


@pytest.fixture
def mounted(tmp_path):
    folder = tmp_path / "cgroup"
    folder.mkdir()
    return folder


@contextlib.contextmanager
def pretended(mounted, own):
    """Make a group in plain folders, whose files do not go by themselves."""
    with cgroup.group(ALLOWANCE, mounted, own) as group:
        yield group
        for folder, path in itertools.product(group.folders, ("", *settings(group))):
            if path and (folder / path).exists():
                (folder / path).unlink()


def settings(group):
    return {path.name: path.read_text() for folder in group.folders for path in folder.iterdir()}


def test_version_2_is_limited_below_the_ancestor_that_hands_its_controllers_down(mounted, own):
    (mounted / "cgroup.controllers").write_text("cpu memory pids\n")
    (mounted / "cgroup.subtree_control").write_text("cpu memory\n")
    inner = mounted / "user.slice" / "shell"
    inner.mkdir(parents=True)
    (inner / "cgroup.subtree_control").write_text("\n")
    with pretended(mounted, own("0::/user.slice/shell")) as group:
        assert group.folders == (mounted / f"autograder-standin-{os.getpid()}",)
        assert settings(group) == {"memory.max": "104857600", "cpu.max": "50000 100000"}
        assert (group.limited, group.unlimited) == (("memory", "cpu"), ())
    assert not any(folder.exists() for folder in group.folders)


def test_version_1_has_a_group_in_each_tree(mounted, own):
    (mounted / "memory" / "session").mkdir(parents=True)
    (mounted / "cpu").mkdir()
    with pretended(mounted, own("4:memory:/session", "1:cpu,cpuacct:/not/shown/here", "0::/")) as group:
        name = f"autograder-standin-{os.getpid()}"
        assert group.folders == (mounted / "memory" / "session" / name, mounted / "cpu" / name)
        assert settings(group) == {"memory.limit_in_bytes": "104857600", "cpu.cfs_quota_us": "50000"}


def test_what_has_no_tree_is_not_limited(mounted, own):
    (mounted / "cpu").mkdir()
    with pretended(mounted, own("1:cpu:/")) as group:
        assert (group.limited, group.unlimited) == (("cpu",), ("memory",))


@pytest.mark.parametrize("controllers", [None, "pids\n"])
def test_without_controllers_nothing_is_limited(mounted, own, controllers):
    if controllers:
        (mounted / "cgroup.controllers").write_text(controllers)
        (mounted / "cgroup.subtree_control").write_text(controllers)
    with cgroup.group(ALLOWANCE, mounted, own("0::/")) as group:
        assert (group.folders, group.unlimited) == ((), ("memory", "cpu"))
        assert (group.peak(), group.killed()) == (None, False)


def test_where_there_are_no_groups_at_all_nothing_is_limited(mounted, tmp_path):
    with cgroup.group(ALLOWANCE, mounted, tmp_path / "absent") as group:
        assert group.folders == ()


def test_a_limit_that_cannot_be_written_leaves_no_group(mounted):
    hierarchy = cgroup.Hierarchy(mounted, ("memory",), {"no such/file": "1"})
    with pytest.raises(OSError, match="no such/file"):
        cgroup._made(hierarchy)
    assert not list(mounted.iterdir())


def test_a_group_that_cannot_be_made_is_said(mounted, own):
    (mounted / "memory").mkdir()
    name = f"autograder-standin-{os.getpid()}"
    (mounted / "memory" / name).mkdir()  # as if another were there
    with cgroup.group(ALLOWANCE, mounted, own("4:memory:/")) as group:
        assert group.unlimited == ("memory", "cpu")


@pytest.mark.parametrize(
    ("files", "peak", "killed"),
    [
        ({"memory.peak": "4096\n", "memory.events": "low 0\noom 1\noom_kill 1\n"}, 4096, True),
        ({"memory.peak": "4096\n", "memory.events": "low 0\noom 0\noom_kill 0\n"}, 4096, False),
        (
            {"memory.max_usage_in_bytes": "8192\n", "memory.oom_control": "under_oom 0\noom_kill 2\n"},
            8192,
            True,
        ),
        ({}, None, False),
    ],
)
def test_both_versions_count_memory(tmp_path, files, peak, killed):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    group = Group((tmp_path,), ("memory",), ())
    assert (group.peak(), group.killed()) == (peak, killed)


def test_a_group_that_stays_in_use_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setattr(cgroup, "_PATIENCE", 0.05)
    (tmp_path / "busy").mkdir()
    with pytest.raises(OSError, match="not empty"):
        cgroup._remove(tmp_path)


def test_a_real_group_counts_kills_and_goes(limiting):
    with cgroup.group(limiting) as group:
        ended = run(["sh", "-c", "head -c 200000000 /dev/zero | tail"], 30, enter=group.enter)
        assert group.killed()
        assert group.peak() <= limiting.memory
        assert ended.seconds < 30
    assert not any(folder.exists() for folder in group.folders)


def test_a_real_group_gets_half_a_cpu(limiting):
    busy = (
        "import time; e = time.monotonic() + 1\nwhile time.monotonic() < e: pass\nprint(time.process_time())"
    )
    with cgroup.group(limiting) as group:
        ended = run([sys.executable, "-c", busy], 30, enter=group.enter)
    assert float(ended.stdout) < 0.75
