"""The grader's side of starting workers: a zygote that forks them, or plain processes."""

import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from autograder.errors import SandboxError
from autograder.model.assignment import Limits
from autograder.model.report import SandboxFacts
from autograder.worker import layers, selftest, wire
from autograder.worker.channel import Channel, HungUpError, PipeChannel, SocketChannel
from autograder.worker.situation import Situation, detect
from autograder.worker.watch import Budget, ExceededError, Meter, Watch

ENGINE = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
GRACE_SECONDS = 0.05
CREDENTIALS = struct.Struct("=iII")  # struct ucred: pid, uid, gid
CLEAN_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
TRIAL = {
    "kind": "load",
    "modules": [{"name": "trial", "file": "trial.py", "chunks": [(1, "import numpy", ["numpy"])]}],
    "imports": ["numpy"],
    "stdout": 100,
}
"""A submission that cannot fail, so that a fault of ours is not taken for a student's."""
BOOT = "import sys; sys.path[0] = {engine!r}; from autograder.worker.{module} import main; main()"


@dataclass(frozen=True)
class Ending:
    """How a worker ended: the signal that killed it or its exit status, peak MiB, CPU seconds in all.

    `grown` are the MiB beyond what a worker needs that has run nothing of a student's; `outside` when it was
    killed, not by us, and could not kill itself.
    """

    signal: int = 0
    status: int = 0
    memory: float = 0.0
    cpu: float = 0.0
    grown: float = 0.0
    outside: bool = False


@dataclass
class Worker:
    """A live worker process: `pid` is None where it cannot be observed, `number` what its zygote calls it."""

    channel: Channel
    pid: int | None
    host: "Host"
    number: int = 0

    def end(self, grace: float = 0.0) -> Ending:
        """Kill it, completely, and say how it had ended; it may end by itself for `grace` seconds more."""
        try:
            return self.host.reap(self, grace)
        finally:
            self.channel.close()

    def release(self) -> None:
        """Kill it, completely; how it had ended does not matter, so nobody waits for it."""
        try:
            self.host.release(self)
        finally:
            self.channel.close()


class Host(Protocol):
    """Starts and ends workers in one situation."""

    facts: SandboxFacts

    def configure(self, limits: Limits, imports: tuple[str, ...]) -> None:
        """Say what workers may use and import; once, before the first."""

    def worker(self) -> Worker:
        """Start a worker that has said it is ready.

        Raises:
            SandboxError: it cannot be started, or a layer does not hold.
        """

    def reap(self, worker: Worker, grace: float = 0.0) -> Ending:
        """End a worker, after a moment in which it may end by itself, and wait until it is gone."""

    def release(self, worker: Worker) -> None:
        """Order a worker's end."""

    def close(self) -> None:
        """End everything."""


def command(module: str, *args: str) -> list[str]:
    """Return the command line of a clean interpreter that runs `main` of a worker module.

    The environment is clean and there is no user site. The folder of the command (`sys.path[0]`) is
    replaced before anything but the interpreter's own start-up is imported.
    """
    return [sys.executable, "-s", "-c", BOOT.format(engine=str(ENGINE), module=module), *args]


