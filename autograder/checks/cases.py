"""Stored cases: examples in numbers that a public suite compares with, since it has no reference.

`cases.json` beside the public tests says for a check which function is called, with arguments of
which sizes drawn from which seed; `fresh` fills in the arguments and what the reference returns.
"""

import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from autograder.checks.draw import arguments
from autograder.errors import AssignmentError
from autograder.model.assignment import Assignment, OpaqueType, Signature
from autograder.model.convention import VALUES, parameter

DECIMALS = 2
"""Arguments are rounded, so that a person can read them."""

TOLERANCE = 1e-12
"""How far stored and recomputed numbers may differ: another machine rounds differently."""

Plain = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """Arguments of one call, in order, and the arrays that it returns by name."""

    function: str
    args: tuple[object, ...]
    returns: Mapping[str, np.ndarray]


def file_of(folder: Path) -> Path:
    """Return where the stored cases of an assignment are."""
    return folder / "tests" / "public" / "cases.json"


def load_case(path: Path, check: str, conventions: Mapping[str, str] = {}) -> Case:
    """Return the stored case of a check, with the results under these conventions.

    Raises:
        AssignmentError: the file is not a JSON object of cases, or has no proper case of this check.
    """
    try:
        entry = _entries(path)[check]
        args = tuple(_arrays(value) for value in entry["args"].values())
        stored = _under(entry, conventions)
        returns = {name: np.array(value, dtype=np.float64) for name, value in stored.items()}
        return Case(entry["function"], args, returns)
    except (KeyError, AttributeError, TypeError, ValueError) as error:
        message = f"{path.name}: {check} has no proper function, args and returns: {error!r}"
        raise AssignmentError(message) from error


def _under(entry: Plain, conventions: Mapping[str, str]) -> Plain:
    """Return the results under these conventions: those stored for one of them, or the usual ones."""
    held = (stored for key, stored in entry.get("under", {}).items() if _holds(key, conventions))
    results: Plain = next(held, entry["returns"])
    return results


def _holds(setting: str, conventions: Mapping[str, str]) -> bool:
    convention, _, value = setting.partition("=")
    return conventions.get(convention) == value


def fresh(assignment: Assignment, reference: ModuleType) -> str:
    """Return the file with arguments and results of every case, from its function, sizes and seed.

    A case that the reference still gives stays as it is stored.

    Raises:
        AssignmentError: the file is not a JSON object of cases.
    """
    stored = _entries(file_of(assignment.folder))
    computed = _computed(stored, assignment, reference)
    kept = {
        check: stored[check] if _same(stored[check], entry) else entry for check, entry in computed.items()
    }
    lines = [f"{json.dumps(check)}: {json.dumps(entry)}" for check, entry in kept.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _entries(path: Path) -> dict[str, Any]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{path.name}: cannot be read as JSON: {error}"
        raise AssignmentError(message) from error
    if not isinstance(entries, dict):
        message = f"{path.name}: is not an object of cases by check id"
        raise AssignmentError(message)
    return entries


def _arrays(value: object) -> object:
    if isinstance(value, dict):
        return {key: _arrays(entry) for key, entry in value.items()}
    return value if isinstance(value, int) else np.array(value, dtype=np.float64)


def _computed(entries: Mapping[str, Any], assignment: Assignment, reference: ModuleType) -> dict[str, Plain]:
    return {check: _compute(check, entry, assignment, reference) for check, entry in entries.items()}


def _compute(
    check: str,
    entry: Any,  # noqa: ANN401 (as JSON has it)
    assignment: Assignment,
    reference: ModuleType,
) -> Plain:
    try:
        signature = assignment.functions[entry["function"]]
        sizes: dict[str, tuple[int, ...]] = {symbol: (int(size),) for symbol, size in entry["sizes"].items()}
        args = arguments(signature, np.random.default_rng(entry["seed"]), sizes)
    except (KeyError, AttributeError, TypeError, ValueError) as error:
        message = f"cases.json: {check} has no proper function, sizes and seed: {error!r}"
        raise AssignmentError(message) from error
    plain = {name: _plain(value) for (name, _), value in zip(signature.args, args, strict=False)}
    given = [_arrays(value) for value in plain.values()]
    returns = _results(signature, reference, given, {})
    under = {
        setting: results
        for setting, keyword in _settings(assignment, signature, reference)
        if not _same(results := _results(signature, reference, given, keyword), returns)
    }
    asked = {key: entry[key] for key in ("function", "sizes", "seed")}
    return {**asked, "args": plain, "returns": returns, **({"under": under} if under else {})}


def _settings(
    assignment: Assignment, signature: Signature, reference: ModuleType
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each setting but the usual one of a convention that a function depends on, and its keyword.

    What students pass as an argument is not theirs to follow.
    """
    if not assignment.conventions:
        return
    keywords = inspect.signature(getattr(reference, signature.name)).parameters
    passed = {name for name, _ in signature.args}
    for convention in assignment.conventions:
        keyword = parameter(convention)
        if keyword in keywords.keys() - passed:
            yield from ((f"{convention}={value}", {keyword: value}) for value in VALUES[convention][1:])


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    return np.round(value, DECIMALS).tolist()  # type: ignore[call-overload]


def _results(
    signature: Signature, reference: ModuleType, args: list[object], keywords: Mapping[str, str]
) -> Plain:
    """Return what the reference returns, without opaque values."""
    result = getattr(reference, signature.name)(*args, **keywords)
    values = result if len(signature.returns) > 1 else (result,)
    return {
        name: np.asarray(value).tolist()
        for (name, declared), value in zip(signature.returns, values, strict=True)
        if not isinstance(declared, OpaqueType)
    }


def _same(stored: object, computed: object) -> bool:
    if isinstance(stored, dict) and isinstance(computed, dict):
        return set(stored) == set(computed) and all(_same(stored[key], computed[key]) for key in stored)
    if isinstance(computed, list):
        one, other = np.asarray(stored), np.asarray(computed)
        return one.shape == other.shape and bool(np.allclose(one, other, rtol=0, atol=TOLERANCE))
    return stored == computed
