"""From what a test raised to the outcome of its check."""

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from autograder.errors import AutograderError, GraderError
from autograder.model.finding import finding
from autograder.model.outcome import Outcome, Status
from autograder.model.verdict import Verdict

ABSENT = frozenset(
    {
        "not_implemented",
        "function_missing",
        "function_failed_to_load",
        "function_not_callable",
    }
)
"""Findings that say a function cannot be called at all."""
MAX_NOTE = 20_000


def judge(check: str, error: BaseException | None) -> Outcome:
    """Return the outcome of a test that raised `error`, or passed."""
    if error is None:
        return Outcome(check, Status.PASSED, Fraction(1))
    if isinstance(error, Verdict):
        note = error.staff_note or "".join(traceback.format_exception_only(error))
        return Outcome(
            check, error.status, error.fraction, error.findings, staff_note=note[:MAX_NOTE], ranks=error.ranks
        )
    note = "".join(traceback.format_exception(error))[-MAX_NOTE:]
    if isinstance(error, AssertionError):
        return Outcome(check, Status.FAILED, findings=(finding("check_failed"),), staff_note=note)
    return ours(check, note)


def ours(check: str, note: str) -> Outcome:
    """Return the outcome of a check that failed by our own fault."""
    return Outcome(check, Status.GRADER_ERROR, findings=(finding("grader_error"),), staff_note=note)


def is_environment(error: BaseException) -> bool:
    """Say whether an error of ours concerns the whole run, so that no check can be decided."""
    return isinstance(error, AutograderError) and not isinstance(error, GraderError)


def absent_function(outcome: Outcome) -> str | None:
    """Return the function whose absence decided an outcome."""
    for found in outcome.findings:
        if found.code in ABSENT:
            return str(found.params["function"])
    return None


def blocked(outcome: Outcome, absent: Mapping[str, Sequence[str]], needs: frozenset[str]) -> Outcome:
    """Say "first make X work" when what is absent is what an earlier check is about.

    `absent` maps an absent function to the checks that reported it; `needs` are all checks that this
    one depends on, directly or not.
    """
    earlier = [name for name in absent.get(absent_function(outcome) or "", ()) if name in needs]
    if not earlier:
        return outcome
    return replace(outcome, status=Status.BLOCKED, findings=(finding("blocked", check=earlier[0]),))
