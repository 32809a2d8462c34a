import os

import pytest

from autograder.worker.layers import capabilities
from autograder.worker.layers.capabilities import SETGID, SETPCAP, SETUID, SYS_CHROOT, held


def status(monkeypatch, tmp_path, effective, uid=0):
    (tmp_path / "status").write_text(f"Name:\tpython\nCapEff:\t{effective}\n")
    monkeypatch.setattr(capabilities, "_STATUS", tmp_path / "status")
    monkeypatch.setattr(os, "geteuid", lambda: uid)


@pytest.mark.parametrize(
    ("effective", "uid", "can"),
    [
        ("000001ffffffffff", 0, True),
        ("00000000000001c0", 0, True),
        ("00000000000000c0", 0, False),
        ("0000000000000000", 0, False),
        ("000001ffffffffff", 1000, False),
    ],
)
def test_root_holds_the_capabilities_whose_bits_are_set(monkeypatch, tmp_path, effective, uid, can):
    status(monkeypatch, tmp_path, effective, uid)
    assert held(SETGID, SETUID, SETPCAP) is can


def test_docker_s_default_set_may_change_root_and_user(monkeypatch, tmp_path):
    """The number that /proc/self/status shows in a container of Docker's."""
    status(monkeypatch, tmp_path, "00000000a80425fb")
    assert held(SETGID, SETUID, SETPCAP, SYS_CHROOT)


def test_a_process_that_cannot_be_told_holds_none(monkeypatch, tmp_path):
    status(monkeypatch, tmp_path, "000001ffffffffff")
    monkeypatch.setattr(capabilities, "_STATUS", tmp_path / "none")
    assert not held(SETUID)
