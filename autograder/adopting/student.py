"""One loaded submission as an adopted suite asks it: by objects and operations."""

import sys
from collections.abc import Callable
from typing import Any, NoReturn

from autograder.adopting.errors import FAULT, Classes, WorkerGoneError, own_class, rebuilt
from autograder.adopting.thing import Thing, label, number, relabel
from autograder.errors import GraderError
from autograder.model.assignment import Assignment, Part
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.submission import Submission
from autograder.model.verdict import StudentFault
from autograder.worker import parcels, reply, wire
from autograder.worker.proxy import MAX_NAME, RawStudent, Reply, apply_changes
from autograder.worker.transport import Step, Transport

MAX_ASKED = 50_000
"""Operations in one test: a student's iterator may have no end."""


class OwnStudent(RawStudent):
    """A submission behind a transport, whose objects a test holds as things.

    `operators` are those of the student's classes that this test may ask; None: all, and `used` says which
    were. `refused` says what a test did that cannot be done here, `gone` what ended the worker. `asked`
    counts what the student's code has answered.
    """

    def __init__(
        self,
        transport: Transport,
        submission: Submission,
        assignment: Assignment,
        part: Part,
        operators: frozenset[str] | None = frozenset(),
    ) -> None:
        super().__init__(transport, submission, assignment, part)
        self.operators = operators
        self.used: set[str] = set()
        self.refused: list[str] = []
        self.gone: StudentFault | GraderError | None = None
        self.asked = 0
        self.things: dict[int, Thing] = {}
        self.classes: Classes = {}

    # ---------------------------------------------------------------------- asking

    def open(self) -> Thing | None:
        """Return the student's module; None when the submission has none."""
        message = {"kind": "open", "module": self.module}
        answered = self.exchange(message, self.step(self.module), "value", "absent")
        value = answered.get("value")
        return value if isinstance(value, Thing) else None

    def do(self, what: str, thing: object, *args: object, **kwargs: object) -> Any:  # noqa: ANN401
        """Apply an operation to a thing, or to data and a thing; what it raised is raised here.

        Raises:
            WorkerGoneError: the student's code hung or died, or its worker was killed from outside.
            TypeError: an argument cannot be sent.
        """
        name = self.name_of(what, thing, args)
        message = {"kind": "do", "what": what, **self.packed((thing, *args), kwargs)}
        answered = self.exchange(message, self.step(name), "value", "raised", callbacks=[])
        self.asked += 1
        changed = self.read(name, lambda: reply.sequence(parcels.unpack(answered), "changed"))
        self.read(name, lambda: apply_changes((thing, *args), kwargs, changed))
        if answered["kind"] == "raised":
            raise self.read(name, lambda: self.error(name, answered))
        value = self.read(name, lambda: self.value(answered))
        if what == "getattr" and isinstance(value, Thing):
            relabel(value, name)
        return value

    def packed(self, args: tuple[object, ...], kwargs: dict[str, object]) -> Reply:
        """Return arguments as they cross.

        Raises:
            TypeError: one is nested too deeply.
        """
        try:
            return dict(parcels.pack({"args": args, "kwargs": kwargs}, lambda value: value))
        except wire.WireError:
            self.refuse("argument")

    @staticmethod
    def name_of(what: str, thing: object, args: tuple[object, ...]) -> str:
        """Return what findings say was called: an attribute, or the thing itself."""
        if what == "getattr":
            return str(args[0])
        return label(thing) if isinstance(thing, Thing) else what

    def value(self, answered: Reply) -> object:
        """Return a value as a test sees it: for an exception class one that `except` knows."""
        if reply.strings(answered, "base")[-1:] != ("",):
            return own_class(answered, self.classes)
        return parcels.unpack(answered.get("value"))

    def error(self, name: str, answered: Reply) -> BaseException:
        """Return the exception that the student's code raised, with what is told when nobody catches it.

        Raises:
            WireError: the worker tells of none.
        """
        failure = reply.failure(answered)
        error = rebuilt(answered, failure.text, answered.get("value"), self.classes)
        setattr(error, FAULT, self.fault(name, failure))
        return error

    def step(self, name: str) -> Step:
        """Return the limits of one operation."""
        return Step(name, self.limits.call_wall, self.limits.call_cpu)

    # ------------------------------------------------------------------- transport

    def exchange(
        self,
        message: Reply,
        step: Step,
        *kinds: str,
        callbacks: list[Callable[..., object]] | None = None,
    ) -> Reply:
        """Send a message and return the reply; what was printed appears where the test prints."""
        printed = len(self.stdout)
        try:
            self.bound(step.function)
            return super().exchange(message, step, *kinds, callbacks=callbacks)
        except (StudentFault, GraderError) as fault:
            self.gone = self.gone or fault
            raise WorkerGoneError(fault) from None
        except wire.WireError:
            self.refuse("argument")
        finally:
            sys.stdout.write(self.stdout[printed:])

    def bound(self, function: str) -> None:
        """Stop a test that asks without end.

        Raises:
            StudentFault: it has asked more often than any test should.
        """
        if self.asked > MAX_ASKED:
            raise StudentFault(finding("timed_out", function=function), status=Status.TIMED_OUT)

    def read(self, function: str, parse: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Read something the worker sent; what is malformed is the worker's end."""
        try:
            return super().read(function, parse)
        except StudentFault as fault:
            self.gone = self.gone or fault
            raise WorkerGoneError(fault) from None

    def to_reference(self, value: object, callbacks: list[Callable[..., object]]) -> wire.Reference:
        """Send a thing by its number."""
        if type(value) is Thing:
            return wire.Reference("handle", number(value), "")
        return super().to_reference(value, callbacks)

    def from_reference(self, reference: wire.Reference) -> object:
        """Accept an object that stays in the worker; one object is one thing."""
        if reference.kind != "handle" or reference.id < 0:
            return wire.unknown(reference)
        thing = Thing(self, reference.id, reference.label[:MAX_NAME])
        return self.things.setdefault(reference.id, thing)

    # ------------------------------------------------------------------- the test's rules

    def trusts(self, what: str) -> bool:
        """Say whether an operator of the student's own classes may be asked in this test."""
        self.used.add(what)
        allowed = self.operators is None or what in self.operators
        if not allowed:
            self.refused.append("operator")
        return allowed

    def refuse(self, what: str) -> NoReturn:
        """Take note of what cannot be done with an object that stays in the worker.

        Raises:
            TypeError: always.
        """
        self.refused.append(what)
        message = "an object of the student's stays in the sandbox"
        raise TypeError(message)

    def lacking(self, name: str, similar: str = "") -> WorkerGoneError:
        """Return what to raise when a test uses a name that the submission does not have."""
        self.gone = self.gone or self.missing(name, similar)
        return WorkerGoneError(self.gone)
