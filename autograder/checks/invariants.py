"""What must hold whatever the values are: arguments stay, answers repeat, small sizes work."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np

from autograder.checks.answer import Answer
from autograder.checks.contract import Function, Returned, arrays_of, copied
from autograder.checks.tolerances import REPEATED
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed, Verdict


def expect_unchanged(function: Function, *args: object, atol: float = 0.0) -> Returned:
    """Require that a call leaves its arguments as they were, dicts entry by entry; return its result.

    `atol` is for functions that may write into an argument when they restore it, up to rounding.

    Raises:
        CheckFailed: argument_changed, with the name of the argument or of the entry.
    """
    before, given = tuple(map(copied, args)), tuple(map(copied, args))
    returned: Returned = function.on(*given)
    for (name, _), old, now in zip(function.signature.args, before, given, strict=False):
        changed = _changed(name, old, now, atol)
        if changed:
            raise CheckFailed(finding("argument_changed", function=function.name, name=changed))
    return returned


def _changed(name: str, old: object, now: object, atol: float) -> str:
    """Return the name of what changed, "" for nothing."""
    if isinstance(old, Mapping) and isinstance(now, Mapping):
        if set(now) != set(old):
            return name
        return next((found for key in old if (found := _changed(key, old[key], now[key], atol))), "")
    if isinstance(old, np.ndarray) and isinstance(now, np.ndarray):
        return "" if old.shape == now.shape and np.allclose(old, now, rtol=0, atol=atol) else name
    return "" if old is now else name


def expect_repeatable(first: Returned, second: Returned) -> None:
    """Require that two calls with the same arguments returned the same.

    A result that is no proper array twice is not looked at: that is another check's business.

    Raises:
        CheckFailed: not_repeatable, with the name of the first result that differs; or no result is
            a proper array.
    """
    results, again = arrays_of(first), arrays_of(second)
    if all(_proper(answer) is None for answer in results.values()):
        next(iter(results.values())).climb()
    for name, answer in results.items():
        one, other = _proper(answer), _proper(again[name])
        if (one is None) != (other is None) or not _repeats(one, other):
            raise CheckFailed(finding("not_repeatable", function=answer.function, name=name))


def _proper(answer: Answer) -> np.ndarray | None:
    try:
        return answer.array.astype(np.float64)
    except CheckFailed:
        return None


def _repeats(one: np.ndarray | None, other: np.ndarray | None) -> bool:
    return one is None or other is None or bool(np.all(REPEATED.allows(one, other)))


@contextmanager
def edge_size(function: Function, symbol: str, size: int = 1) -> Iterator[None]:
    """Name the size at which whatever fails in the block fails."""
    try:
        yield
    except Verdict as verdict:
        edge = finding("edge_size", function=function.name, symbol=symbol, size=size)
        note, status = verdict.staff_note, verdict.status
        raise type(verdict)(edge, *verdict.findings, status=status, staff_note=note) from verdict
