"""Exceptions of the student's code, raised again in a test: of the same class where that is a library's.

A class of the student's own gets a class of that name here, which is derived as theirs is.
"""

import builtins
import importlib
from collections.abc import Mapping
from typing import Any

from autograder.errors import GraderError
from autograder.model.verdict import StudentFault
from autograder.worker import reply
from autograder.worker.wire import WireError

MODULES = frozenset({"numpy.linalg", "numpy.exceptions"})
Classes = dict[tuple[tuple[str, ...], type[BaseException]], type[BaseException]]
"""The classes made so far for one submission, by their names and what they are derived from."""
Told = Mapping[str, Any]
"""What a worker tells of an exception or of its class."""
FAULT = "_autograder_fault"
"""Where an exception keeps what is told of it when the test does not catch it."""


class WorkerGoneError(BaseException):
    """The student's code has lost its process, or cannot be asked; `except Exception` must not hide it."""

    def __init__(self, fault: StudentFault | GraderError) -> None:
        super().__init__(str(fault))
        self.fault = fault


class OwnError(Exception):
    """What classes of the student's own have in common here: their text, and their attributes."""

    _autograder_text = ""
    _autograder_thing: Any = None

    def __str__(self) -> str:
        return self._autograder_text

    def __getattr__(self, name: str) -> object:
        """Read an attribute that the student's code gave the exception."""
        if name.startswith("__") or self._autograder_thing is None:
            raise AttributeError(name)
        return getattr(self._autograder_thing, name)


def own_class(told: Told, known: Classes) -> type[BaseException]:
    """Return the class that stands for an exception class, from what the worker tells of it.

    Raises:
        WireError: that is no such thing.
    """
    names = reply.strings(told, "classes")
    base = _library_class(*_pair(reply.strings(told, "base")))
    return _derived(names, base, known) if names else base


def _pair(names: tuple[str, ...]) -> tuple[str, str]:
    match names:
        case (module, name):
            return module, name
    message = "not the name of a class"
    raise WireError(message)


def _library_class(module: str, name: str) -> type[BaseException]:
    place = importlib.import_module(module) if module in MODULES else builtins
    found = getattr(place, name, None)
    if isinstance(found, type) and issubclass(found, (Exception, SystemExit)):
        return found
    return Exception


def _derived(names: tuple[str, ...], base: type[BaseException], known: Classes) -> type[BaseException]:
    """Return the class with these names above one another, always the same one."""
    if (names, base) not in known:
        known[names, base] = _new_class(names, base, known)
    return known[names, base]


def _new_class(names: tuple[str, ...], base: type[BaseException], known: Classes) -> type[BaseException]:
    """Return a class under the first name, derived from the next, the last from `base`."""
    parents = (_derived(names[1:], base, known),) if len(names) > 1 else (OwnError, base)
    try:
        return type(names[0], parents, {})
    except TypeError:  # a class that nothing else can be derived from along with
        return type(names[0], (OwnError,), {})


def rebuilt(told: Told, text: str, thing: object, known: Classes) -> BaseException:
    """Return the exception that the worker tells of."""
    kind, args = own_class(told, known), tuple(reply.sequence(told, "args")) or (text,)
    try:
        error = kind(*args)
    except Exception:  # noqa: BLE001 (its arguments are not those that its class wants)
        error = kind.__new__(kind)
        error.args = args
    if isinstance(error, OwnError):
        error._autograder_text, error._autograder_thing = text, thing  # noqa: SLF001 (a class of this module)
    return error
