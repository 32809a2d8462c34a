"""The zygote loads what may be imported, forks workers, reaps them, and ends with the grader."""

import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.sandboxed import PLAN

from autograder.worker import child, wire, zygote
from autograder.worker.layers import Plan, Prepared

NOTHING = Prepared(())
IN_A_THREAD = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""The zygote leaves its connection to the end of its process; here a thread ends."""


@pytest.fixture
def control() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.settimeout(20)
    with ours, theirs:
        yield ours, theirs


def main(
    control: tuple[socket.socket, socket.socket], plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> threading.Thread:
    """Start the zygote's main in a thread of this process, as the host would start its process."""
    ours, theirs = control
    monkeypatch.setattr(sys, "argv", ["zygote", str(theirs.detach())])
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(zygote.gc, "freeze", lambda: None)
    ours.send(json.dumps({"plan": plan.to_json(), "imports": ["math", "no_such_module"]}).encode())
    thread = threading.Thread(target=zygote.main)
    thread.start()
    return thread


@IN_A_THREAD
def test_it_says_ready_and_ends_when_the_grader_hangs_up(
    control: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = main(control, PLAN, monkeypatch)
    assert json.loads(control[0].recv(1000)) == {"ready": True}
    control[0].close()
    thread.join(20)
    assert not thread.is_alive()


@IN_A_THREAD
def test_layers_that_cannot_be_prepared_are_told(
    control: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(**{**vars(PLAN), "layers": ("no_such_layer",)})
    thread = main(control, plan, monkeypatch)
    assert "there is no sandbox layer 'no_such_layer'" in json.loads(control[0].recv(1000))["error"]
    thread.join(20)
    assert not thread.is_alive()


def test_a_worker_is_forked_for_a_connection_and_reaped(
    control: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "run", lambda connection, _prepared, slot: connection.sendall(bytes([slot])))
    ours, theirs = control
    serving = threading.Thread(target=zygote.serve, args=(theirs, NOTHING))
    serving.start()
    mine, worker_s = socket.socketpair()
    with mine, worker_s:
        socket.send_fds(ours, [b'{"do": "fork", "slot": 7}'], [worker_s.fileno()])
        pid = json.loads(ours.recv(1000))["pid"]
        assert mine.recv(10) == bytes([7])
        ours.send(json.dumps({"do": "reap", "pid": pid, "grace": 5}).encode())
        ended = json.loads(ours.recv(1000))
    assert set(ended) == {"status", "cpu", "memory", "alone"}
    assert ended["alone"]
    assert ended["memory"] > 1000
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    ours.close()
    serving.join(20)
    assert not serving.is_alive()


@pytest.mark.parametrize(("fails", "status"), [(False, 0), (True, 70)])
def test_a_worker_never_returns_to_the_zygote_s_code(
    control: tuple[socket.socket, socket.socket],
    monkeypatch: pytest.MonkeyPatch,
    fails: bool,  # noqa: FBT001
    status: int,
) -> None:
    def run(connection: socket.socket, _prepared: Prepared, _slot: int) -> None:
        connection.close()
        if fails:
            os.close(2)
            raise RuntimeError

    monkeypatch.setattr(child, "run", run)
    mine, worker_s = socket.socketpair()
    with mine:
        pid = zygote.fork(control[1], NOTHING, 0, worker_s.detach())
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == status


def test_a_real_worker_answers_over_the_connection(control: tuple[socket.socket, socket.socket]) -> None:
    mine, worker_s = socket.socketpair()
    mine.settimeout(20)
    with mine:
        pid = zygote.fork(control[1], NOTHING, 0, worker_s.detach())
        assert wire.decode(child.read_frame(lambda size: child.receive(mine, size))) == {"kind": "ready"}
    ended = zygote.reap(pid, 0)
    assert ended["status"] in {0, signal.SIGKILL}


@pytest.mark.parametrize(("signal_", "grace", "alone"), [(signal.SIGTERM, 20, True), (0, 0.01, False)])
def test_a_worker_that_ends_by_itself_in_time_is_told_from_one_that_we_end(
    signal_: int,
    grace: float,
    alone: bool,  # noqa: FBT001
) -> None:
    worker = os.fork()
    if worker == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pause()
    os.kill(worker, signal_)
    ended = zygote.reap(worker, grace)
    assert (ended["alone"], ended["status"]) == (alone, signal_ if alone else signal.SIGKILL)


def test_a_folder_that_the_zygote_has_open_is_closed_in_a_worker(
    control: tuple[socket.socket, socket.socket], tmp_path: Path
) -> None:
    mine, worker_s = socket.socketpair()
    mine.settimeout(20)
    folder = os.open(tmp_path, os.O_RDONLY)
    with mine:
        pid = zygote.fork(control[1], NOTHING, 0, worker_s.detach())
        os.close(folder)
        mine.sendall(wire.encode({"kind": "probe", "canary": str(tmp_path), "parent": os.getpid()}))
        said = [wire.decode(child.read_frame(lambda size: child.receive(mine, size))) for _ in range(2)]
    zygote.reap(pid, 0)
    assert said[1]["results"]["find an open folder"] == "denied"  # type: ignore[index, call-overload]
