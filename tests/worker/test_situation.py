import os
import sys

import pytest

from autograder.errors import SandboxError
from autograder.worker import situation
from autograder.worker.layers import bubblewrap, capabilities, chroot, filters, identity, landlock
from autograder.worker.situation import SITUATIONS, detect


def machine(monkeypatch, *, abi=7, lacks=(), platform="linux", cpu="x86_64"):
    monkeypatch.setattr(filters, "are_possible", lambda _: "filters" not in lacks)
    monkeypatch.setattr(bubblewrap, "is_possible", lambda: "bubblewrap" not in lacks)
    monkeypatch.setattr(landlock, "abi", lambda _: abi)
    monkeypatch.setattr(identity, "can_change", lambda: "identity" not in lacks)
    monkeypatch.setattr(chroot, "is_possible", lambda: "chroot" not in lacks)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "uname", lambda: type("Uname", (), {"machine": cpu}))


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({}, "root+landlock"),
        ({"cpu": "aarch64"}, "root+landlock"),
        ({"lacks": ("identity",)}, "user+landlock"),
        ({"lacks": ("chroot",)}, "root+landlock"),
        ({"abi": 0}, "root+chroot"),
        ({"abi": 0, "lacks": ("chroot",)}, "bubblewrap"),
        ({"abi": 0, "lacks": ("identity",)}, "bubblewrap"),
        ({"abi": 0, "lacks": ("chroot", "bubblewrap")}, "sealed"),
        ({"abi": 0, "lacks": ("identity", "bubblewrap")}, "sealed"),
        ({"abi": 0, "lacks": ("identity", "filters")}, "weak"),
        ({"cpu": "riscv64"}, "weak"),
        ({"platform": "darwin"}, "weak"),
    ],
)
def test_the_strongest_situation_that_the_machine_offers_is_chosen(monkeypatch, facts, name):
    machine(monkeypatch, **facts)
    assert detect({}) == SITUATIONS[name]


def test_a_32_bit_interpreter_is_weak(monkeypatch):
    machine(monkeypatch)
    monkeypatch.setattr(sys, "maxsize", 2**31 - 1)
    assert detect({}) == situation.WEAK


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_environment_can_name_the_situation(monkeypatch, name):
    machine(monkeypatch)
    assert detect({"AUTOGRADER_SITUATION": name}) == SITUATIONS[name]


def test_a_situation_that_does_not_exist_is_an_error_that_lists_those_that_do():
    with pytest.raises(
        SandboxError,
        match=r"it can be root\+landlock, user\+landlock, root\+chroot, bubblewrap, sealed, weak",
    ):
        detect({"AUTOGRADER_SITUATION": "root"})


def test_dropped_layers_leave_a_situation_of_another_name_that_is_not_strong():
    left = detect({"AUTOGRADER_SITUATION": "user+landlock", "AUTOGRADER_TEST_DROP": "seccomp,rlimits"})
    assert left.name == "user+landlock-seccomp-rlimits"
    assert not left.strong
    assert left.layers == ("oom_score", "parent_death", "undumpable", "no_new_privs", "landlock")


@pytest.mark.parametrize("name", ["user+landlock", "weak"])
def test_dropping_a_layer_that_is_not_there_is_an_error(name):
    with pytest.raises(SandboxError, match=f"'identity'; {name.replace('+', '.')} has "):
        detect({"AUTOGRADER_SITUATION": name, "AUTOGRADER_TEST_DROP": "identity"})


def test_root_has_all_that_a_user_has_and_an_identity():
    root, user = SITUATIONS["root+landlock"].layers, SITUATIONS["user+landlock"].layers
    assert [name for name in root if name != "identity"] == list(user)
    assert root.index("identity") < root.index("parent_death")


def test_what_shuts_a_worker_in_comes_before_it_loses_root_and_takes_the_place_of_landlock():
    shut_in, root = SITUATIONS["root+chroot"].layers, SITUATIONS["root+landlock"].layers
    assert [name for name in shut_in if name != "chroot"] == [name for name in root if name != "landlock"]
    assert shut_in.index("chroot") < shut_in.index("identity")


def test_what_seals_takes_the_place_of_landlock_and_comes_before_the_last_filter():
    sealed, user = SITUATIONS["sealed"].layers, SITUATIONS["user+landlock"].layers
    assert ["landlock" if name == "sealed" else name for name in sealed] == list(user)
    assert sealed[-1] == "seccomp"


def test_inside_bubblewrap_a_worker_is_shut_in_as_root_s_are():
    inside, root = SITUATIONS["bubblewrap"].layers, SITUATIONS["root+chroot"].layers
    assert [name for name in inside if name != "bubblewrap"] == [name for name in root if name != "identity"]
    assert inside[0] == "bubblewrap"


@pytest.mark.parametrize("name", ["root+landlock", "user+landlock", "root+chroot", "bubblewrap", "sealed"])
def test_without_no_new_privs_a_user_can_have_no_filter(monkeypatch, name):
    monkeypatch.setattr(capabilities, "held", lambda *_: False)
    monkeypatch.setattr(chroot, "is_possible", lambda: True)
    asked = {"AUTOGRADER_SITUATION": name, "AUTOGRADER_TEST_DROP": "no_new_privs"}
    with pytest.raises(SandboxError, match="leaves out no_new_privs, without which this user cannot have"):
        detect(asked)
    rest = [layer for layer in ("landlock", "sealed", "seccomp") if layer in SITUATIONS[name].layers]
    assert detect({**asked, "AUTOGRADER_TEST_DROP": ",".join(["no_new_privs", *rest])}).layers


def test_with_root_s_rights_filters_need_no_no_new_privs(monkeypatch):
    monkeypatch.setattr(capabilities, "held", lambda *_: True)
    asked = {"AUTOGRADER_SITUATION": "user+landlock", "AUTOGRADER_TEST_DROP": "no_new_privs"}
    assert "seccomp" in detect(asked).layers


@pytest.mark.parametrize("possible", [True, False])
def test_without_bubblewrap_only_root_can_be_shut_in(monkeypatch, possible):
    monkeypatch.setattr(chroot, "is_possible", lambda: possible)
    asked = {"AUTOGRADER_SITUATION": "bubblewrap", "AUTOGRADER_TEST_DROP": "bubblewrap"}
    if possible:
        assert "chroot" in detect(asked).layers
    else:
        with pytest.raises(SandboxError, match="leaves out bubblewrap, without which"):
            detect(asked)


def test_a_layer_that_is_dropped_leaves_no_strong_situation():
    left = detect({"AUTOGRADER_SITUATION": "root+chroot", "AUTOGRADER_TEST_DROP": "chroot"})
    assert (left.name, left.strong) == ("root+chroot-chroot", False)
    assert left.layers == tuple(name for name in SITUATIONS["root+chroot"].layers if name != "chroot")
