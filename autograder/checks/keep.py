"""What a training leaves to later checks: plain data, copied and read-only, kept by the grader."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NoReturn

import numpy as np

from autograder.checks.answer import NUMBERS, Answer, class_name
from autograder.errors import GraderError
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed
from autograder.worker.proxy import Handle

LIMIT = 64
"""MiB that one training may keep."""
ROOM = 8
"""Bytes that a number or a key is counted with."""


class Keep:
    """The fixture `keep`: `keep(losses=losses, params=params)`, once, when a training has ended."""

    def __init__(self, name: str, kept: dict[str, Mapping[str, object]]) -> None:
        """Keep what is given under the name of a training."""
        self.name = name
        self.kept = kept

    def __call__(self, **values: object) -> None:
        """Keep numbers, texts, arrays, answers, and lists, tuples and dicts of these.

        Raises:
            CheckFailed: the student's code returned more than is kept, or an object where data is wanted.
            GraderError: the suite keeps something else, or keeps twice.
        """
        if self.name in self.kept:
            message = f"the training {self.name} keeps twice: give everything to one keep(...)"
            raise GraderError(message)
        plain = {name: frozen(name, value) for name, value in values.items()}
        if size(plain) > LIMIT * 2**20:
            raise CheckFailed(finding("too_much_data", limit=LIMIT))
        self.kept[self.name] = MappingProxyType(plain)


def frozen(name: str, value: object) -> object:
    """Return plain data with read-only arrays of its own; `name` is what an error calls it.

    Raises:
        CheckFailed, GraderError: as `Keep` does.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Answer):
        return frozen(name, value.array)
    if isinstance(value, np.ndarray | np.generic):
        return _array(name, value)
    if isinstance(value, Mapping):
        return {_key(name, key): frozen(f"{name}[{key!r}]", entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return type(value)([frozen(f"{name}[{i}]", entry) for i, entry in enumerate(value)])
    return _refuse(name, value)


def _array(name: str, value: np.ndarray | np.generic) -> np.ndarray:
    if value.dtype.kind not in NUMBERS + "c":
        message = f"keep: {name} is an array of {value.dtype}, which holds no numbers"
        raise GraderError(message)
    copy = np.array(value)
    copy.flags.writeable = False
    return copy


def _key(name: str, key: object) -> str:
    if not isinstance(key, str):
        message = f"keep: {name} has the key {key!r}, which is no text"
        raise GraderError(message)
    return key


def _refuse(name: str, value: object) -> NoReturn:
    """Tell an object of the student's, who returned it where data is wanted, from one of the suite's."""
    if isinstance(value, Handle | np.random.Generator):
        raise CheckFailed(finding("wrong_type", name=name, expected="other", got=class_name(value)))
    message = (
        f"keep: {name} is {type(value).__name__}: only numbers, texts, arrays, answers, "
        "and lists, tuples and dicts of these are kept"
    )
    raise GraderError(message)


def size(value: object) -> int:
    """Count the bytes of plain data."""
    if isinstance(value, np.ndarray):
        return int(value.nbytes) + ROOM
    if isinstance(value, str):
        return len(value) + ROOM
    if isinstance(value, dict):
        return sum(size(key) + size(entry) for key, entry in value.items())
    if isinstance(value, list | tuple):
        return ROOM + sum(map(size, value))
    return ROOM


def lent(kept: Mapping[str, object]) -> Mapping[str, object]:
    """Return what was kept, for one check: lists and dicts of its own around the read-only arrays."""
    return MappingProxyType({name: _unshared(value) for name, value in kept.items()})


def _unshared(value: object) -> object:
    if isinstance(value, dict):
        return {key: _unshared(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return type(value)([_unshared(entry) for entry in value])
    return value
