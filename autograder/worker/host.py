"""The grader's side of starting workers: a zygote that forks them, or plain processes."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol

from autograder.errors import SandboxError
from autograder.model.assignment import TORCH, Limits
from autograder.model.report import SandboxFacts
from autograder.worker import layers
from autograder.worker.channel import PipeChannel
from autograder.worker.orders import Zygote, ZygoteLostError
from autograder.worker.situation import Situation, detect
from autograder.worker.watch import Meter
from autograder.worker.worker import Ending, Worker, expect_ready

ENGINE = Path(__file__).resolve().parents[2]
LOSSES = 3
"""So many zygotes in a row that were lost before they were of use are no accident."""
GRACE_SECONDS = 0.05
CLEAN_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
BOOT = "import sys; sys.path[0] = {engine!r}; from autograder.worker.{module} import main; main()"


class Host(Protocol):
    """Starts workers in one situation."""

    facts: SandboxFacts

    def configure(self, limits: Limits, imports: tuple[str, ...]) -> None:
        """Say what workers may use and import; once, before the first."""

    def worker(self, profile: str = "numpy") -> Worker:
        """Start a worker of a profile that has said it is ready.

        Raises:
            SandboxError: it cannot be started, or a layer does not hold.
            GraderError: what the profile needs is not installed.
        """

    def close(self) -> None:
        """End everything."""


def command(module: str, *args: str) -> list[str]:
    """Return the command line of a clean interpreter that runs `main` of a worker module.

    The environment is clean and there is no user site. The folder of the command (`sys.path[0]`) is
    replaced before anything but the interpreter's own start-up is imported.
    """
    return [sys.executable, "-s", "-c", BOOT.format(engine=str(ENGINE), module=module), *args]


class ZygoteHost:
    """Workers forked from a preloaded clean process, each in its sandbox.

    When somebody kills that process, another takes its place. Workers with PyTorch have a zygote of their
    own, which is started for the first of them.
    """

    def __init__(self, situation: Situation, profile: str = "numpy") -> None:
        """Start a zygote; it loads the engine's part while the grader goes on."""
        self.situation = situation
        self.profile = profile
        self.in_torch: ZygoteHost | None = None
        self.losses = 0
        self.configured: tuple[Limits, tuple[str, ...]] | None = None
        self.zygote = Zygote(situation, self.launch, profile)
        self.facts = self.zygote.facts

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        """The zygote's process, or the one above it."""
        return self.zygote.process

    def launch(self, control: socket.socket, root: str, errors: IO[bytes]) -> "subprocess.Popen[bytes]":
        """Start a zygote's process."""
        started = command("zygote", str(control.fileno()))
        process = subprocess.Popen(  # noqa: S603 (our own interpreter)
            layers.inside(root, started) if "bubblewrap" in self.situation.layers else started,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            pass_fds=[control.fileno()],
            cwd="/",
            env=CLEAN_ENVIRONMENT,
            start_new_session=True,
        )
        layers.hide_memory()
        return process

    def configure(self, limits: Limits, imports: tuple[str, ...]) -> None:
        """Send the zygote what to import and which layers to prepare."""
        self.configured = limits, imports
        self.zygote.configure(limits, imports)

    def worker(self, profile: str = "numpy") -> Worker:
        """Return a worker of a profile."""
        host = self.with_torch() if profile == TORCH != self.profile else self
        worker = host.next_worker()
        self.facts = host.zygote.facts
        return worker

    def with_torch(self) -> "ZygoteHost":
        """Return the host of workers with PyTorch."""
        if self.in_torch is None:
            self.in_torch = ZygoteHost(self.situation, TORCH)
            if self.configured:
                self.in_torch.configure(*self.configured)
        return self.in_torch

    def next_worker(self) -> Worker:
        """Return a worker whose layers are on, if need be from another zygote."""
        while True:
            if self.zygote.is_gone():
                self.replace()
            with contextlib.suppress(ZygoteLostError):
                return self.zygote.worker()

    def replace(self) -> None:
        """Start another zygote, which is proved like the first; the last one's workers are gone with it.

        Raises:
            SandboxError: several in a row were lost before they were of use.
        """
        self.losses = 1 if self.zygote.useful else self.losses + 1
        if self.losses >= LOSSES:
            text = f"{LOSSES} zygotes in a row were lost; the last said: {self.zygote.said()}"
            raise SandboxError(text)
        self.zygote.end()
        last, self.zygote = self.zygote, Zygote(self.situation, self.launch, self.profile)
        last.close()
        if self.configured:
            self.zygote.configure(*self.configured)

    def close(self) -> None:
        """End the zygotes; their workers die with them."""
        if self.in_torch is not None:
            self.in_torch.close()
        self.zygote.close()


class PlainHost:
    """Workers as plain processes: a deadline and a separate memory, no sandbox."""

    def __init__(self, situation: Situation) -> None:
        """Remember the situation; every worker is started when it is asked for."""
        self.processes: dict[int, subprocess.Popen[bytes]] = {}
        self.facts = SandboxFacts(situation.name, situation.strong, tuple(situation.layers))

    def configure(self, limits: Limits, imports: tuple[str, ...]) -> None:
        """Do nothing: what a worker may import is told with the submission."""

    def worker(self, profile: str = "numpy") -> Worker:
        """Start a process and wait until it is ready."""
        process = subprocess.Popen(  # noqa: S603 (our own interpreter)
            command("plain", profile),
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
        worker.base = Meter(process.pid).resident
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
