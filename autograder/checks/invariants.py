"""What must hold whatever the values are: arguments stay, answers repeat, small sizes work."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np

from autograder.checks.answer import Answer
from autograder.checks.contract import Function, Kept, Returned, arrays_of, copied
from autograder.checks.tolerances import REPEATED
from autograder.model.finding import finding
from autograder.model.verdict import CheckFailed, Verdict


def expect_unchanged(function: Function, *args: object) -> Returned:
    """Require that a call leaves its arguments as they were, dicts entry by entry; return its result.

    Raises:
        CheckFailed: argument_changed, with the name of the argument or of the entry.
    """
    given = tuple(copied(arg) for arg in args)
    returned = function.on(*given)
    for (name, _), before, now in zip(function.signature.args, args, given, strict=False):
        changed = _changed(name, before, now)
        if changed:
            raise CheckFailed(finding("argument_changed", function=function.name, name=changed))
    return returned


def _changed(name: str, before: object, now: object) -> str:
    """Return the name of what changed, "" for nothing."""
    if not isinstance(before, Mapping):
        return "" if isinstance(before, Kept) or _identical(before, now) else name
    if not isinstance(now, Mapping) or set(now) != set(before):
        return name
    return next((found for key in before if (found := _changed(key, before[key], now[key]))), "")


def _identical(before: object, now: object) -> bool:
    old, new = np.asarray(before), np.asarray(now)
    return old.dtype == new.dtype and old.shape == new.shape and old.tobytes() == new.tobytes()


def expect_repeatable(first: Returned, second: Returned) -> None:
    """Require that two calls with the same arguments returned the same.

    A result that is no proper array twice is not looked at: that is another check's business.

    Raises:
        CheckFailed: not_repeatable, with the name of the first result that differs.
    """
    again = arrays_of(second)
    for name, answer in arrays_of(first).items():
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
