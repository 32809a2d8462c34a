"""The student's functions as a test sees them: calls that cross into the worker and back."""

import time
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

import numpy as np

from autograder.model.assignment import Assignment, Part, importable
from autograder.model.finding import Finding, finding
from autograder.model.outcome import Status
from autograder.model.submission import Submission
from autograder.model.verdict import StudentFault
from autograder.worker import reply, wire
from autograder.worker.transport import Answer, Step, Transport

MAX_CALLBACKS = 20_000
MAX_QUESTION = 2**20
"""Bytes of a question: a test's function makes far larger arrays of those that it is given."""
MAX_NAME = 64
Reply = dict[str, Any]
Opaque = str | tuple[int, ...]
Codes = tuple[np.ndarray, ...]
"""The compiled statements of each file, as bytes."""


class Handle:
    """An object of the student's that stays in the worker; its methods can be called."""

    def __init__(self, student: "RawStudent", number: int, label: str) -> None:
        self._student = student
        self._number = number
        self._label = label

    def __repr__(self) -> str:
        return f"<{self._label} of the student's>"

    def __call__(self, *args: object, **kwargs: object) -> object:
        """Call the object itself."""
        return self._student.call_on(self, "__call__", args, kwargs)

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("_"):
            raise AttributeError(name)

        def method(*args: object, **kwargs: object) -> object:
            return self._student.call_on(self, name, args, kwargs)

        return method

    @property
    def number(self) -> int:
        """The worker's number for the object."""
        return self._number


