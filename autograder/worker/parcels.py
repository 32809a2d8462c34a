"""Python's other plain values as those that `wire` carries: sets, bytes, complex numbers, any dict.

Only suites that were written for plain Python need them (`worker.objects`, `autograder.adopting`). A parcel
is a dict with the one key `TAG`; a dict of somebody's that has this key becomes a parcel itself.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.worker.wire import MAX_DEPTH, WireError, is_torch_tensor

TAG = "__parcel__"
MAX_ITEMS = 10_000
"""Entries of a set, or of a dict whose keys are not all text: they are hashed where they arrive."""

Other = Callable[[Any], Any]
_SCALARS = frozenset({type(None), bool, int, float, str})
_KEYS = _SCALARS | {bytes, complex}


def pack(value: Any, other: Other, depth: int = 0) -> Any:  # noqa: ANN401 (any value, and one like it)
    """Return what `wire` can carry; `other` says what becomes of an object that is no plain data.

    Exact types only: an object of a class derived from list is not a list.

    Raises:
        WireError: the value is nested too deeply, or in itself.
    """
    if depth > MAX_DEPTH:
        message = "the value is nested too deeply"
        raise WireError(message)
    kind = type(value)
    if kind in (list, tuple):
        return kind(pack(item, other, depth + 1) for item in value)
    if isinstance(value, dict) and kind.__module__ in {"builtins", "collections"}:
        return _dict(value, other, depth + 1)
    if kind in (set, frozenset):
        return _set(value, other, depth + 1) if _are_keys(value) else other(value)
    if kind is bytes:
        return _parcel("bytes", value.decode("latin-1"))
    if kind is complex:
        return _parcel("complex", [value.real, value.imag])
    return value if kind in _SCALARS or _crosses(value, kind) else other(value)


def _crosses(value: object, kind: type) -> bool:
    """Say whether a value of numpy or torch crosses as it is."""
    ours = kind.__module__.partition(".")[0] == "numpy"
    data = (np.ndarray, np.generic, np.random.Generator)
    return (ours and isinstance(value, data)) or is_torch_tensor(value)


def _dict(value: dict[Any, Any], other: Other, depth: int) -> Any:  # noqa: ANN401
    if all(type(key) is str for key in value) and TAG not in value:
        return {key: pack(item, other, depth) for key, item in value.items()}
    if not _are_keys(value):
        return other(value)
    pairs = [[pack(key, other, depth), pack(item, other, depth)] for key, item in value.items()]
    return _parcel("dict", pairs)


def _set(value: Any, other: Other, depth: int) -> Any:  # noqa: ANN401
    return _parcel(type(value).__name__, [pack(item, other, depth) for item in value])


def _parcel(kind: str, content: object) -> dict[str, dict[str, object]]:
    return {TAG: {kind: content}}


def _are_keys(values: Any) -> bool:  # noqa: ANN401 (a set or a dict)
    return len(values) <= MAX_ITEMS and all(map(_is_key, values))


def _is_key(value: object) -> bool:
    """Say whether a value is hashed by its content alone, without asking the student's code."""
    return type(value) in _KEYS or (type(value) is tuple and all(map(_is_key, value)))


def unpack(value: Any) -> Any:  # noqa: ANN401 (any value, and one like it)
    """Return what was packed.

    Raises:
        WireError: a parcel is not one that `pack` makes.
    """
    kind = type(value)
    if kind in (list, tuple):
        return kind(map(unpack, value))
    if kind is not dict:
        return value
    if TAG not in value:
        return {key: unpack(item) for key, item in value.items()}
    return _opened(value)


def _opened(parcel: dict[str, Any]) -> Any:  # noqa: ANN401
    match parcel[TAG]:
        case {"bytes": str(text)} if _is_latin(text):
            return text.encode("latin-1")
        case {"complex": [float(real), float(imag)]}:
            return complex(real, imag)
        case {"set": list(items)}:
            return set(_keys(items))
        case {"frozenset": list(items)}:
            return frozenset(_keys(items))
        case {"dict": list(pairs)} if all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):  # noqa: PLR2004
            return dict(
                zip(_keys([key for key, _ in pairs]), [unpack(item) for _, item in pairs], strict=True)
            )
    message = "not a parcel"
    raise WireError(message)


def _is_latin(text: str) -> bool:
    return all(ord(character) < 256 for character in text)  # noqa: PLR2004 (the end of Latin-1)


def _keys(items: list[Any]) -> list[Any]:
    keys = unpack(items)
    if not _are_keys(keys):
        message = "a parcel with keys that cannot be"
        raise WireError(message)
    return list(keys)
