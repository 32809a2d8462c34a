"""A grade report as JSON and back: nothing is lost, and every mistake in a file is named by its key.

The shape follows the dataclasses of model/. Fractions are strings ("3/4"), so that points stay
exact. A number that JSON cannot hold is an object of its own: {"float": "nan"}, {"int": "0x1f.."}.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from autograder.errors import UsageError
from autograder.model.report import GradeReport

VERSION = 1

_JSON_INT_BITS = 64


def dump(report: GradeReport) -> str:
    """Write `report` as JSON text in ASCII."""
    return json.dumps({"version": VERSION, "report": _encode(report)}, indent=1, allow_nan=False) + "\n"


def load(text: str) -> GradeReport:
    """Read what `dump` wrote.

    Raises:
        UsageError: the text is not JSON, of another version, or a key is missing, unknown or wrong.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"the report is not JSON: {error}"
        raise UsageError(message) from error
    if not isinstance(document, dict) or document.get("version") != VERSION:
        _fail("version", f"expected {VERSION}, the version of the report format that this release reads")
    report: GradeReport = _decode(GradeReport, document.get("report"), "report")
    return report


def _encode(value: object) -> object:
    if is_dataclass(value):
        return {f.name: _encode(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return [_encode(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): _encode(v) for k, v in value.items()}
    return _encode_number(value) if isinstance(value, float | int) else value


def _encode_number(value: float) -> object:
    if isinstance(value, int):
        return value if value.bit_length() <= _JSON_INT_BITS else {"int": hex(value)}
    return value if math.isfinite(value) else {"float": str(value)}


def _decode(kind: Any, value: object, key: str) -> Any:  # noqa: ANN401 (a type hint is any object)
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple(get_args(kind)[0], value, key)
    if origin is Union:  # Param is the only one in a report
        return _param(value, key)
    if origin is UnionType:  # and "or None" the other one
        return None if value is None else _decode(get_args(kind)[0], value, key)
    if origin is not None:
        return _mapping(get_args(kind)[1], value, key)
    if is_dataclass(kind):
        return _dataclass(kind, value, key)
    return _scalar(kind, value, key)


def _dataclass(kind: Any, value: object, key: str) -> Any:  # noqa: ANN401
    given = _expect(dict, value, key, "an object")
    hints, declared = _hints(kind), {f.name: f for f in fields(kind)}
    for name in given:
        if name not in declared:
            _fail(f"{key}.{name}", f"unknown; known are {', '.join(declared)}")
    values = {name: _field(f, hints[name], given, key) for name, f in declared.items()}
    try:
        return kind(**values)
    except ValueError as error:
        _fail(key, str(error))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _field(declared: Field[Any], kind: Any, given: dict[str, object], key: str) -> Any:  # noqa: ANN401
    if declared.name in given:
        return _decode(kind, given[declared.name], f"{key}.{declared.name}")
    if declared.default is not MISSING:
        return declared.default
    if declared.default_factory is not MISSING:
        return declared.default_factory()
    return _fail(f"{key}.{declared.name}", "missing")


def _tuple(kind: Any, value: object, key: str) -> tuple[Any, ...]:  # noqa: ANN401
    return tuple(_decode(kind, v, f"{key}[{i}]") for i, v in enumerate(_expect(list, value, key, "a list")))


def _mapping(kind: Any, value: object, key: str) -> dict[str, Any]:  # noqa: ANN401
    return {k: _decode(kind, v, f"{key}.{k}") for k, v in _expect(dict, value, key, "an object").items()}


def _scalar(kind: Any, value: object, key: str) -> Any:  # noqa: ANN401
    if issubclass(kind, Enum):
        return _read(kind, value, key, f"one of {', '.join(member.value for member in kind)}")
    if kind is Fraction:
        return _read(Fraction, _expect(str, value, key, "a string"), key, 'a fraction such as "3/4"')
    if kind is float and isinstance(value, int | dict) and not isinstance(value, bool):
        return float(_param(value, key))
    return _expect(kind, value, key, {str: "a string", bool: "true or false"}.get(kind, "a number"))


def _param(value: object, key: str) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return tuple(_param(v, f"{key}[{i}]") for i, v in enumerate(value))
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((name, text),) = value.items()
        if name == "float":
            return _read(float, text, key, "a number")
        if name == "int":
            return _read(lambda t: int(t, 16), text, key, "a hexadecimal number")
    return _fail(key, 'expected a value, a list, {"float": ...} or {"int": ...}')


def _read(kind: Callable[[Any], Any], value: object, key: str, expected: str) -> Any:  # noqa: ANN401
    try:
        return kind(value)
    except (ValueError, TypeError, ZeroDivisionError):
        return _fail(key, f"expected {expected}")


def _expect(kind: Any, value: object, key: str, expected: str) -> Any:  # noqa: ANN401
    if type(value) is not kind:
        _fail(key, f"expected {expected}")
    return value


def _fail(key: str, problem: str) -> Any:  # noqa: ANN401 (never returns; callers may `return` it)
    message = f"report file: {key}: {problem}"
    raise UsageError(message)
