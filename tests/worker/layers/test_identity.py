import errno
import os
import signal
import time
from dataclasses import replace

import pytest
from support.sandboxed import PLAN, STRONG, FakeKernel, code_of, in_sandbox, need

from autograder.errors import SandboxError
from autograder.worker.layers import identity

ONLY = replace(STRONG[0], layers=("identity",))


def write(monkeypatch, tmp_path, name, text):
    (tmp_path / name).write_text(text)
    monkeypatch.setattr(identity, name, tmp_path / name)


@pytest.mark.parametrize("uid", [identity.UID_BASE, identity.UID_BASE + identity.SLOTS - 1])
def test_a_user_with_a_workers_id_is_an_error_that_names_both(monkeypatch, tmp_path, uid):
    write(monkeypatch, tmp_path, "_PASSWD", f"root:x:0:0::/root:/bin/sh\nmaryam:x:{uid}:100::/:/bin/sh\n")
    with pytest.raises(SandboxError, match=rf"user maryam has the id {uid}"):
        identity.check_free(identity.UID_BASE)


def test_other_users_and_broken_lines_are_no_matter(monkeypatch, tmp_path):
    after = identity.UID_BASE + identity.SLOTS
    write(monkeypatch, tmp_path, "_PASSWD", f"a:x:{identity.UID_BASE - 1}:0\nb:x:{after}:0\n\n+::::::\n#\n")
    identity.check_free(identity.UID_BASE)


def test_the_ranges_lie_in_the_gap_that_systemd_leaves_and_do_not_meet():
    ids = [base + slot for base in identity.RANGES for slot in range(identity.SLOTS)]
    assert min(ids) >= 60514
    assert max(ids) <= 61183
    assert len(set(ids)) == len(ids)


def test_graders_that_run_at_the_same_time_claim_ranges_that_do_not_meet():
    with identity.claimed() as first, identity.claimed() as second:
        assert abs(first - second) >= identity.SLOTS
        with identity.claimed() as third:
            assert third not in {first, second}


def test_a_claim_ends_with_the_process_that_made_it_however_it_ends(monkeypatch):
    monkeypatch.setattr(identity, "RANGES", range(7, 8))
    reader, writer = os.pipe()
    grader = os.fork()
    if grader == 0:
        with identity.claimed():
            os.write(writer, b"!")
            time.sleep(60)
    os.read(reader, 1)
    with pytest.raises(SandboxError), identity.claimed():
        pass
    os.kill(grader, signal.SIGKILL)
    os.waitpid(grader, 0)
    with identity.claimed() as base:
        assert base == 7


def test_more_graders_than_ranges_are_an_error(monkeypatch):
    monkeypatch.setattr(identity, "RANGES", range(3, 5))
    with (
        identity.claimed(),
        identity.claimed(),
        pytest.raises(SandboxError, match=r"no user ids are left for workers: 2 graders have 3 to 4"),
        identity.claimed(),
    ):
        pass


@pytest.mark.parametrize("missing", [(), (6,), (7,), (8,)])
def test_changing_the_user_needs_three_capabilities(monkeypatch, missing):
    monkeypatch.setattr(identity.capabilities, "held", lambda *asked: not set(asked) & set(missing))
    assert identity.can_change() is (missing == ())


def test_every_capability_leaves_the_bounding_set(monkeypatch, tmp_path):
    write(monkeypatch, tmp_path, "_LAST_CAPABILITY", "3\n")
    kernel = FakeKernel()
    identity.prepare(PLAN, kernel)
    assert kernel.calls == [("prctl", 24, (capability,)) for capability in range(4)]


def test_a_bounding_set_that_cannot_be_emptied_is_an_error(monkeypatch, tmp_path):
    write(monkeypatch, tmp_path, "_LAST_CAPABILITY", "3\n")
    with pytest.raises(PermissionError):
        identity.prepare(PLAN, FakeKernel(fails={("prctl", 24): errno.EPERM}))


@pytest.mark.parametrize("slot", [-1, identity.SLOTS])
def test_a_slot_without_a_user_id_is_an_error(slot):
    with pytest.raises(ValueError, match=f"slot {slot}"):
        identity.prepare(PLAN, FakeKernel())(slot)


def test_a_worker_is_its_slots_user_alone_and_cannot_go_back():
    need(ONLY)

    def look():
        return [os.getresuid(), os.getresgid(), os.getgroups(), code_of(lambda: os.setuid(0))]

    uid = identity.UID_BASE + 5
    assert in_sandbox(ONLY, look).value == [[uid] * 3, [uid] * 3, [], "EPERM"]


def test_a_worker_has_no_capability_left_to_gain():
    need(ONLY)

    def bounding():
        with open("/proc/self/status", encoding="utf-8") as status:  # noqa: PTH123
            return dict(line.split(":\t") for line in status)["CapBnd"].strip()

    assert int(in_sandbox(ONLY, bounding).value, 16) == 0
