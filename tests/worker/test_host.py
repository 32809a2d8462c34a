"""Starting workers: what cannot be started safely is an error of the sandbox, never a student's."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.sandboxed import STRONG, need
from support.workers import IMPORTS, LIMITS, PART, assignment, submission

from autograder.errors import SandboxError
from autograder.worker import host, situation, wire
from autograder.worker.channel import SocketChannel
from autograder.worker.host import Ending, Worker
from autograder.worker.layers import SLOTS
from autograder.worker.proxy import RawStudent
from autograder.worker.transport import WorkerTransport
from autograder.worker.watch import Budget, Meter


class Stub:
    """A host whose workers are ended already."""

    facts = None

    def reap(self, _worker: Worker, _grace: float = 0.0) -> Ending:
        return Ending(9)


@pytest.fixture
def stub() -> Iterator[tuple[Worker, socket.socket]]:
    """Give a worker that says what the test says."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Worker(SocketChannel(ours), None, Stub()), theirs  # type: ignore[arg-type]


def test_a_worker_that_is_ready_says_so(stub: tuple[Worker, socket.socket]) -> None:
    worker, said = stub
    said.sendall(wire.encode({"kind": "ready"}))
    host.expect_ready(worker)


@pytest.mark.parametrize("said", [{"kind": "unsafe", "text": "no seccomp"}, "ready", None, 3])
def test_a_worker_that_says_anything_else_is_not_used(
    stub: tuple[Worker, socket.socket], said: object
) -> None:
    stub[1].sendall(wire.encode(said))
    with pytest.raises(SandboxError):
        host.expect_ready(stub[0])


@pytest.mark.parametrize("sent", [b"", b"\xff" * 8, b"\x00\x00\x00\x02\x00\x00\x00\x00{}"])
def test_a_worker_that_ends_or_talks_nonsense_is_not_used(
    stub: tuple[Worker, socket.socket], sent: bytes
) -> None:
    stub[1].sendall(sent)
    stub[1].close()
    with pytest.raises(SandboxError, match=r"a worker ended before it was ready: .*signal=9"):
        host.expect_ready(stub[0])


