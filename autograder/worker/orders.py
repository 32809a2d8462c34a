"""The grader's side of one zygote: orders, answers in their order, and the proof that its layers hold."""

import contextlib
import json
import os
import signal
import socket
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

from autograder.errors import AutograderError, GraderError, SandboxError
from autograder.model.assignment import TORCH, Limits, importable
from autograder.model.report import SandboxFacts
from autograder.worker import layers, selftest
from autograder.worker.channel import SocketChannel
from autograder.worker.situation import Situation
from autograder.worker.worker import (
    START_SECONDS,
    EndedEarlyError,
    Ending,
    Worker,
    ask_once,
    expect_alive,
    expect_ready,
    sender,
)

if TYPE_CHECKING:
    import subprocess

MAX_ANSWER = 4096
ATTEMPTS = 3
"""A worker may be killed before it is ready; another is taken, so many in all."""
TRIAL = {
    "kind": "load",
    "modules": [{"name": "trial", "file": "trial.py", "chunks": [(1, "import numpy", ["numpy"])]}],
    "imports": ["numpy"],
    "stdout": 100,
}
"""A submission that cannot fail, so that a fault of ours is not taken for a student's."""
_TRAINING = """\
import torch
layer, head = torch.nn.GRU(1, 8, batch_first=True), torch.nn.Linear(8, 1)
steps = torch.optim.Adam([*layer.parameters(), *head.parameters()])
loss = (head(layer(torch.ones(4, 6, 1))[0][:, -1]) ** 2).mean()
loss.backward()
steps.step()
"""
TORCH_TRIAL = {
    **TRIAL,
    "modules": [{"name": "trial", "file": "trial.py", "chunks": [(1, _TRAINING, ["torch"])]}],
    "imports": [TORCH],
    "seed": 0,
}
"""The same for PyTorch, which needs more of a machine, and more memory, the first time that it learns."""
Launch = Callable[[socket.socket, str, IO[bytes]], "subprocess.Popen[bytes]"]
"""Starts the process, told its end of the connection, the root of its workers, and where it may complain."""
T = TypeVar("T")


class ZygoteLostError(GraderError):
    """The zygote is gone, and its workers with it: what they did has to be done again."""


