"""Grade one submission: the whole story."""

import time
from dataclasses import dataclass

from autograder import scoring
from autograder.model.assignment import Assignment, Part, Suite
from autograder.model.epoch import OnEpoch, unheard
from autograder.model.finding import finding
from autograder.model.outcome import Outcome, Status
from autograder.model.report import GradeReport
from autograder.model.submission import Submission
from autograder.model.verdict import StudentFault
from autograder.questions import wrong_owner
from autograder.runner.bench import Bench
from autograder.runner.run import OnOutcome, run
from autograder.runner.seeds import Seeds
from autograder.worker.host import Host
from autograder.worker.transport import Transport, WorkerTransport
from autograder.worker.watch import Budget

BOTH = (Suite.PUBLIC, Suite.PRIVATE)


@dataclass(frozen=True)
class Options:
    """How to grade: which checks, and with answers cast to which dtype ("" for as they are).

    `ids` are the students who hand in: a person looks where the questions were drawn for none of them.
    Inputs are drawn for `drawn_for`; if that is "", for what the submission's source hashes to.
    """

    suites: tuple[Suite, ...] = BOTH
    only: tuple[str, ...] = ()
    cast: str = ""
    sample_secret: bool = False
    ids: tuple[str, ...] = ()
    drawn_for: str = ""


def ignore(outcome: Outcome) -> None:
    """Take no notice of an outcome as it comes."""


def grade(  # noqa: PLR0913, PLR0917 (everything a grade follows from)
    assignment: Assignment,
    submission: Submission,
    workers: Host,
    secret: bytes,
    options: Options = Options(),
    on_outcome: OnOutcome = ignore,
    on_epoch: OnEpoch = unheard,
) -> GradeReport:
    """Return the grade of a submission.

    `on_outcome` hears of every check as it is decided, `on_epoch` of the epochs of a training.

    Raises:
        SandboxError: a worker cannot be started safely.
        AssignmentError: the assignment lacks what its suites need.
    """
    started = time.monotonic()
    limits = assignment.limits
    budget = Budget(limits.total_wall, limits.total_cpu)

    def connect(part: Part) -> Transport:
        if budget.empty:
            used_up = finding("time_used_up", limit=round(limits.total_wall))
            raise StudentFault(used_up, status=Status.TIMED_OUT)
        return WorkerTransport(workers.worker(part.profile), limits, budget)

    seeds = Seeds(secret, options.drawn_for or submission.sha256)
    bench = Bench(assignment.uncut, submission, connect, seeds, options.cast, on_epoch, compiles=True)
    only = options.only or tuple(check.id for check in assignment.checks)
    outcomes = run(bench, suites=options.suites, only=only, on_outcome=on_outcome)
    return scoring.report(
        assignment,
        submission,
        outcomes,
        workers.facts,
        owner=wrong_owner(assignment, submission, options.ids),
        sample_secret=options.sample_secret,
        seconds=time.monotonic() - started,
    )