class ZygoteHost:
    """Workers forked from a preloaded clean process, each in its sandbox."""

    def __init__(self, situation: Situation) -> None:
        """Start the zygote; it loads the engine's part while the grader goes on."""
        self.situation = situation
        self.slot = 0
        self.memory = 0.0
        self.ready = False
        self.owed: deque[str] = deque()
        self.ahead: socket.socket | None = None
        self.forked: int | None = None
        self.facts = SandboxFacts(situation.name, situation.strong, tuple(situation.layers))
        self.left = contextlib.ExitStack()
        self.root = self.left.enter_context(layers.empty_folder()) if "chroot" in situation.layers else ""
        self.uid_base = self.left.enter_context(layers.claimed()) if "identity" in situation.layers else 0
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the zygote)
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.settimeout(START_SECONDS)
        self.process = subprocess.Popen(  # noqa: S603 (our own interpreter)
            self.command(theirs),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.errors,
            pass_fds=[theirs.fileno()],
            cwd="/",
            env=CLEAN_ENVIRONMENT,
            start_new_session=True,
        )
        theirs.close()
        layers.hide_memory()

    def command(self, control: socket.socket) -> list[str]:
        """Return the zygote's command line."""
        started = command("zygote", str(control.fileno()))
        return layers.inside(self.root, started) if "bubblewrap" in self.situation.layers else started

    def configure(self, limits: Limits, imports: tuple[str, ...]) -> None:
        """Send the zygote what to import and which layers to prepare."""
        plan = layers.plan(self.situation, limits, root=self.root, uid_base=self.uid_base)
        self.tell("configure", {"plan": plan.to_json(), "imports": imports})

    def tell(self, what: str, order: dict[str, object], *descriptors: int) -> None:
        """Send an order; that the zygote is gone is noticed when its answer is read."""
        self.owed.append(what)
        with contextlib.suppress(BrokenPipeError):
            message = json.dumps({"do": what, **order}).encode()
            socket.send_fds(self.control, [message], list(descriptors))

    def answer(self) -> dict[str, float]:
        """Return the answer to the oldest order that is owed one."""
        answer = self.read()
        if self.owed.popleft() == "fork":
            self.forked = int(answer["pid"])
        return answer

    def read(self) -> dict[str, float]:
        """Return the zygote's next message."""
        try:
            message = json.loads(self.control.recv(4096) or b"{}")
        except OSError as error:
            text = "the zygote does not answer"
            raise SandboxError(text) from error
        if not message:
            raise SandboxError("the zygote ended: " + self.said())
        if "error" in message:
            raise SandboxError(str(message["error"]))
        return dict(message)

    def said(self) -> str:
        """Return the last line the zygote wrote to its standard error."""
        self.errors.seek(0)
        lines = self.errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "no message"

    def wait_ready(self) -> None:
        """Wait, once, until everything is imported and the layers are proved; else there is no worker."""
        if self.ready:
            return
        self.answer()
        self.ready = True
        try:
            self.prove()
        except SandboxError:
            self.process.kill()
            raise

    def prove(self) -> None:
        """Run the self-test in a worker of its own and keep what it saw."""
        worker = self.worker()
        with canary() as path:
            results = ask_once(worker, {"kind": "probe", "canary": str(path), "parent": os.getpid()})[
                "results"
            ]
        loaded = ask_once(worker, TRIAL)
        self.memory = worker.end().memory
        if loaded["kind"] != "loaded" or loaded["failures"]:
            text = f"a worker cannot run a submission: {loaded}"
            raise SandboxError(text)
        open_doors = selftest.judge(self.situation, results)
        if open_doors:
            raise SandboxError("the sandbox does not hold: " + ", ".join(open_doors))
        self.facts = SandboxFacts(self.facts.situation, self.facts.strong, self.facts.layers, results)

    def worker(self) -> Worker:
        """Return a worker whose layers are on; the next one is forked meanwhile."""
        self.wait_ready()
        connection, number = self.ahead or self.fork_ahead(), self.number_ahead()
        self.fork_ahead()
        worker = Worker(SocketChannel(connection), sender(connection), self, number)
        expect_ready(worker)
        return worker

    def fork_ahead(self) -> socket.socket:
        """Order a worker and return the connection to it; it puts its layers on and waits."""
        self.ahead, theirs = socket.socketpair()
        self.ahead.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self.slot = (self.slot + 1) % layers.SLOTS
        self.forked = None
        with theirs:
            self.tell("fork", {"slot": self.slot}, theirs.fileno())
        return self.ahead

    def number_ahead(self) -> int:
        """Return what the zygote calls the worker that was ordered; answers come in the order of orders."""
        while self.forked is None:
            self.answer()
        return self.forked

    def release(self, worker: Worker) -> None:
        """Order a worker's end; the answer is read when a later one is needed."""
        self.order_end(worker, 0.0)

    def order_end(self, worker: Worker, grace: float) -> None:
        """Order a worker's end, by itself or `grace` seconds from now."""
        self.tell("reap", {"pid": worker.number, "grace": grace})

    def reap(self, worker: Worker, grace: float = 0.0) -> Ending:
        """End a worker for good."""
        self.order_end(worker, grace)
        while self.owed:
            answer = self.answer()
        return self.ending(int(answer["status"]), answer)

    def ending(self, status: int, answer: Mapping[str, float]) -> Ending:
        """Read how a worker ended. Under seccomp it can send itself any signal but SIGKILL."""
        killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        exited = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
        memory = answer["memory"] / 1024
        outside = killed == signal.SIGKILL and bool(answer["alone"]) and "seccomp" in self.situation.layers
        return Ending(killed, exited, memory, answer["cpu"], memory - self.memory, outside)

    def close(self) -> None:
        """End the zygote; its workers die with it."""
        self.control.close()
        if self.ahead is not None:
            self.ahead.close()
        self.process.kill()
        self.process.wait()
        self.errors.close()
        self.left.close()


