"""Known mistakes that show in how a check fails are named besides the failure."""

import pytest

from autograder.checks import fewer_axes, known, more_axes, shaped
from autograder.checks.known import Teller
from autograder.model.finding import Finding, finding
from autograder.model.outcome import Status
from autograder.model.verdict import CheckFailed, StudentFault, Verdict


def wrong_shape(*got: int) -> Finding:
    where = {"function": "cumulative_sum", "name": "sums"}
    return finding("wrong_shape", **where, got=got, expected=(1, 3), dims=("m", "n"), how="plain")


def named(verdict: Verdict, **hints: str | Teller) -> Verdict:
    with pytest.raises(Verdict) as raised, known(**hints):
        raise verdict
    return raised.value


def test_a_failure_keeps_its_findings_and_gets_the_mistake_behind_them() -> None:
    found = named(CheckFailed(wrong_shape(3)), wrong_shape="R22")
    mistake = finding("known_mistake", function="cumulative_sum", name="sums", hint="R22")
    assert found.findings == (wrong_shape(3), mistake)
    assert isinstance(found, CheckFailed)


def test_a_function_that_raised_is_still_an_error_and_the_note_for_staff_stays() -> None:
    raised = finding("raised", function="cumulative_sum", error="IndexError", line=3, file="sums.py")
    found = named(StudentFault(raised, staff_note="seen"), raised="N01")
    assert (type(found), found.status, found.staff_note) == (StudentFault, Status.ERRORED, "seen")
    assert found.findings[1] == finding("known_mistake", function="cumulative_sum", hint="N01")


@pytest.mark.parametrize("hints", [{}, {"not_finite": "R12"}, {"wrong_shape": ""}])
def test_a_failure_that_no_mistake_is_known_for_is_left_as_it_is(hints: dict[str, str]) -> None:
    verdict = CheckFailed(wrong_shape(3))
    assert named(verdict, **hints) is verdict


@pytest.mark.parametrize(
    ("teller", "got", "hint"),
    [
        (fewer_axes("R22"), (3,), "R22"),
        (fewer_axes("R22"), (3, 1), ""),
        (more_axes("N07"), (1, 2, 3), "N07"),
        (more_axes("N07"), (3, 1), ""),
        (shaped({(3, 1): "X02"}), (3, 1), "X02"),
        (shaped({(3, 1): "X02"}), (3,), ""),
    ],
)
def test_a_shape_tells_a_mistake(teller: Teller, got: tuple[int, ...], hint: str) -> None:
    assert teller(wrong_shape(*got)) == hint
