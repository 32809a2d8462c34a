"""A check of an adopted assignment: run one test of the instructor's suite and decide."""

import traceback
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

from autograder.adopting.attempt import Attempt, attempt
from autograder.adopting.errors import FAULT
from autograder.adopting.result import Ending, Errors, Result, text_of
from autograder.adopting.student import OwnStudent
from autograder.adopting.suite import Style, Test
from autograder.errors import GraderError
from autograder.model.finding import Finding, finding
from autograder.model.outcome import Rank, Status
from autograder.model.verdict import CheckFailed, StudentFault, Verdict
from autograder.runner.bench import Bench

MAX_MESSAGE = 4000
MAX_NOTE = 20_000
OPERATOR, ISINSTANCE = "operator", "isinstance"


def replay(  # noqa: PLR0913, PLR0917 (as the tests that `adopt` writes read best)
    bench: Bench, check: str, suite: Path, style: str, file: str, name: str, trusts: Sequence[str] = ()
) -> NoReturn:
    """Run the test `name` of a file of the suite; `trusts` are operators of student classes that it may ask.

    Raises:
        Verdict: always, when the test decided.
        Exception: the suite itself is at fault, because the student's code was not asked for anything yet.
    """
    part = bench.part(check)
    transport = bench.connect(part)
    student = OwnStudent(transport, bench.submission, bench.assignment, part, frozenset(trusts))
    bench.raw = student
    tried = attempt(student, suite, Test(file, name, Style(style)))
    hide = tried.result.declared.hide if tried.result else ""
    student.stdout = "" if hide else tried.printed[: student.limits.stdout]
    adopted = bench.assignment.adopted
    raise verdict(tried, shown=adopted is not None and adopted.messages)


def verdict(tried: Attempt, *, shown: bool) -> Verdict:
    """Decide a check from what its test gave; with `shown` a student reads what the test says.

    Raises:
        Exception: the suite itself is at fault.
    """
    decided = _decided(tried, shown=shown)
    if tried.result and tried.result.declared.hide and decided.status is not Status.PASSED:
        decided.findings = (finding("assertion", text=tried.result.declared.hide),)
        decided.staff_note = f"{tried.printed}\n{decided.staff_note}"[-MAX_NOTE:]
    return decided


def _decided(tried: Attempt, *, shown: bool) -> Verdict:
    if isinstance(tried.gone, GraderError):
        raise tried.gone
    if tried.gone is not None:
        return StudentFault(*tried.gone.findings, status=tried.gone.status)
    if tried.result is None:
        return _failed(tried, (("", tried.error or RuntimeError()),), None, shown=shown)
    if tried.result.ending is Ending.SKIPPED:
        return CheckFailed(_saying("test_skipped", tried.result.reason, shown=shown))
    if tried.result.ending is Ending.PASSED:
        return _passed(tried.result)
    return _failed(tried, tried.result.errors, tried.result, shown=shown)


def _passed(result: Result) -> Verdict:
    status = Status.PASSED if result.share == 1 else Status.FAILED
    return Verdict(status=status, fraction=result.share, ranks=_ranks(result))


def _failed(tried: Attempt, errors: Errors, result: Result | None, *, shown: bool) -> Verdict:
    """Decide a test that failed: an exception is the student's once their code has answered anything."""
    first = errors[0][1] if errors else AssertionError()
    fault: StudentFault | None = getattr(first, FAULT, None)
    if fault is None and not isinstance(first, AssertionError) and not tried.asked:
        raise first
    text = "\n".join(f"{label}: {text_of(error)}" if label else text_of(error) for label, error in errors)
    return Verdict(
        *_findings(first, fault, text, shown=shown),
        *_about_objects(tried),
        status=fault.status if fault else _status(first),
        fraction=result.share if result else Fraction(0),
        ranks=_ranks(result) if result else (),
        staff_note="".join(traceback.format_exception(first))[-MAX_NOTE:],
    )


def _status(error: BaseException) -> Status:
    return Status.FAILED if isinstance(error, AssertionError) else Status.ERRORED


def _findings(
    error: BaseException, fault: StudentFault | None, text: str, *, shown: bool
) -> tuple[Finding, ...]:
    if fault is not None:
        said = shown and text and any(found.code == "raised" for found in fault.findings)
        return (*fault.findings, *([_saying("said", text, shown=True)] if said else []))
    if isinstance(error, AssertionError):
        return (_saying("assertion", text, shown=shown),)
    stopped = {"text": text[:MAX_MESSAGE]} if shown else {}
    return (finding("test_stopped", error=type(error).__name__, **stopped),)


def _saying(code: str, text: str, *, shown: bool) -> Finding:
    return finding(code, **({"text": text[:MAX_MESSAGE]} if shown else {}))


def _about_objects(tried: Attempt) -> tuple[Finding, ...]:
    if not tried.refused:
        return ()
    what = tried.refused[0]
    return (finding("object_not_data", what=what if what in {OPERATOR, ISINSTANCE} else "other"),)


def _ranks(result: Result) -> tuple[Rank, ...]:
    told = result.declared
    if not told.column or result.value is None:
        return ()
    return (Rank(told.column, result.value, "asc" if told.order == "asc" else "desc"),)