class RawStudent:
    """One loaded submission behind a transport.

    `part` names the file whose functions are called; `stdout` collects what was printed. `seed` starts
    torch's generator. `codes` is what a worker has compiled of it, if one has. Tensors that are answered
    come as arrays. `called` collects the names of the functions that were called.
    """

    def __init__(
        self, transport: Transport, submission: Submission, assignment: Assignment, part: Part
    ) -> None:
        self.transport = transport
        self.submission = submission
        self.assignment = assignment
        self.module = PurePath(part.file).stem
        self.imports = importable(assignment.imports, part.profile)
        self.limits = assignment.limits
        self.files = frozenset(m.file for m in submission.modules)
        self.failures: tuple[reply.Failure, ...] = ()
        self.codes: Codes = ()
        self.cast = ""
        self.seed = 0
        self.stdout = ""
        self.called: set[str] = set()

    # ---------------------------------------------------------------------- loading

    def compile(self) -> Codes:
        """Let a worker that runs nothing of the submission compile it, for those that will.

        Raises:
            StudentFault: the worker died or ran out of time.
        """
        message = {"kind": "compile", "modules": self.modules()}
        compiled = self.exchange(message, self.loading, "compiled")
        codes: Codes = self.read("", lambda: reply.codes(compiled, "codes", len(self.submission.modules)))
        return codes

    def modules(self) -> list[Reply]:
        """Return the files as a worker takes them."""
        codes = self.codes or [None] * len(self.submission.modules)
        return [
            {
                "name": module.name,
                "file": module.file,
                "chunks": [(c.line, c.source, list(c.binds)) for c in module.chunks],
                "codes": compiled,
            }
            for module, compiled in zip(self.submission.modules, codes, strict=True)
        ]

    @property
    def loading(self) -> Step:
        """The limits of loading."""
        return Step("", self.limits.load_wall, self.limits.load_cpu)

    def load(self) -> None:
        """Execute the submission's definitions in the worker.

        Raises:
            StudentFault: the worker died or ran out of time while loading.
        """
        message = {
            "kind": "load",
            "modules": self.modules(),
            "imports": list(self.imports),
            "seed": self.seed,
            "stdout": self.limits.stdout,
        }
        loaded = self.exchange(message, self.loading, "loaded")
        self.failures = self.read("", lambda: tuple(map(reply.failure, reply.sequence(loaded, "failures"))))

    # ---------------------------------------------------------------------- calling

    def call(
        self,
        function: str,
        args: tuple[object, ...],
        kwargs: Mapping[str, object] | None = None,
        opaque: Opaque = (),
    ) -> object:
        """Call a function of the student's; what it writes into an argument is written into the caller's.

        `opaque` tells which results stay in the worker: positions in a returned tuple, or "all".

        Raises:
            StudentFault: it is missing, raised, hung or died.
        """
        self.called.add(function)
        return self.send_call(None, function, args, kwargs or {}, opaque, shown=function)

    def call_on(
        self,
        handle: Handle,
        method: str,
        args: tuple[object, ...],
        kwargs: Mapping[str, object],
        shown: str = "",
    ) -> object:
        """Call a method of an object that stays in the worker; findings say `shown` for it."""
        return self.send_call(handle, method, args, kwargs, (), shown=shown or method)

    def send_call(  # noqa: PLR0913 (what is called, and how)
        self,
        handle: Handle | None,
        name: str,
        args: tuple[object, ...],
        kwargs: Mapping[str, object],
        opaque: Opaque,
        *,
        shown: str,
    ) -> object:
        """Send a call of a function or, with `handle`, of a method."""
        callbacks: list[Callable[..., object]] = []
        message = {
            "kind": "call",
            "handle": handle,
            "module": self.module,
            "name": name,
            "args": args,
            "kwargs": dict(kwargs),
            "opaque": opaque,
        }
        step = Step(shown, self.limits.call_wall, self.limits.call_cpu)
        answered = self.exchange(message, step, "value", "raised", "absent", callbacks=callbacks)
        if answered["kind"] == "absent":
            raise self.missing(shown, "") if handle else self.absent(name)
        self.read(shown, lambda: apply_changes(args, kwargs, reply.sequence(answered, "changed")))
        if answered["kind"] == "raised":
            raise self.fault(shown, self.read(shown, lambda: reply.failure(answered)))
        self.read(shown, lambda: check_kept(answered.get("value"), opaque))
        return cast_floats(answered.get("value"), self.cast) if self.cast else answered.get("value")

    def exchange(
        self,
        message: Reply,
        step: Step,
        *kinds: str,
        callbacks: list[Callable[..., object]] | None = None,
    ) -> Reply:
        """Send a message and return the reply, which has one of `kinds`."""
        kept = [] if callbacks is None else callbacks
        frame = wire.encode(message, lambda value: self.to_reference(value, kept))
        received = self.transport.exchange(frame, step, self.answerer(kept))
        started = time.monotonic()
        answered: Reply = self.read(
            step.function, lambda: _reply(wire.decode(received, self.from_reference, as_array), kinds)
        )
        self.transport.charge(time.monotonic() - started)
        printed = self.read(step.function, lambda: reply.text(answered, "stdout", self.limits.stdout))
        self.stdout = (self.stdout + printed)[: self.limits.stdout]
        if answered["kind"] == "unsendable":
            limit = wire.MAX_PAYLOAD // 2**20
            raise StudentFault(
                finding("too_much_data", function=step.function, limit=limit), status=Status.FAILED
            )
        return answered

    def read(self, function: str, parse: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Read something the worker sent; what is malformed is the worker's crash."""
        try:
            return parse()
        except wire.WireError:
            self.transport.fail("protocol", function)

    def to_reference(self, value: object, callbacks: list[Callable[..., object]]) -> wire.Reference:
        """Send an object that stays in the worker by its number, and a function as one to be called back."""
        if isinstance(value, Handle):
            return wire.Reference("handle", value.number, "")
        if callable(value):
            callbacks.append(value)
            return wire.Reference("callback", len(callbacks) - 1, "")
        return wire.refuse(value)

    def from_reference(self, reference: wire.Reference) -> object:
        """Accept an object that stays in the worker."""
        if reference.kind != "handle" or reference.id < 0:
            return wire.unknown(reference)
        return Handle(self, reference.id, reference.label[:MAX_NAME])

    def answerer(self, callbacks: list[Callable[..., object]]) -> Answer:
        """Return what answers the worker's calls of functions it was given."""
        left = MAX_CALLBACKS

        def answer(question: bytes) -> bytes:
            nonlocal left
            left -= 1
            if left < 0:
                message = "too many callbacks"
                raise wire.WireError(message)
            if len(question) > MAX_QUESTION:
                message = "a question larger than allowed"
                raise wire.WireError(message)
            asked = _reply(wire.decode(question, _stranger, as_array), ("callback",))
            number = reply.number(asked, "id")
            if not 0 <= number < len(callbacks):
                message = "no such callback"
                raise wire.WireError(message)
            return wire.encode(_answered(callbacks[number], asked))

        return answer

    # ----------------------------------------------------------------------- faults

    def absent(self, function: str) -> StudentFault:
        """Say why a function cannot be called: it is missing, did not load, or is no function."""
        message = {"kind": "get", "module": self.module, "name": function}
        step = Step(function, self.limits.call_wall, self.limits.call_cpu)
        found = self.exchange(message, step, "name")
        if found.get("present") is not True:
            return self.missing(function, self.read(function, lambda: reply.text(found, "similar")))
        got = self.read(function, lambda: reply.text(found, "class"))
        return StudentFault(finding("function_not_callable", function=function, got=got))

    def missing(self, function: str, similar: str) -> StudentFault:
        """Say why a function is not there; `similar` is a name in the file that looks like it."""
        for failure in self.failures:
            if function in failure.binds:
                return StudentFault(
                    finding("function_failed_to_load", function=function, **self.place(failure))
                )
        known = self.submission.problems.get(function)
        if known:
            return StudentFault(*known)
        params = {"function": function, **({"similar": similar} if similar else {})}
        return StudentFault(finding("function_missing", **params), status=Status.NOT_IMPLEMENTED)

    def fault(self, function: str, failure: reply.Failure) -> StudentFault:
        """Turn an exception in the student's code into a fault."""
        declared = self.assignment.functions
        inner = next((f.function for f in reversed(failure.frames) if f.function in declared), function)
        bases = failure.bases
        if "NotImplementedError" in bases:
            return StudentFault(finding("not_implemented", function=inner), status=Status.NOT_IMPLEMENTED)
        if "MemoryError" in bases:
            limit = self.limits.memory
            return StudentFault(
                finding("out_of_memory", function=function, limit=limit), status=Status.OUT_OF_MEMORY
            )
        if "SystemExit" in bases:
            return StudentFault(finding("crashed", function=function, how="exit"), status=Status.CRASHED)
        return StudentFault(*self.explain(function, failure))

    def explain(self, function: str, failure: reply.Failure) -> tuple[Finding, ...]:
        """Return the findings for an exception, the cause first."""
        place = {key: value for key, value in self.place(failure).items() if key in {"line", "file"}}
        if failure.stub:
            return (finding("stub_used", function=function, module=failure.name, **place),)
        if "RecursionError" in failure.bases:
            return (finding("recursion", function=function, **place),)
        raised = finding("raised", function=function, **self.place(failure))
        return (*self.why_unknown(function, failure), raised, *self.called_from(failure))

    def called_from(self, failure: reply.Failure) -> tuple[Finding, ...]:
        """Return the traceback of the student's lines, when more than one function is on it."""
        steps = [f"{f.function} ({f.line})" for f in failure.frames if f.file in self.files]
        return (finding("called_from", trace=" > ".join(steps)),) if len(steps) > 1 else ()

    def why_unknown(self, function: str, failure: reply.Failure) -> tuple[Finding, ...]:
        """Say why a name the code uses is not known, when it is that."""
        if "NameError" not in failure.bases:
            return ()
        for earlier in self.failures:
            if failure.name in earlier.binds:
                return (finding("statement_failed", name=failure.name, **self.place(earlier)),)
        return self.submission.problems.get(function, ())

    def place(self, failure: reply.Failure) -> dict[str, str | int]:
        """Return class, text and place of an exception, as parameters of a finding."""
        place: dict[str, str | int] = {"error": failure.error, "text": failure.text}
        if failure.file in self.files and failure.line > 0:
            place |= {"file": failure.file, "line": failure.line}
        return place


def as_array(array: np.ndarray, _requires_grad: bool) -> np.ndarray:  # noqa: FBT001 (as the wire calls it)
    """Take a tensor that is answered as an array."""
    return array


def cast_floats(value: object, dtype: str) -> object:
    """Return plain data with its float arrays cast, as a student who works in `dtype` would answer."""
    if isinstance(value, (np.ndarray, np.floating)) and value.dtype.kind == "f":
        return value.astype(dtype)
    if isinstance(value, (list, tuple)):
        return type(value)(cast_floats(item, dtype) for item in value)
    if isinstance(value, dict):
        return {key: cast_floats(item, dtype) for key, item in value.items()}
    return value


def check_kept(value: object, opaque: Opaque) -> None:
    """Require that what stays in the worker is there: as data it could be more than can be sent back.

    Raises:
        WireError: it came as data.
    """
    results = value if isinstance(value, (tuple, list)) else ()
    kept = [item for i, item in enumerate(results) if i in opaque] if opaque != "all" else [value]
    if not all(item is None or isinstance(item, Handle) for item in kept):
        message = "an object that must stay in the worker came as data"
        raise wire.WireError(message)


def _stranger(_reference: wire.Reference) -> object:
    """Stand for an object in a question: a test's function must not call the worker that waits for it."""
    return object()


def _reply(message: object, kinds: tuple[str, ...]) -> Reply:
    if not isinstance(message, dict) or reply.text(message, "kind") not in (*kinds, "unsendable"):
        text = "not the reply that was asked for"
        raise wire.WireError(text)
    return message


def _answered(function: Callable[..., object], asked: Reply) -> Reply:
    """Call a test's function on what the student passed; their mistake is told to them, not raised here."""
    args, kwargs = asked.get("args"), asked.get("kwargs")
    if not isinstance(args, (tuple, list)) or not isinstance(kwargs, dict):
        message = "a callback without arguments"
        raise wire.WireError(message)
    try:
        return {"kind": "answer", "value": function(*args, **kwargs)}
    except Exception:  # noqa: BLE001 (whatever the arguments cause is the student's mistake)
        return {"kind": "refused", "text": "the function you were given does not accept these arguments"}


def apply_changes(args: tuple[object, ...], kwargs: Mapping[str, object], changed: list[object]) -> None:
    """Write what the student's code wrote into its arguments into the caller's.

    Raises:
        WireError: the worker names an argument that was not sent.
    """
    for change in changed:
        if not isinstance(change, (tuple, list)) or len(change) != 2:  # noqa: PLR2004
            message = "not a changed argument"
            raise wire.WireError(message)
        key, new = change
        if type(key) is int and 0 <= key < len(args):
            overwrite(args[key], new)
        elif isinstance(key, str) and key in kwargs:
            overwrite(kwargs[key], new)
        else:
            message = "no such argument"
            raise wire.WireError(message)


def _takes(old: np.ndarray, new: np.ndarray) -> bool:
    """Say whether `new` can be written into `old`, which may be a view that cannot be written into."""
    return old.shape == new.shape and old.flags.writeable


def overwrite(old: object, new: object) -> object:  # noqa: PLR0911 (one return for each kind of value)
    """Make a caller's object equal to `new` in place where it can be; return what stands there now."""
    if isinstance(old, wire.Tensor):
        overwrite(old.array, new)
        return old
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray) and _takes(old, new):
        np.copyto(old, new, casting="unsafe")
        return old
    if isinstance(old, list) and isinstance(new, list):
        old[:] = [overwrite(a, b) for a, b in zip(old, new, strict=False)] + new[len(old) :]
        return old
    if isinstance(old, dict) and isinstance(new, dict):
        merged = {key: overwrite(old[key], item) if key in old else item for key, item in new.items()}
        old.clear()
        old.update(merged)
        return old
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        return tuple(overwrite(a, b) for a, b in zip(old, new, strict=True))
    if isinstance(old, np.random.Generator) and isinstance(new, np.random.Generator):
        if type(old.bit_generator) is type(new.bit_generator):
            old.bit_generator.state = new.bit_generator.state
        return old
    return new
