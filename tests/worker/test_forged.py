"""What no honest worker sends is a protocol error, never one of ours."""

import numpy as np
import pytest
from support.workers import PART, assignment, submission

from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.verdict import StudentFault
from autograder.worker import proxy, wire
from autograder.worker.proxy import RawStudent
from autograder.worker.transport import DirectTransport

QUESTION = {"kind": "callback", "id": 0, "args": ([1, 2, 3],), "kwargs": {}}


@pytest.fixture
def student() -> RawStudent:
    return RawStudent(DirectTransport(), submission("def f():\n    return 1"), assignment(), PART)


def test_a_question_is_answered_by_the_function_it_names(student: RawStudent) -> None:
    answer = student.answerer([len])
    assert wire.decode(answer(wire.encode(QUESTION))) == {"kind": "answer", "value": 3}


@pytest.mark.parametrize(
    ("forged", "message"),
    [
        ({"id": 1}, "no such callback"),
        ({"id": -1}, "no such callback"),
        ({"id": "0"}, "no integer 'id' in a reply"),
        ({"args": 3}, "a callback without arguments"),
        ({"kwargs": None}, "a callback without arguments"),
        ({"kind": "value"}, "not the reply that was asked for"),
    ],
)
def test_a_forged_question_is_refused(student: RawStudent, forged: dict[str, object], message: str) -> None:
    with pytest.raises(wire.WireError, match=message):
        student.answerer([len])(wire.encode({**QUESTION, **forged}))


def test_questions_have_an_end(student: RawStudent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy, "MAX_CALLBACKS", 2)
    answer = student.answerer([len])
    for _ in range(2):
        answer(wire.encode(QUESTION))
    with pytest.raises(wire.WireError, match="too many callbacks"):
        answer(wire.encode(QUESTION))


@pytest.mark.parametrize(
    "reply",
    [
        *(3, None, {}, {"kind": "passed"}, {"kind": "loaded"}, {"kind": "value"}),
        {"kind": np.arange(4.0), "stdout": ""},
        {"kind": "value", "changed": [], "value": 1, "stdout": 7},
    ],
)
def test_a_forged_reply_is_the_worker_s_crash(
    student: RawStudent, monkeypatch: pytest.MonkeyPatch, reply: object
) -> None:
    student.load()
    monkeypatch.setattr(student.transport, "exchange", lambda *_: wire.encode(reply))
    with pytest.raises(StudentFault) as caught:
        student.call("f", ())
    assert caught.value.status is Status.CRASHED
    assert caught.value.findings == (finding("crashed", function="f", how="protocol"),)
