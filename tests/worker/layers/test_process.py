import errno
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest
from support.sandboxed import PLAN, STRONG, FakeKernel, in_child, in_sandbox, need

from autograder.worker import layers
from autograder.worker.layers import process
from autograder.worker.layers.kernel import Kernel
from autograder.worker.situation import SITUATIONS

PREPARE = [
    process.prepare_oom_score,
    process.prepare_parent_death,
    process.prepare_undumpable,
    process.prepare_no_new_privs,
]
PR_GET_PDEATHSIG, PR_GET_DUMPABLE = 2, 3


def only(*names):
    return replace(STRONG[-1], layers=names)


def status_of(name):
    return dict(line.split(":\t") for line in Path("/proc/self/status").read_text().splitlines())[name]


def test_the_kernel_takes_the_worker_first():
    score = in_sandbox(only("oom_score"), lambda: Path("/proc/self/oom_score_adj").read_text()).value
    assert score == "1000\n"


def test_no_new_privileges_can_come():
    assert in_sandbox(only("no_new_privs"), lambda: status_of("NoNewPrivs")).value == "1"


def test_a_worker_gives_up_every_capability():
    root = replace(SITUATIONS["root+landlock"], layers=("identity",))
    need(root)
    left = replace(root, layers=("no_new_privs",))

    def held():
        return [int(status_of(name), 16) for name in ("CapEff", "CapPrm", "CapInh")]

    assert any(in_child(held).value)
    assert in_child(lambda: in_layers(left, held)).value == [0, 0, 0]


def in_layers(situation, work):
    """Do work under layers, as root still."""
    plan = replace(PLAN, layers=situation.layers)
    layers.apply(layers.prepare(plan), slot=0)
    return work()


def test_an_undumpable_process_says_so():
    assert in_sandbox(only("undumpable"), lambda: Kernel().prctl(PR_GET_DUMPABLE)).value == 0


def test_hide_memory_makes_the_grader_undumpable():
    def hidden():
        layers.hide_memory()
        return Kernel().prctl(PR_GET_DUMPABLE)

    assert in_child(hidden).value == 0


def test_a_worker_dies_with_its_zygote():
    def zygote():
        step = process.prepare_parent_death(PLAN, Kernel())
        reader, writer = os.pipe()
        worker = os.fork()
        if worker == 0:
            step(0)
            os.write(writer, b"!")
            time.sleep(60)
        os.read(reader, 1)
        return worker

    worker = in_child(zygote).value
    deadline = time.monotonic() + 10
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_running(worker)


def is_running(pid):
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def test_a_zygote_that_is_gone_already_is_an_error():
    kernel = FakeKernel()
    step = process.prepare_parent_death(PLAN, kernel)
    with pytest.raises(ProcessLookupError, match="zygote"):
        step(0)  # here the "zygote" is this process itself, which is not its own parent
    assert kernel.calls == [("prctl", 1, (signal.SIGKILL,))]


@pytest.mark.parametrize(
    ("prepare", "option"),
    [
        (process.prepare_parent_death, 1),
        (process.prepare_undumpable, 4),
        (process.prepare_no_new_privs, 38),
    ],
)
def test_a_prctl_that_fails_is_an_error(prepare, option):
    step = prepare(PLAN, FakeKernel(fails={("prctl", option): errno.EPERM}))
    with pytest.raises(PermissionError):
        step(0)


def test_a_score_that_cannot_be_written_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setattr(process, "_OOM_SCORE", str(tmp_path / "none"))
    with pytest.raises(FileNotFoundError):
        process.prepare_oom_score(PLAN, FakeKernel())(0)


def test_preparing_changes_nothing_yet():
    kernel = FakeKernel()
    for prepare in PREPARE:
        prepare(PLAN, kernel)
    assert kernel.calls == []
