"""How a proxy reaches a session: through a sandboxed worker, or in the same process.

Both carry the same frames, so a public suite behaves alike in a student's `python -m pytest` and
under grading.
"""

import signal
from collections.abc import Callable
from typing import NamedTuple, NoReturn, Protocol

from autograder.errors import GraderError
from autograder.model.assignment import Limits
from autograder.model.finding import Finding, finding
from autograder.model.outcome import Status
from autograder.model.verdict import StudentFault
from autograder.worker import wire
from autograder.worker.channel import HungUpError
from autograder.worker.session import Session
from autograder.worker.watch import Budget, ExceededError, Meter, Watch
from autograder.worker.worker import Ending, Worker

GRACE_SECONDS = 0.5
"""A worker that closed its connection may be about to end; one that goes on is ended by us."""

NEAR_TIME, NEAR_MEMORY = 1 / 2, 1 / 8
"""Shares of the limits: who has used less did not cause a kill."""

Answer = Callable[[bytes], bytes]


class Step(NamedTuple):
    """What the worker is asked to do: the function's name ("" while loading) and its limits in seconds."""

    function: str
    wall: float
    cpu: float


class Transport(Protocol):
    """Carries one message to the session and its reply back."""

    def exchange(self, frame: bytes, step: Step, answer: Answer) -> bytes:
        """Return the reply; `answer` answers questions (callbacks) that arrive before it.

        Raises:
            StudentFault: the worker hung, died, or used up a limit.
        """

    def charge(self, seconds: float) -> None:
        """Count what it took to read a reply as the submission's own time."""

    def fail(self, how: str, function: str) -> NoReturn:
        """Give the worker up because of what it sent.

        Raises:
            StudentFault: always.
        """

    def close(self) -> None:
        """End the worker."""


class DirectTransport:
    """A session in the same process, for a student's own test runs."""

    def __init__(self) -> None:
        self.answer: Answer = bytes
        self.session = Session(self.ask)

    def ask(self, question: bytes) -> bytes:
        """Answer a question with what the current call brought along."""
        return self.answer(question)

    def exchange(self, frame: bytes, step: Step, answer: Answer) -> bytes:  # noqa: ARG002 (no limits here)
        """Return the session's reply."""
        self.answer = answer
        return self.session.respond(frame)

    def charge(self, seconds: float) -> None:
        """Do nothing; there are no limits."""

    def fail(self, how: str, function: str) -> NoReturn:
        """Stop the test."""
        raise StudentFault(crashed(how, function), status=Status.CRASHED)

    def close(self) -> None:
        """Do nothing; there is no other process."""


class WorkerTransport:
    """A session in a worker of its own, under limits."""

    def __init__(self, worker: Worker, limits: Limits, budget: Budget) -> None:
        self.worker: Worker | None = worker
        self.limits = limits
        self.budget = budget

    def exchange(self, frame: bytes, step: Step, answer: Answer) -> bytes:
        """Send, answer the worker's questions, and return its reply."""
        if self.worker is None:
            raise StudentFault(crashed("killed", step.function), status=Status.CRASHED)
        meter = Meter(self.worker.pid)
        watch = Watch(meter, step.wall, step.cpu, self.worker.base + self.limits.memory * 1.5, self.budget)
        try:
            return self.converse(self.worker, frame, watch, answer)
        except ExceededError as error:
            self.end()
            raise self.exceeded(error.what, step) from None
        except HungUpError:
            raise self.died(self.end(GRACE_SECONDS), step) from None
        except wire.WireError:
            self.fail("protocol", step.function)
        finally:
            self.budget.spend(meter.wall, meter.cpu)

    @staticmethod
    def converse(worker: Worker, frame: bytes, watch: Watch, answer: Answer) -> bytes:
        """Exchange frames until one is not a question."""
        worker.channel.send(frame, watch)
        while True:
            received = worker.channel.receive(watch)
            if not is_question(received):
                return received
            worker.channel.send(answer(received), watch)

    def charge(self, seconds: float) -> None:
        """Take it from the submission's budget."""
        self.budget.spend(seconds, seconds)

    def exceeded(self, what: str, step: Step) -> StudentFault:
        """Put a limit that was reached into words."""
        if what == "memory":
            return StudentFault(self.no_memory(step.function), status=Status.OUT_OF_MEMORY)
        if what == "total":
            limit = round(self.limits.total_wall)
            return StudentFault(finding("time_used_up", limit=limit), status=Status.TIMED_OUT)
        return StudentFault(timed_out(step, what), status=Status.TIMED_OUT)

    def died(self, ending: Ending, step: Step) -> StudentFault:
        """Tell from how it ended why the worker is gone.

        Raises:
            GraderError: it was killed, and what it has used gave nobody a reason.
        """
        if ending.signal == signal.SIGXCPU or (ending.outside and self.near_time(ending)):
            return StudentFault(timed_out(step, "cpu"), status=Status.TIMED_OUT)
        if ending.signal == signal.SIGKILL and self.near_memory(ending):
            return StudentFault(self.no_memory(step.function), status=Status.OUT_OF_MEMORY)
        if ending.outside:
            message = f"a worker was killed from outside (is the machine out of memory?): {ending}"
            raise GraderError(message)
        how = "signal" if ending.signal else "exit"
        return StudentFault(crashed(how, step.function), status=Status.CRASHED)

    def near_time(self, ending: Ending) -> bool:
        """Say whether it could have been the limit on CPU time, whose second signal is SIGKILL."""
        return ending.cpu > self.limits.total_cpu * NEAR_TIME

    def near_memory(self, ending: Ending) -> bool:
        """Say whether it could have been the kernel, out of memory for what the student's code took."""
        taken = ending.grown > self.limits.memory * NEAR_MEMORY
        return ending.memory > self.limits.memory or (ending.outside and taken)

    def no_memory(self, function: str) -> Finding:
        """Return the finding for too much memory."""
        return finding("out_of_memory", function=function, limit=self.limits.memory)

    def fail(self, how: str, function: str) -> NoReturn:
        """End the worker because of what it sent."""
        self.end()
        raise StudentFault(crashed(how, function), status=Status.CRASHED)

    def end(self, grace: float = 0.0) -> Ending:
        """Kill the worker, unless it ends by itself within `grace` seconds."""
        worker, self.worker = self.worker, None
        return worker.end(grace) if worker else Ending()

    def close(self) -> None:
        """End the worker without waiting for it."""
        worker, self.worker = self.worker, None
        if worker:
            worker.release()


def is_question(frame: bytes) -> bool:
    """Say whether a frame is a callback's question; what cannot be read is not."""
    header, _ = wire.split(frame)
    return b'["kind","callback"]' in header[:64]


def crashed(how: str, function: str) -> Finding:
    """Return the finding for a worker that is gone."""
    return finding("crashed", function=function, how=how)


def timed_out(step: Step, clock: str) -> Finding:
    """Return the finding for a clock that ran out."""
    limit = round(step.wall if clock == "wall" else step.cpu)
    if not step.function:
        return finding("timed_out_loading", limit=limit)
    return finding("timed_out", function=step.function, limit=limit, clock=clock)