class PlainHost:
    """Workers as plain processes: a deadline and a separate memory, no sandbox."""

    def __init__(self, situation: Situation) -> None:
        """Remember the situation; every worker is started when it is asked for."""
        self.processes: dict[int, subprocess.Popen[bytes]] = {}
        self.facts = SandboxFacts(situation.name, situation.strong, tuple(situation.layers))

    def configure(self, limits: Limits, imports: tuple[str, ...]) -> None:
        """Do nothing: what a worker may import is told with the submission."""

    def worker(self) -> Worker:
        """Start a process and wait until it is ready."""
        process = subprocess.Popen(  # noqa: S603 (our own interpreter)
            command("plain"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
            env={**CLEAN_ENVIRONMENT, **{k: os.environ[k] for k in ("SYSTEMROOT",) if k in os.environ}},
            start_new_session=True,
        )
        self.processes[process.pid] = process
        worker = Worker(PipeChannel(process), process.pid, self)
        expect_ready(worker)
        return worker

    def release(self, worker: Worker) -> None:
        """Kill the process at once."""
        self.kill(self.processes.pop(worker.pid or 0))

    def reap(self, worker: Worker, grace: float = 0.0) -> Ending:
        """Kill the process, after a moment in which it may end by itself, so that its status is seen."""
        process = self.processes.pop(worker.pid or 0)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(grace, GRACE_SECONDS))
        ended = process.poll()
        self.kill(process)
        code = ended if ended is not None else -signal.SIGKILL
        return Ending(-code if code < 0 else 0, max(code, 0))

    @staticmethod
    def kill(process: "subprocess.Popen[bytes]") -> None:
        """Kill a process and what it has started in its own session."""
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()

    def close(self) -> None:
        """End what is left."""
        for process in self.processes.values():
            self.kill(process)


def boot(situation: Situation) -> Host:
    """Return the host for a situation; a zygote starts loading at once, in the background."""
    return ZygoteHost(situation) if situation.layers else PlainHost(situation)


def start(situation: Situation, limits: Limits, imports: tuple[str, ...]) -> Host:
    """Return a host that is configured."""
    workers = boot(situation)
    workers.configure(limits, imports)
    return workers


@contextlib.contextmanager
def hosting(*, allow_weak: bool) -> Iterator[Host]:
    """Start what makes workers, in the strongest situation there is, and end it.

    It is to be configured for an assignment; a zygote loads while the assignment is read.

    Raises:
        SandboxError: only the weak situation is possible and it is not allowed.
    """
    found = detect()
    if not found.strong and not allow_weak:
        message = (
            "no strong sandbox here: student code could read private tests and files. "
            "Use Linux, or say --allow-weak-sandbox for code you trust."
        )
        raise SandboxError(message)
    workers = boot(found)
    try:
        yield workers
    finally:
        workers.close()


def sender(connection: socket.socket) -> int | None:
    """Wait for the first word on a connection; return the pid, as it is called here, of who sent it.

    None when nobody will. The kernel tells it, whatever namespace the worker lives in.
    """
    connection.settimeout(START_SECONDS)
    room = socket.CMSG_SPACE(CREDENTIALS.size)
    try:
        _, told, _, _ = connection.recvmsg(1, room, socket.MSG_PEEK)
    except OSError:
        return None
    return CREDENTIALS.unpack(told[0][2])[0] if told else None


@contextlib.contextmanager
def canary() -> Iterator[Path]:
    """Make a file that a worker must not be able to read."""
    with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
        path = Path(folder) / "canary"
        path.write_text("a worker must not read this", encoding="ascii")
        path.chmod(0o644)
        Path(folder).chmod(0o755)
        yield path


def ask_once(worker: Worker, message: Mapping[str, object] | None) -> dict[str, Any]:
    """Exchange one message with a worker that runs none of the student's code yet.

    Raises:
        SandboxError: it says that it is not safe, or says nothing sensible in time.
    """
    meter = Meter(worker.pid)
    watch = Watch(meter, START_SECONDS, START_SECONDS, float("inf"), Budget(START_SECONDS, START_SECONDS))
    try:
        if message is not None:
            worker.channel.send(wire.encode(message), watch)
        reply = wire.decode(worker.channel.receive(watch))
    except (HungUpError, ExceededError, wire.WireError) as error:
        text = f"a worker ended before it was ready: {worker.end()}"
        raise SandboxError(text) from error
    if not isinstance(reply, dict) or reply.get("kind") == "unsafe":
        worker.channel.close()
        raise SandboxError(str(reply.get("text")) if isinstance(reply, dict) else "a worker talks nonsense")
    return reply


def expect_ready(worker: Worker) -> None:
    """Wait until the worker's layers are on."""
    ask_once(worker, None)
