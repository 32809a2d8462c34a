import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from support.sandboxed import STRONG, Ended, in_child, in_sandbox, need, open_folder

from autograder.worker import selftest
from autograder.worker.situation import WEAK

BY_NAME = pytest.mark.parametrize("situation", STRONG, ids=lambda s: s.name)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the self-test is of Linux")


@pytest.fixture
def canary():
    with open_folder() as folder:
        path = folder / "canary"
        path.write_text("alive")
        path.chmod(0o644)
        yield path
        selftest.tidy(str(path), str(Path.cwd()))


def probe(situation, canary) -> Ended:
    grader = os.getpid()
    return in_sandbox(situation, lambda: selftest.probe(str(canary), grader))


@BY_NAME
def test_a_strong_situation_refuses_everything(situation, canary):
    need(situation)
    results = probe(situation, canary).value
    expected = {**dict.fromkeys(selftest.ATTEMPTS, "denied"), **EXCEPT[file_layer(situation)]}
    assert results == expected
    assert selftest.judge(situation, results) == ()


def file_layer(situation):
    return next(name for name in EXCEPT if name in situation.layers)


EXCEPT = {
    "landlock": {"see the canary": "ALLOWED: 5"},
    "chroot": dict.fromkeys(
        ("open the canary", "see the canary", "open a device", "write in /tmp"), "not there"
    ),
    "sealed": dict.fromkeys(
        (
            *("open the canary", "see the canary", "open a device"),
            *("open the root folder", "open the folder above"),
        ),
        "not there",
    ),
}
"""What is not "denied", by the layer that keeps files from a worker."""


OPENED = {
    "landlock": {"open the canary", "open the root folder", "open a device", "write in /tmp"},
    "chroot": {"open the canary", "open the root folder", "open a device", "see the canary", "write in /tmp"},
    "sealed": {"open the canary", "open the root folder", "open a device", "see the canary", "write in /tmp"},
    "seccomp": {"connect", "run a program", "make a local socket", "make a file in memory", "enter a folder"},
}
"""What a layer alone refuses."""


@pytest.mark.parametrize(
    ("situation", "layer"),
    [(s, layer) for s in STRONG for layer in OPENED if layer in s.layers],
    ids=lambda value: getattr(value, "name", value),
)
def test_the_probe_sees_a_layer_that_is_missing(situation, canary, layer):
    need(situation)
    without = replace(situation, layers=tuple(name for name in situation.layers if name != layer))
    failures = selftest.judge(situation, probe(without, canary).value)
    assert OPENED[layer] <= set(failures)


@LINUX
def test_without_layers_everything_is_tried_and_nothing_is_damaged(canary):
    before = canary.stat()
    results = in_child(lambda: selftest.probe(str(canary), os.getppid())).value
    after = canary.stat()
    assert set(results) == set(selftest.ATTEMPTS)
    allowed = {name for name, outcome in results.items() if outcome.startswith("ALLOWED: ")}
    assert {"open the canary", "fork", "start a thread", "signal the grader", "connect"} <= allowed
    assert canary.read_text() == "alive"
    assert (after.st_mode, after.st_ino, after.st_size) == (before.st_mode, before.st_ino, before.st_size)


@LINUX
def test_a_canary_that_is_not_there_says_so(tmp_path):
    outcome = in_child(lambda: selftest.probe(str(tmp_path / "none"), os.getppid())).value
    assert outcome["open the canary"] == "not there"


@BY_NAME
def test_what_is_not_there_is_refused_only_where_a_worker_has_no_files(situation):
    results = {**dict.fromkeys(selftest.ATTEMPTS, "denied"), "open the canary": "not there"}
    judged = selftest.judge(situation, results)
    assert judged == (("open the canary",) if "landlock" in situation.layers else ())


@BY_NAME
def test_that_a_file_exists_may_be_seen_under_landlock_only(situation):
    results = {**dict.fromkeys(selftest.ATTEMPTS, "denied"), "see the canary": "ALLOWED: 5"}
    judged = selftest.judge(situation, results)
    assert judged == (() if "landlock" in situation.layers else ("see the canary",))


@LINUX
def test_an_open_folder_is_found_and_only_that(tmp_path):
    descriptor = os.open(tmp_path, os.O_RDONLY)
    try:
        assert descriptor in selftest._find_open_folder("", 0)
    finally:
        os.close(descriptor)
    assert not selftest._is_folder(descriptor)


def test_no_open_folder_counts_as_refused(monkeypatch):
    monkeypatch.setattr(selftest, "_is_folder", lambda _: False)
    assert selftest._outcome(selftest._find_open_folder, "", 0) == "denied"


def test_a_file_hidden_in_proc_counts_as_refused():
    with pytest.raises(PermissionError):
        selftest._open_in_proc("no such file", os.getpid())


def test_a_thread_that_cannot_start_counts_as_refused(monkeypatch):
    def refuse(*_):
        raise RuntimeError

    monkeypatch.setattr(selftest._thread, "start_new_thread", refuse)
    assert selftest._outcome(selftest._start_thread, "", 0) == "denied"


@BY_NAME
def test_an_attempt_without_a_result_is_judged_as_not_refused(situation):
    results = dict.fromkeys(selftest.ATTEMPTS, "denied")
    del results["fork"]
    results["connect"] = "ALLOWED: 0"
    assert selftest.judge(situation, results) == ("connect", "fork")


def test_of_a_weak_situation_nothing_is_expected():
    assert selftest.judge(WEAK, {}) == ()


def test_a_file_that_another_left_behind_is_no_open_door(tmp_path: Path) -> None:
    left = tmp_path / "autograder-one-selftest"
    left.touch()
    selftest._write(str(tmp_path), "autograder-other/canary")
    assert list(tmp_path.iterdir()) == [left]


@pytest.mark.parametrize("situation", [s for s in STRONG if "landlock" in s.layers], ids=lambda s: s.name)
def test_what_a_worker_wrote_and_could_not_remove_is_removed(situation, canary):
    """A file that nothing keeps it from making, and that seccomp keeps it from removing."""
    need(situation)
    without = replace(situation, layers=tuple(name for name in situation.layers if name != "landlock"))
    written = Path("/tmp", f"{canary.parent.name}-selftest")  # noqa: S108 (the folder that everybody may write to)
    assert not written.exists()
    probe(without, canary)
    assert written.exists()
    selftest.tidy(str(canary), str(Path.cwd()))
    assert not written.exists()
