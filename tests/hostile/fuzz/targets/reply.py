"""Whatever a worker replies, the outcome is the student's, and reports can be written of it."""

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any, NoReturn

import numpy as np
from hostile.fuzz.framing import framed
from support.in_process import RIGHT, SIGNATURES
from support.workers import assignment as small_assignment
from support.workers import submission

from autograder import scoring
from autograder.checks import expect
from autograder.checks.contract import Student, arrays_of
from autograder.model.assignment import Assignment, Check, Suite
from autograder.model.outcome import Outcome, Status
from autograder.model.report import GradeReport, SandboxFacts
from autograder.model.text import Text
from autograder.model.verdict import StudentFault
from autograder.reports import gradescope, json_report
from autograder.runner.verdicts import judge
from autograder.worker import wire
from autograder.worker.channel import HungUpError
from autograder.worker.proxy import RawStudent
from autograder.worker.transport import Answer, Step, WorkerTransport, crashed

CHECK = Check("t.any", Text("Any", "أي"), Fraction(1), Suite.PRIVATE)
SUBMISSION = submission("def layer_forward(x, params):\n    pass")


def one(data: bytes) -> None:
    """Let a worker send these frames, one a line, and grade."""
    frames = [framed(line) for line in data.split(b"\n")]
    for call in (call_layer, call_cumulate, call_callback):
        outcome = judged(call, RawStudent(Forged(frames), SUBMISSION, ASSIGNMENT, ASSIGNMENT.parts[0]))
        assert outcome.status is not Status.GRADER_ERROR, outcome.staff_note
        written(scoring.report(ASSIGNMENT, SUBMISSION, [outcome], SandboxFacts("", strong=True)))


def declared() -> Assignment:
    """Return an assignment with the check, once public and once private."""
    made = small_assignment()
    public = replace(CHECK, suite=Suite.PUBLIC)
    parts = tuple(replace(made.parts[0], checks=(check,)) for check in (CHECK, public))
    return replace(made, parts=parts, functions=SIGNATURES)


ASSIGNMENT = declared()


class Forged:
    """A transport whose worker sends what was prepared, whatever it is asked, and hangs up."""

    def __init__(self, frames: list[bytes]) -> None:
        self.frames = iter(frames)

    def exchange(self, frame: bytes, step: Step, answer: Answer) -> bytes:
        """Converse as a real transport does."""
        worker: Any = Talking(self)
        try:
            return WorkerTransport.converse(worker, frame, lambda: None, answer)
        except (HungUpError, wire.WireError):
            self.fail("protocol", step.function)

    def send(self, frame: bytes, _watch: object) -> None:
        """Take no notice of what the grader says."""

    def receive(self, _watch: object) -> bytes:
        """Return the next frame."""
        for frame in self.frames:
            wire.frame_size(frame[: wire.PREFIX.size])
            return frame
        raise HungUpError

    def charge(self, _seconds: float) -> None:
        """Count nothing; there are no limits."""

    def fail(self, how: str, function: str) -> NoReturn:
        """Stop the check, as a real transport does."""
        raise StudentFault(crashed(how, function), status=Status.CRASHED)

    def close(self) -> None:
        """Do nothing; there is no process."""


class Talking:
    """What the transport takes for a worker."""

    def __init__(self, channel: Forged) -> None:
        self.channel = channel


def judged(call: Any, raw: RawStudent) -> Outcome:
    """Load, run one check, and decide as the runner does."""
    error = None
    try:
        raw.load()
        call(Student(raw, SIGNATURES))
    except Exception as raised:  # noqa: BLE001 (judged is whatever was raised)
        error = raised
    return replace(judge(CHECK.id, error), stdout=raw.stdout)


def call_layer(student: Student) -> None:
    """Read an array, an opaque result that goes back, and a dict."""
    x, params = np.ones((2, 3)), {"W": np.ones((4, 3)), "b": np.broadcast_to(0.0, (4,))}
    returned = student.layer_forward.on(x, params)
    gradients = student.layer_backward(np.ones((2, 4)), returned.cache)
    for answer in (arrays_of(returned) | arrays_of(gradients)).values():
        expect(answer, np.ones(answer.shape))


def call_cumulate(student: Student) -> None:
    """Compare values over time."""
    x = np.arange(12.0).reshape(3, 4)
    expect(student.cumulate(x).y, RIGHT["cumulate"](x))


def call_callback(student: Student) -> None:
    """Pass a function, which the worker may call."""
    student._raw.call("norm", (np.sum,), {}, ())  # no contract declares functions


def written(report: GradeReport) -> None:
    """Write the reports that say all there is to say; the others say it in other markup."""
    json.dumps(gradescope.results(report, "en"), allow_nan=False)
    assert json_report.load(json_report.dump(report)).checks[0].outcome.check == CHECK.id
