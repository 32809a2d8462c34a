"""The worker's side of a conversation: load a submission, answer calls.

It runs in the student's process and decides nothing: an answer says what a call returned or
raised, never whether that is right. The same code answers in a sandboxed worker and, in a
student's own `python -m pytest`, in the same process.
"""

import __future__

import builtins
import contextlib
import copy
import difflib
import functools
import inspect
import io
import marshal
import sys
import traceback
import types
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, cast

import numpy as np

from autograder.model.assignment import TORCH
from autograder.worker import tensors, wire
from autograder.worker.stubs import Importer, StubUsedError

Message = dict[str, Any]
Ask = Callable[[bytes], bytes]
Handler = Callable[[Message], Message]
Chunk = tuple[int, str, list[str]]
Arguments = tuple[tuple[object, ...], dict[str, object]]
MAX_TEXT = 2000
MAX_FRAMES = 20
MAX_NAME = 100
MAX_NAMES = 500
FUTURE = functools.reduce(
    int.__or__, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)
"""The flags of `from __future__ import`: statements are compiled one by one, and they hold for the rest."""


class _Printed(io.StringIO):
    """Keeps the first `limit` characters that are printed."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.room = limit

    def write(self, text: str) -> int:
        kept = text[: self.room]
        self.room -= len(kept)
        super().write(kept)
        return len(text)

    def take(self) -> str:
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text


@contextlib.contextmanager
def findable(module: types.ModuleType) -> Iterator[None]:
    """Keep a module where dataclasses look for the names in annotations that are strings."""
    before = sys.modules.get(module.__name__)
    sys.modules[module.__name__] = module
    try:
        yield
    finally:
        if before is None:
            sys.modules.pop(module.__name__, None)
        else:
            sys.modules[module.__name__] = before


def _code(file: str, chunk: Chunk, future: int) -> types.CodeType:
    line, text, _ = chunk
    code: types.CodeType = compile("\n" * (line - 1) + text, file, "exec", future, dont_inherit=True)
    return code


def _compiled(module: Message) -> Iterator[types.CodeType | None]:
    """Yield the code of each statement, None for one that does not compile."""
    future = 0
    for chunk in module["chunks"]:
        try:
            code = _code(module["file"], chunk, future)
        except Exception:  # noqa: BLE001 (whoever loads it comes upon the same, and tells it)
            yield None
            continue
        future |= code.co_flags & FUTURE
        yield code


class Session:
    """One loaded submission and the objects of its own that the grader holds by number."""

    def __init__(self, ask: Ask, more: Mapping[str, Handler] = MappingProxyType({})) -> None:
        """Take what asks the grader a question, and handlers of further kinds of message."""
        self.ask = ask
        own = {"compile": self.compile, "load": self.load, "call": self.call, "get": self.get}
        self.handlers = {**own, **more}
        self.objects: list[object] = []
        self.modules: dict[str, types.ModuleType] = {}
        self.files: frozenset[str] = frozenset()
        self.failures: list[Message] = []
        self.importer = Importer(frozenset(), {})
        self.printed = _Printed(10_000)
        self.pending: dict[str, Callable[[], types.ModuleType]] = {}

    # ------------------------------------------------------------------- messages

    def respond(self, frame: bytes) -> bytes:
        """Answer one message of the grader's."""
        message = self._decoded(frame)
        with self._capture():
            reply = self.handlers[message["kind"]](message)
        reply["stdout"] = self.printed.take()
        return self._encoded(reply)

    def _decoded(self, frame: bytes) -> Message:
        return cast("Message", wire.decode(frame, self._from_reference, tensors.make))

    def _encoded(self, reply: Message) -> bytes:
        try:
            return wire.encode(reply, self._to_reference)
        except (wire.WireError, MemoryError) as error:
            return wire.encode({"kind": "unsendable", "text": str(error), "stdout": reply["stdout"]})

    @contextlib.contextmanager
    def _capture(self) -> Iterator[None]:
        with (
            contextlib.redirect_stdout(self.printed),
            contextlib.redirect_stderr(self.printed),
            np.errstate(all="ignore"),
        ):
            yield

    # -------------------------------------------------------------------- loading

    def compile(self, message: Message) -> Message:
        """Compile the statements of every file, and run none.

        Workers that load them so need not compile them again, each for itself.
        """
        codes = [marshal.dumps(list(_compiled(module))) for module in message["modules"]]
        return {"kind": "compiled", "codes": [np.frombuffer(code, np.uint8) for code in codes]}

    def load(self, message: Message) -> Message:
        """Execute the statements of every file; one that raises is left out and reported."""
        self.printed.room = message["stdout"]
        self.files = frozenset(module["file"] for module in message["modules"])
        allowed = frozenset(message["imports"]) | {"__future__", "builtins"}
        self.importer = Importer(allowed, self.pending)
        if TORCH in allowed:
            tensors.seed(message["seed"])
        names = {**builtins.__dict__, "__import__": self.importer}
        for module in message["modules"]:
            self.pending[module["name"]] = self._loader(module, names)
        for load in self.pending.values():
            load()
        return {"kind": "loaded", "failures": self.failures}

    def _loader(self, source: Message, names: dict[str, object]) -> Callable[[], types.ModuleType]:
        def load() -> types.ModuleType:
            if source["name"] not in self.modules:
                module = self.modules[source["name"]] = types.ModuleType(source["name"])
                module.__dict__.update(__builtins__=names, __file__=source["file"])
                future = 0
                compiled = source.get("codes")
                codes = [None] * len(source["chunks"]) if compiled is None else marshal.loads(compiled.data)  # noqa: S302
                for chunk, code in zip(source["chunks"], codes, strict=True):
                    future = self._execute(module, source["file"], chunk, code, future)
            return self.modules[source["name"]]

        return load

    def _execute(
        self, module: types.ModuleType, file: str, chunk: Chunk, code: types.CodeType | None, future: int
    ) -> int:
        """Run one statement; return the flags of the `from __future__ import` so far."""
        line, text, binds = chunk
        self.importer.strict = text.startswith("try")
        try:
            code = code or _code(file, chunk, future)
            future |= code.co_flags & FUTURE
            with findable(module):
                exec(code, module.__dict__)  # noqa: S102 (running the student's code is the purpose)
        except BaseException as error:  # noqa: BLE001 (a student may raise anything)
            failure = self._raised(error)
            failure["line"] = failure["line"] or line
            failure["file"] = failure["file"] or file
            self.failures.append({**failure, "binds": binds})
        finally:
            self.importer.strict = False
        return future

    # ------------------------------------------------------------------- answering

    def call(self, message: Message) -> Message:
        """Call a function of a module, or a method of a kept object."""
        held = frozenset(map(id, self.objects))
        before = snapshot((message["args"], message["kwargs"]), held)
        try:
            function = self._target(message)
            if not callable(function):
                return {"kind": "absent", "changed": []}
            args, kwargs = self._given(message)
            value = function(*args, **kwargs)
            reply: Message = {"kind": "value", "value": self._kept(value, message["opaque"])}
        except BaseException as error:  # noqa: BLE001 (a student may raise anything)
            reply = self._raised(error)
        return {**reply, "changed": changes(before, (message["args"], message["kwargs"]))}

    @staticmethod
    def _given(message: Message) -> Arguments:
        """Return the arguments; a network's methods take tensors, which share the memory of the arrays."""
        args, kwargs = message["args"], message["kwargs"]
        if not tensors.is_module(message["handle"]):
            return args, kwargs
        given = tensors.for_module(args), tensors.for_module(kwargs)
        return cast("Arguments", given)

    def get(self, message: Message) -> Message:
        """Look a name of a module up, and one that looks like it."""
        module = self.modules.get(message["module"])
        names = {} if module is None else {k: v for k, v in vars(module).items() if not k.startswith("__")}
        return {
            "kind": "name",
            "present": message["name"] in names,
            "class": type(names.get(message["name"])).__name__,
            "similar": "".join(difflib.get_close_matches(message["name"], list(names)[:MAX_NAMES], n=1)),
        }

    def _target(self, message: Message) -> object:
        """Return what is to be called, None when there is nothing of that name."""
        owner = message["handle"] if message["handle"] is not None else self.modules.get(message["module"])
        return owner if message["name"] == "__call__" else getattr(owner, message["name"], None)

    def _kept(self, value: object, opaque: "str | tuple[int, ...]") -> object:
        """Replace what must stay here by a kept object."""
        if opaque == "all":
            return value if value is None else Kept(value)
        if opaque and isinstance(value, (tuple, list)):
            return tuple(Kept(item) if i in opaque else item for i, item in enumerate(value))
        return value

    def _raised(self, error: BaseException) -> Message:
        frames = self._own_frames(error)
        file, line, _ = frames[-1] if frames else ("", 0, "")
        return {
            "kind": "raised",
            "error": type(error).__name__[:MAX_NAME],
            "module": str(type(error).__module__)[:MAX_NAME],
            "bases": [base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins"],
            "text": _text(error),
            "name": str(getattr(error, "name", None) or "")[:MAX_NAME],
            "stub": isinstance(error, StubUsedError),
            "file": file,
            "line": line,
            "frames": frames[-MAX_FRAMES:],
        }

    def _own_frames(self, error: BaseException) -> list[tuple[str, int, str]]:
        steps = (
            (f.f_code.co_filename, line, f.f_code.co_name)
            for f, line in traceback.walk_tb(error.__traceback__)
        )
        return [step for step in steps if step[0] in self.files]

    # ------------------------------------------------------------------ references

    def _to_reference(self, value: object) -> wire.Reference:
        kept = value.value if isinstance(value, Kept) else value
        self.objects.append(kept)
        return wire.Reference("handle", len(self.objects) - 1, type(kept).__name__[:MAX_NAME])

    def _from_reference(self, reference: wire.Reference) -> object:
        if reference.kind == "handle":
            return self.objects[reference.id]
        return self._callback(reference.id)

    def _callback(self, number: int) -> Callable[..., object]:
        def function(*args: object, **kwargs: object) -> object:
            question = {"kind": "callback", "id": number, "args": args, "kwargs": kwargs}
            answer = cast("Message", wire.decode(self.ask(wire.encode(question, self._to_reference))))
            if answer["kind"] == "refused":
                raise ValueError(answer["text"])
            return answer["value"]

        return function


class Kept:
    """Marks an object that is sent by number although it could be sent as data."""

    def __init__(self, value: object) -> None:
        self.value = value


def _text(error: BaseException) -> str:
    try:
        return str(error)[:MAX_TEXT]
    except BaseException:  # noqa: BLE001 (a student's __str__ may raise anything)
        return ""


def snapshot(value: Any, held: frozenset[int]) -> Any:  # noqa: ANN401 (any value, and one like it)
    """Copy what a call could write into; objects that stay here, by identity, are not looked into."""
    if id(value) in held:
        return value
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(snapshot(item, held) for item in value)
    if isinstance(value, dict):
        return {key: snapshot(item, held) for key, item in value.items()}
    if isinstance(value, np.random.Generator):
        return copy.deepcopy(value)
    return value.detach().clone() if wire.is_torch_tensor(value) else value


def changes(before: Arguments, after: Arguments) -> list[tuple[int | str, object]]:
    """Return the arguments that the call wrote into, by position or name."""
    pairs = enumerate(zip(before[0], after[0], strict=True))
    named = ((key, (before[1][key], after[1][key])) for key in before[1])
    changed: list[tuple[int | str, object]] = [(key, new) for key, (old, new) in pairs if not same(old, new)]
    return changed + [(key, new) for key, (old, new) in named if not same(old, new)]


def same(old: object, new: object) -> bool:  # noqa: PLR0911 (one return for each kind of value)
    """Say whether two plain values are the same to the last bit (NaN equals itself)."""
    if old is new:
        return True
    if type(old) is not type(new):
        return False
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        return old.dtype == new.dtype and old.shape == new.shape and old.tobytes() == new.tobytes()
    if isinstance(old, (list, tuple)) and isinstance(new, (list, tuple)):
        return len(old) == len(new) and all(map(same, old, new))
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(same(old[key], new[key]) for key in old)
    if wire.is_torch_tensor(old):
        return tensors.same(old, new)
    if isinstance(old, np.random.Generator) and isinstance(new, np.random.Generator):
        return same(old.bit_generator.state, new.bit_generator.state)
    return inspect.isfunction(old) or old == new or (old != old and new != new)  # noqa: PLR0124 (NaN)
