"""Trials spread over processes, each a grader with a sandbox host of its own.

The processes are spawned: they hold nothing of this one but what they are handed. A process ends when
this one does, however that ends, because it reads its jobs from a pipe.
"""

import contextlib
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait

from autograder.analysis.specimen import Specimen
from autograder.analysis.trial import Setting, Trial, attempt
from autograder.errors import AutograderError, SandboxError
from autograder.model.assignment import Assignment
from autograder.worker.host import hosting

ENDED = "a process that graded {file} ended (exit code {code}); was it killed? Fewer --jobs need less memory"


@dataclass(frozen=True)
class Job:
    """A trial to be made."""

    specimen: Specimen
    setting: Setting


@dataclass(frozen=True)
class Grader:
    """A process that makes trials, and the connection to it."""

    process: multiprocessing.context.SpawnProcess
    connection: "Connection[Job, Trial | AutograderError]"

    def trial(self, job: Job) -> Trial:
        """Return the trial that the process was given."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError) as error:
            self.process.join()
            message = ENDED.format(file=job.specimen.file, code=self.process.exitcode)
            raise SandboxError(message) from error
        if isinstance(answer, AutograderError):
            raise answer
        return answer


def in_processes(
    assignment: Assignment,
    plan: Sequence[Job],
    processes: int,
    on_trial: Callable[[Trial], None],
    *,
    allow_weak: bool,
) -> tuple[Trial, ...]:
    """Return one trial for each job, in the order of `plan`; `on_trial` hears of each as it ends.

    Raises:
        SandboxError: a process ended, or cannot grade safely.
    """
    trials: dict[int, Trial] = {}
    with started(assignment, processes, allow_weak=allow_weak) as graders:
        for place, trial in spread(plan, graders):
            trials[place] = trial
            on_trial(trial)
    return tuple(trials[place] for place in range(len(plan)))


def spread(plan: Sequence[Job], graders: Sequence[Grader]) -> Iterator[tuple[int, Trial]]:
    """Give each grader a job, and the next one when it has answered; yield the places of jobs and trials."""
    left = iter(range(len(plan)))
    busy: dict[Grader, int] = {}

    def give(grader: Grader) -> None:
        place = next(left, None)
        if place is not None:
            busy[grader] = place
            with contextlib.suppress(BrokenPipeError):  # that it is gone is noticed when it owes an answer
                grader.connection.send(plan[place])

    for grader in graders:
        give(grader)
    while busy:
        ready = wait([grader.connection for grader in busy])
        for grader in [grader for grader in busy if grader.connection in ready]:
            place = busy.pop(grader)
            yield place, grader.trial(plan[place])
            give(grader)


@contextlib.contextmanager
def started(assignment: Assignment, count: int, *, allow_weak: bool) -> Iterator[tuple[Grader, ...]]:
    """Start graders and end them, whatever happens."""
    graders: list[Grader] = []
    try:
        graders += (start(assignment, allow_weak=allow_weak) for _ in range(count))
        yield tuple(graders)
    finally:
        for grader in graders:
            grader.connection.close()
            grader.process.terminate()
        for grader in graders:
            grader.process.join()


def start(assignment: Assignment, *, allow_weak: bool) -> Grader:
    """Start one grader."""
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(
        target=serve, args=(theirs, assignment), kwargs={"allow_weak": allow_weak}, daemon=True
    )
    with uninterrupted():
        process.start()
    theirs.close()
    return Grader(process, ours)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let an interrupt wait meanwhile; it never reaches a process that is started."""
    resource_tracker.ensure_running()  # it comes with the first process, and would let interrupts through
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def serve(
    connection: "Connection[Trial | AutograderError, Job]", assignment: Assignment, *, allow_weak: bool
) -> None:
    """Make trials until the other side hangs up or orders the end; an error of ours is an answer."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # which ends a suite that is being run
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        try:
            with hosting(allow_weak=allow_weak) as workers:
                workers.configure(assignment.limits, assignment.imports)
                while True:
                    job = connection.recv()
                    connection.send(attempt(assignment, job.specimen, job.setting, workers))
        except AutograderError as error:
            connection.send(error)