def test_a_worker_that_stays_silent_is_not_used(
    stub: tuple[Worker, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host, "START_SECONDS", 0.05)
    with pytest.raises(SandboxError, match="a worker ended before it was ready"):
        host.expect_ready(stub[0])


# ----------------------------------------------------------------------------------- the zygote


@pytest.fixture
def zygote(strong_host: host.Host) -> Iterator[host.ZygoteHost]:
    """Give a host of its own, which the test may break."""
    assert strong_host.facts.strong
    workers = host.start(situation.detect(), LIMITS, IMPORTS)
    assert isinstance(workers, host.ZygoteHost)
    yield workers
    workers.close()


def test_the_facts_say_what_the_self_test_saw(strong_host: host.Host) -> None:
    strong_host.worker().end()
    assert strong_host.facts.self_test
    assert set(strong_host.facts.layers) >= {"seccomp", "rlimits"}


def test_workers_get_slots_in_turn(zygote: host.ZygoteHost) -> None:
    workers = [zygote.worker() for _ in range(3)]
    before = zygote.slot
    assert len({worker.pid for worker in workers}) == 3
    workers.append(zygote.worker())
    assert zygote.slot == (before + 1) % SLOTS
    assert {worker.end().signal for worker in workers} == {signal.SIGKILL}


def test_the_global_generators_are_alike_in_every_worker(zygote: host.ZygoteHost) -> None:
    """A fork gives `random` another state, unless it is seeded after it."""
    source = "import random\nimport numpy\ndef f():\n    return random.random(), numpy.random.rand()"
    allowed = replace(assignment("f"), imports=("random", "numpy"))
    drawn = set()
    for _ in range(2):
        transport = WorkerTransport(zygote.worker(), LIMITS, Budget(60, 30))
        student = RawStudent(transport, submission(*source.split("\n", 2)), allowed, PART)
        student.load()
        drawn.add(student.call("f", ()))
        transport.close()
    assert len(drawn) == 1


def test_the_root_of_workers_is_gone_with_their_host() -> None:
    need(situation.SITUATIONS["root+chroot"])
    workers = host.ZygoteHost(situation.SITUATIONS["root+chroot"])
    assert Path(workers.root).is_dir()
    workers.close()
    assert not Path(workers.root).parent.exists()


def test_a_worker_s_own_exit_status_is_told(zygote: host.ZygoteHost) -> None:
    """A worker whose grader hangs up ends by itself."""
    worker = zygote.worker()
    worker.channel.close()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not has_ended(worker.pid):
        time.sleep(0.01)
    ending = zygote.reap(worker)
    assert (ending.signal, ending.status) == (0, 0)
    assert ending.memory > 1


def has_ended(pid: int | None) -> bool:
    """Say whether a process waits to be reaped."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"


def test_a_zygote_that_is_gone_is_an_error_of_the_sandbox(zygote: host.ZygoteHost) -> None:
    zygote.worker().end()
    zygote.process.kill()
    zygote.process.wait()
    with pytest.raises(SandboxError, match=r"the zygote (ended|is gone)"):
        zygote.worker().end()


@contextlib.contextmanager
def answering(zygote: host.ZygoteHost, *answers: bytes) -> Iterator[None]:
    """Let a made-up zygote answer from now on."""
    zygote.control.close()
    zygote.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    zygote.control.settimeout(0.05)
    with theirs:
        for answer in answers:
            theirs.send(answer)
        yield


def test_what_the_zygote_says_is_wrong_is_passed_on(zygote: host.ZygoteHost) -> None:
    with (
        answering(zygote, json.dumps({"error": "no landlock"}).encode()),
        pytest.raises(SandboxError, match=r"^no landlock$"),
    ):
        zygote.answer()


def test_a_zygote_that_ends_is_quoted(zygote: host.ZygoteHost) -> None:
    zygote.errors.write(b"Traceback\nImportError: no numpy\n")
    with (
        answering(zygote, b"{}"),
        pytest.raises(SandboxError, match=r"^the zygote ended: ImportError: no numpy$"),
    ):
        zygote.answer()


def test_a_zygote_that_ends_without_a_word_is_told(zygote: host.ZygoteHost) -> None:
    with answering(zygote, b"{}"), pytest.raises(SandboxError, match=r"^the zygote ended: no message$"):
        zygote.answer()


def test_a_zygote_that_does_not_answer_is_an_error_of_the_sandbox(zygote: host.ZygoteHost) -> None:
    with answering(zygote), pytest.raises(SandboxError, match="the zygote does not answer"):
        zygote.answer()


def test_an_open_door_refuses_the_whole_host(
    zygote: host.ZygoteHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host.selftest, "judge", lambda _situation, _results: ["canary", "fork"])
    with pytest.raises(SandboxError, match=r"^the sandbox does not hold: canary, fork$"):
        zygote.worker()


def test_a_worker_that_cannot_load_numpy_refuses_the_whole_host(
    zygote: host.ZygoteHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = [(1, "import no_such_module.x as y\ny.z()", [])]
    trial = {**host.TRIAL, "modules": [{"name": "trial", "file": "trial.py", "chunks": chunks}]}
    monkeypatch.setattr(host, "TRIAL", trial)
    with pytest.raises(SandboxError, match=r"^a worker cannot run a submission: "):
        zygote.worker()


def test_the_canary_can_be_read_by_everybody_who_is_not_kept_from_it() -> None:
    with host.canary() as path:
        assert path.stat().st_mode & 0o444 == 0o444
        assert path.parent.stat().st_mode & 0o555 == 0o555
    assert not path.exists()


# ------------------------------------------------------------------------- numbers of processes


def test_who_sent_the_first_word_is_known_and_the_word_is_still_to_be_read() -> None:
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    with ours, theirs:
        worker = os.fork()
        if worker == 0:
            theirs.sendall(b"ready")
            os._exit(0)
        assert host.sender(ours) == worker
        assert ours.recv(10) == b"ready"
        os.waitpid(worker, 0)


def test_nobody_sent_what_never_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "START_SECONDS", 0.01)
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            assert host.sender(ours) is None
        assert host.sender(ours) is None


@pytest.mark.parametrize("found", STRONG, ids=lambda s: s.name)
def test_the_grader_knows_a_worker_by_its_own_number_for_it(found: situation.Situation) -> None:
    need(found)
    workers = host.start(found, LIMITS, IMPORTS)
    try:
        worker = workers.worker()
        own = status(worker.pid)["NSpid"].split()
        assert own[0] == str(worker.pid)
        assert own[-1] == str(worker.number)
        assert (len(own) == 2) is (found.name == "bubblewrap")
        assert Meter(worker.pid).resident > 1
        worker.end()
        assert not Path(f"/proc/{worker.pid}").exists()
    finally:
        workers.close()


def status(pid: int | None) -> dict[str, str]:
    """Read what the system says of a process."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return dict(line.split(":", 1) for line in lines)


def test_nothing_is_left_inside_bubblewrap_when_its_host_is_gone() -> None:
    need(situation.SITUATIONS["bubblewrap"])
    workers = host.start(situation.SITUATIONS["bubblewrap"], LIMITS, IMPORTS)
    worker = workers.worker()
    workers.close()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{worker.pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not Path(f"/proc/{worker.pid}").exists()
    worker.channel.close()


@pytest.mark.parametrize("name", ["root+landlock", "root+chroot"])
def test_the_workers_of_two_graders_never_have_the_same_user(name: str) -> None:
    found = situation.SITUATIONS[name]
    need(found)
    graders = [host.start(found, LIMITS, IMPORTS) for _ in range(2)]
    try:
        users = [{user_of(grader.worker()) for _ in range(2 * SLOTS)} for grader in graders]
        assert [len(one) for one in users] == [SLOTS, SLOTS]
        assert users[0].isdisjoint(users[1])
    finally:
        for grader in graders:
            grader.close()


def user_of(worker: Worker) -> int:
    """Return a worker's user id, and end it."""
    user = int(status(worker.pid)["Uid"].split()[0])
    worker.end()
    return user


# ------------------------------------------------------------------------------ plain processes


def test_closing_a_plain_host_ends_what_is_left() -> None:
    workers = host.start(situation.WEAK, LIMITS, IMPORTS)
    worker = workers.worker()
    workers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid or 0, 0)
    worker.channel.close()


def test_the_command_of_a_worker_imports_nothing_from_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('the wrong numpy')")
    (tmp_path / "autograder.py").write_text("raise SystemExit('the wrong engine')")
    done = subprocess.run(
        host.command("plain"),
        cwd=tmp_path,
        env=host.CLEAN_ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert wire.decode(done.stdout) == {"kind": "ready"}


def test_the_command_names_this_interpreter() -> None:
    assert host.command("zygote", "5")[0] == sys.executable
    assert host.command("zygote", "5")[-1] == "5"
