"""Known mistakes that show in how a check fails, where there are no values to compare with a suspect."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from autograder.model.finding import Finding, finding
from autograder.model.verdict import Verdict

Teller = Callable[[Finding], str]
"""Returns the code of the mistake that a finding shows, or ""."""


@contextmanager
def known(**hints: str | Teller) -> Iterator[None]:
    """Name the mistake behind a failure in the block, besides what has failed.

    The first finding's code decides: `raised="N01"`, `wrong_shape=fewer_axes("R22")`.
    """
    try:
        yield
    except Verdict as verdict:
        first = verdict.findings[0]
        hint = hints.get(first.code, "")
        code = hint if isinstance(hint, str) else hint(first)
        if not code:
            raise
        whose = {key: first.params[key] for key in ("function", "name") if key in first.params}
        note, status = verdict.staff_note, verdict.status
        mistake = finding("known_mistake", hint=code, **whose)
        raise type(verdict)(*verdict.findings, mistake, status=status, staff_note=note) from verdict


def shaped(hints: Mapping[tuple[int, ...], str]) -> Teller:
    """Tell a mistake by the shape that it gives."""
    return lambda found: hints.get(_shapes(found)[0], "")


def fewer_axes(hint: str) -> Teller:
    """Tell a mistake that loses axes, as `squeeze` does where a size is 1."""
    return lambda found: hint if len(_shapes(found)[0]) < len(_shapes(found)[1]) else ""


def more_axes(hint: str) -> Teller:
    """Tell a mistake that keeps an axis too many, as of time where one step belongs."""
    return lambda found: hint if len(_shapes(found)[0]) > len(_shapes(found)[1]) else ""


def _shapes(found: Finding) -> tuple[tuple[int, ...], tuple[int, ...]]:
    # wrong_shape holds shapes
    return tuple(found.params["got"]), tuple(found.params["expected"])  # type: ignore[arg-type]