class Zygote:
    """One zygote and its workers, which nobody else can end.

    `lost` when it is gone, `useful` when it has ended a worker after the one that proved it.
    """

    def __init__(self, situation: Situation, launch: Launch, profile: str = "numpy") -> None:
        """Start it; it loads the engine's part while the grader goes on."""
        self.situation = situation
        self.profile = profile
        self.facts = SandboxFacts(situation.name, situation.strong, tuple(situation.layers))
        self.slot = 0
        self.memory = 0.0
        self.refused: AutograderError | None = None
        self.ready = self.lost = self.useful = False
        self.owed: deque[str] = deque()
        self.ahead: socket.socket | None = None
        self.forked: int | None = None
        with contextlib.ExitStack() as stack:
            self.root = stack.enter_context(layers.empty_folder()) if "chroot" in situation.layers else ""
            self.uid_base = stack.enter_context(layers.claimed()) if "identity" in situation.layers else 0
            self.errors = stack.enter_context(tempfile.TemporaryFile())
            self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            stack.enter_context(self.control)
            self.control.settimeout(START_SECONDS)
            with theirs:
                self.process = launch(theirs, self.root, self.errors)
            stack.callback(self.end)
            self.left = stack.pop_all()

    # ------------------------------------------------------------------- orders and answers

    def configure(self, limits: Limits, imports: tuple[str, ...]) -> None:
        """Say what to import, and which layers to prepare."""
        imports = importable(imports, self.profile)
        plan = layers.plan(self.situation, limits, root=self.root, uid_base=self.uid_base)
        self.tell("configure", {"plan": plan.to_json(), "imports": imports})

    def tell(self, what: str, order: dict[str, object], *descriptors: int) -> None:
        """Send an order; that the zygote is gone is noticed when its answer is read."""
        self.owed.append(what)
        with contextlib.suppress(OSError):
            message = json.dumps({"do": what, **order}).encode()
            socket.send_fds(self.control, [message], list(descriptors))

    def answer(self) -> dict[str, float]:
        """Return the answer to the oldest order that is owed one."""
        answer = self.read()
        what = self.owed.popleft()
        if what == "fork":
            self.forked = int(answer["pid"])
        if what == "reap" and self.ready:
            self.useful = True
        return answer

    def read(self) -> dict[str, float]:
        """Return the zygote's next message."""
        message = json.loads(self.receive() or b"{}")
        if not message:
            self.lost = True
            raise ZygoteLostError("the zygote ended: " + self.said())
        if "error" in message:
            raise SandboxError(str(message["error"]))
        if "unusable" in message:
            raise GraderError(str(message["unusable"]))
        return dict(message)

    def receive(self) -> bytes:
        """Return the zygote's next message as it came; empty when there will be none."""
        try:
            return self.control.recv(MAX_ANSWER)
        except ConnectionError:
            return b""
        except OSError as error:
            self.lost = True
            text = f"the zygote does not answer: {error}"
            raise ZygoteLostError(text) from error

    def said(self) -> str:
        """Return the last line the zygote wrote to its standard error."""
        self.errors.seek(0)
        lines = self.errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "no message"

    # ------------------------------------------------------------------------------ the proof

    def wait_ready(self) -> None:
        """Wait, once, until all is imported and the layers are proved; else there is never a worker."""
        if self.ready:
            return
        if self.refused:
            raise type(self.refused)(str(self.refused))
        try:
            self.answer()
            persistently(self.prove)
        except ZygoteLostError:
            raise
        except (SandboxError, GraderError) as error:
            self.refused = error
            self.process.kill()
            raise
        self.ready = True

    def prove(self) -> None:
        """Run the self-test in a worker of its own and keep what it saw."""
        worker = self.next_worker()
        with canary() as path:
            probe = {"kind": "probe", "canary": str(path), "parent": os.getpid()}
            results = ask_once(worker, probe)["results"]
        loaded = ask_once(worker, TORCH_TRIAL if self.profile == TORCH else TRIAL)
        self.memory = worker.end().memory
        if loaded["kind"] != "loaded" or loaded["failures"]:
            text = f"a worker cannot run a submission: {loaded}"
            raise SandboxError(text)
        open_doors = selftest.judge(self.situation, results)
        if open_doors:
            raise SandboxError("the sandbox does not hold: " + ", ".join(open_doors))
        self.facts = replace(self.facts, self_test=results)

    # --------------------------------------------------------------------------------- workers

    def worker(self) -> Worker:
        """Return a worker whose layers are on.

        Raises:
            ZygoteLostError: this zygote is gone.
            SandboxError: it cannot make one, or a layer does not hold.
        """
        self.wait_ready()
        return persistently(self.next_worker)

    def next_worker(self) -> Worker:
        """Return the worker that was forked ahead; the next one is forked meanwhile."""
        connection, number = self.ahead or self.fork_ahead(), self.number_ahead()
        self.fork_ahead()
        worker = Worker(SocketChannel(connection), sender(connection), self, number, self.memory)
        expect_ready(worker)
        expect_alive(worker)
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

    # --------------------------------------------------------------------------------- its end

    def is_gone(self) -> bool:
        """Say whether it has served and will not any more."""
        return self.lost or (self.ready and self.process.poll() is not None)

    def end(self) -> None:
        """Kill it; its workers die with it."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """End it and leave nothing of it."""
        if self.ahead is not None:
            self.ahead.close()
        self.left.close()


def persistently(work: Callable[[], T]) -> T:
    """Do what needs a worker; a few times at most, when somebody kills the worker before it is ready."""
    for _ in range(ATTEMPTS - 1):
        with contextlib.suppress(EndedEarlyError):
            return work()
    return work()


@contextlib.contextmanager
def canary() -> Iterator[Path]:
    """Make a file that a worker must not be able to read."""
    with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
        path = Path(folder) / "canary"
        path.write_text("a worker must not read this", encoding="ascii")
        path.chmod(0o644)
        Path(folder).chmod(0o755)
        try:
            yield path
        finally:
            selftest.tidy(str(path), "/")
