"""A worker's reply, checked field by field: it may hold anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from autograder.worker.wire import WireError

MAX_TEXT = 10_000
MAX_FRAMES = 100
LARGEST = 2**31
"""More than an honest worker tells: what is told goes into findings, and they into reports."""


class Frame(NamedTuple):
    """A step on the way to an exception, in a file of the student's."""

    file: str
    line: int
    function: str


@dataclass(frozen=True)
class Failure:
    """An exception in the student's code, as the worker tells it."""

    error: str
    module: str
    bases: tuple[str, ...]
    text: str
    name: str
    stub: bool
    file: str
    line: int
    frames: tuple[Frame, ...]
    binds: tuple[str, ...] = ()


def text(reply: Mapping[str, object], key: str, limit: int = MAX_TEXT) -> str:
    """Return a string field, cut to `limit` characters.

    Raises:
        WireError: it is missing or something else.
    """
    value = reply.get(key)
    if not isinstance(value, str):
        message = f"no string {key!r} in a reply"
        raise WireError(message)
    return value[:limit]


def number(reply: Mapping[str, object], key: str) -> int:
    """Return an integer field.

    Raises:
        WireError: it is missing, something else or too large to be written out.
    """
    value = reply.get(key)
    if type(value) is not int or abs(value) > LARGEST:
        message = f"no integer {key!r} in a reply"
        raise WireError(message)
    return value


def sequence(reply: Mapping[str, object], key: str) -> list[object]:
    """Return a field that is a list or a tuple.

    Raises:
        WireError: it is missing or something else.
    """
    value = reply.get(key)
    if not isinstance(value, (list, tuple)):
        message = f"no list {key!r} in a reply"
        raise WireError(message)
    return list(value)


def codes(reply: Mapping[str, object], key: str, count: int) -> tuple[np.ndarray, ...]:
    """Return the compiled statements of `count` files, each as bytes.

    Raises:
        WireError: they are missing or something else.
    """
    found = tuple(item for item in sequence(reply, key) if isinstance(item, np.ndarray))
    if len(found) != count or any(item.dtype != np.uint8 or item.ndim != 1 for item in found):
        message = f"no compiled statements {key!r} in a reply"
        raise WireError(message)
    return found


def strings(reply: Mapping[str, object], key: str) -> tuple[str, ...]:
    """Return the strings of a list field."""
    return tuple(item for item in sequence(reply, key) if isinstance(item, str))


def failure(reply: object) -> Failure:
    """Read an exception that was told.

    Raises:
        WireError: it is not told as a worker does.
    """
    if not isinstance(reply, dict):
        message = "not an exception"
        raise WireError(message)
    return Failure(
        error=text(reply, "error"),
        module=text(reply, "module"),
        bases=strings(reply, "bases"),
        text=text(reply, "text"),
        name=text(reply, "name"),
        stub=reply.get("stub") is True,
        file=text(reply, "file"),
        line=number(reply, "line"),
        frames=frames(sequence(reply, "frames")),
        binds=strings(reply, "binds") if "binds" in reply else (),
    )


def frames(steps: list[object]) -> tuple[Frame, ...]:
    """Return the student's functions on the way to an exception, outermost first; what is odd is left out."""
    found = []
    for step in steps[-MAX_FRAMES:]:
        match step:
            case (str(file), int(line), str(function)) if 0 < line <= LARGEST:
                found.append(Frame(file[:MAX_TEXT], line, function[:MAX_TEXT]))
    return tuple(found)
