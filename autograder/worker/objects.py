"""What the worker does with objects of the student's for a suite that was written for plain Python.

Two more kinds of message: `open` gives a module as a kept object, `do` applies one of `OPERATIONS` to an
object and data. As everywhere, a reply says what came of it: data, a kept object by its number, an exception.
"""

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType

from autograder.worker import parcels, wire
from autograder.worker.session import MAX_NAME, Ask, Handler, Kept, Message, Session, changes, snapshot

MAX_CLASSES = 10
MAX_ARGUMENTS = 10
MAX_TEXT = 2000
SIMPLE = (type(None), bool, int, float, str)
LIBRARIES = frozenset({"builtins", "numpy"})


def _call(target: Callable[..., object], *args: object, **kwargs: object) -> object:
    return target(*args, **kwargs)


OPERATIONS: dict[str, Callable[..., object]] = {
    **{
        name: getattr(operator, name)
        for name in (
            *("eq", "ne", "lt", "le", "gt", "ge", "contains", "getitem", "setitem", "delitem", "index"),
            *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and_", "or_", "xor"),
            *("neg", "pos", "invert", "abs"),
        )
    },
    **{one.__name__: one for one in (len, iter, next, bool, hash, str, repr, int, float, round, dir)},
    **{one.__name__: one for one in (getattr, setattr, delattr)},
    "call": _call,
}
"""What may be done with an object, under the names that Python has for it."""


class ObjectSession(Session):
    """A session that also answers about objects; the same object always has the same number."""

    def __init__(self, ask: Ask, more: Mapping[str, Handler] = MappingProxyType({})) -> None:
        """Take what asks the grader a question, and handlers of further kinds of message."""
        super().__init__(ask, {"open": self.open, "do": self.do, **more})
        self.numbers: dict[int, int] = {}

    def open(self, message: Message) -> Message:
        """Give a module of the submission as an object."""
        module = self.modules.get(message["module"])
        return {"kind": "absent"} if module is None else {"kind": "value", "value": Kept(module)}

    def do(self, message: Message) -> Message:
        """Apply an operation to an object, and tell what it wrote into its arguments."""
        args, kwargs = parcels.unpack((message["args"], message["kwargs"]))
        before = snapshot((args, kwargs), frozenset(map(id, self.objects)))
        try:
            value = OPERATIONS[message["what"]](*args, **kwargs)
            reply: Message = {"kind": "value", "value": value, **classes(value)}
        except BaseException as error:  # noqa: BLE001 (a student may raise anything)
            reply = {**self._raised(error), **told(error), "value": error}
        changed = [list(change) for change in changes(before, (args, kwargs))]
        try:
            return {**reply, **parcels.pack({"value": reply["value"], "changed": changed}, Kept)}
        except wire.WireError as error:
            return {"kind": "unsendable", "text": str(error)}

    def _to_reference(self, value: object) -> wire.Reference:
        kept = value.value if isinstance(value, Kept) else value
        if id(kept) not in self.numbers:
            self.numbers[id(kept)] = len(self.objects)
            self.objects.append(kept)
        return wire.Reference("handle", self.numbers[id(kept)], type(kept).__name__[:MAX_NAME])


def classes(value: object) -> Message:
    """Return the names of an exception class and of those above it that are the student's own, and the next.

    Of anything else there are none.
    """
    if not (isinstance(value, type) and issubclass(value, BaseException)):
        return {"classes": [], "base": ["", ""]}
    mro = value.__mro__
    own = [one for one in mro if one.__module__.partition(".")[0] not in LIBRARIES]
    base = next(one for one in mro if one not in own)
    return {
        "classes": [one.__name__[:MAX_NAME] for one in own[:MAX_CLASSES]],
        "base": [base.__module__, base.__name__],
    }


def told(error: BaseException) -> Message:
    """Return what a test may ask of an exception that it expects: its classes and its arguments."""
    args = [arg[:MAX_TEXT] if isinstance(arg, str) else arg for arg in error.args[:MAX_ARGUMENTS]]
    simple = all(isinstance(arg, SIMPLE) for arg in args)
    return {**classes(type(error)), "args": args if simple else []}
