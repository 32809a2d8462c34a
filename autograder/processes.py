"""Gradings spread over processes, each with workers of its own.

The processes are spawned: they hold nothing of this one but what they are handed. A process ends when
this one does, however that ends, because it reads its jobs from a pipe.
"""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any

from autograder.errors import AutograderError
from autograder.model.assignment import Assignment
from autograder.worker.host import Host, hosting

Job = Any
Result = Any
Work = Callable[[Assignment, Job, Host], Result]
"""A function of a module; what it takes and returns crosses between processes."""


@dataclass(frozen=True)
class Ended:
    """What comes in the place of a result when the process that had the job ended."""

    code: int | None


@dataclass(frozen=True)
class Process:
    """A process that does jobs, and the connection to it."""

    process: multiprocessing.context.SpawnProcess
    connection: "Connection[Job, Result]"

    def result(self) -> Result:
        """Return the result of the job that the process was given."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            return Ended(self.process.exitcode)
        if isinstance(answer, AutograderError):
            raise answer
        return answer


@dataclass(frozen=True)
class Crew:
    """What every process does: one work, for one assignment."""

    work: Work
    assignment: Assignment
    allow_weak: bool = False

    def results(self, jobs: Sequence[Job], count: int) -> Iterator[tuple[int, Result]]:
        """Yield the place of each job and its result, as they come, from as many processes as `count`.

        A process that ends is replaced, and `Ended` is the result of its job.

        Raises:
            AutograderError: a process cannot grade safely, or its work raised it.
        """
        with self.started(min(count, len(jobs))) as processes:
            yield from self.spread(jobs, processes)

    def spread(self, jobs: Sequence[Job], processes: list[Process]) -> Iterator[tuple[int, Result]]:
        """Give each process a job, and the next one when it has answered."""
        left = iter(range(len(jobs)))
        busy: dict[int, int] = {}

        def give(number: int) -> None:
            place = next(left, None)
            if place is not None:
                busy[number] = place
                with contextlib.suppress(
                    BrokenPipeError
                ):  # that it is gone is noticed when it owes an answer
                    processes[number].connection.send(jobs[place])

        for number in range(len(processes)):
            give(number)
        while busy:
            ready = wait([processes[number].connection for number in busy])
            for number in [number for number in busy if processes[number].connection in ready]:
                place, result = busy.pop(number), processes[number].result()
                yield place, result
                if isinstance(result, Ended):
                    processes[number] = self.start()
                give(number)

    @contextlib.contextmanager
    def started(self, count: int) -> Iterator[list[Process]]:
        """Start processes and end them, whatever happens."""
        processes: list[Process] = []
        try:
            processes += (self.start() for _ in range(count))
            yield processes
        finally:
            for one in processes:
                one.connection.close()
                one.process.terminate()
            for one in processes:
                one.process.join()

    def start(self) -> Process:
        """Start one process."""
        spawning = multiprocessing.get_context("spawn")
        ours, theirs = spawning.Pipe()
        process = spawning.Process(target=serve, args=(theirs, self), daemon=True)
        with uninterrupted():
            process.start()
        theirs.close()
        return Process(process, ours)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let an interrupt wait meanwhile; it never reaches a process that is started."""
    resource_tracker.ensure_running()  # it comes with the first process, and would let interrupts through
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def serve(connection: "Connection[Result, Job]", crew: Crew) -> None:
    """Do jobs until the other side hangs up or orders the end; an error of ours is an answer."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # which ends a suite that is being run
    assignment = crew.assignment
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        try:
            with hosting(allow_weak=crew.allow_weak) as workers:
                workers.configure(assignment.limits, assignment.imports)
                while True:
                    job = connection.recv()
                    connection.send(crew.work(assignment, job, workers))
        except AutograderError as error:
            connection.send(error)


def cpus() -> int:
    """Return how many CPUs this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
