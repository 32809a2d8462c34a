"""From what a test gave to the verdict of its check."""

from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.adopting.attempt import Attempt, attempt
from autograder.adopting.declared import Declared
from autograder.adopting.errors import FAULT
from autograder.adopting.replay import verdict
from autograder.adopting.result import Ending, Result
from autograder.adopting.suite import Style, Test
from autograder.errors import GraderError
from autograder.model.finding import finding
from autograder.model.outcome import Rank, Status
from autograder.model.verdict import StudentFault

PASSED = Attempt(Result(Ending.PASSED), None, "", None, asked=True, refused=(), operators=())


def ended(ending, *errors, **more):
    return replace(PASSED, result=Result(ending, tuple(("", error) for error in errors), **more))


def codes(found):
    return [one.code for one in found.findings]


def test_a_pass_is_a_pass():
    assert verdict(PASSED, shown=True).status is Status.PASSED


def test_less_than_all_points_is_no_pass():
    found = verdict(ended(Ending.PASSED, declared=Declared(Fraction(4)), score=Fraction(1)), shown=True)
    assert (found.status, found.fraction) == (Status.FAILED, Fraction(1, 4))


def test_a_failing_test_keeps_the_score_it_has_set():
    tried = ended(Ending.FAILED, AssertionError("no"), declared=Declared(Fraction(4)), score=Fraction(1))
    assert verdict(tried, shown=True).fraction == Fraction(1, 4)


def test_a_worker_that_we_lost_is_no_verdict_whatever_the_test_made_of_it():
    with pytest.raises(GraderError, match="killed"):
        verdict(replace(PASSED, gone=GraderError("killed")), shown=True)


def test_what_ends_the_worker_decides_whatever_the_test_made_of_it():
    gone = StudentFault(finding("crashed", function="f", how="exit"), status=Status.CRASHED)
    found = verdict(replace(PASSED, gone=gone), shown=True)
    assert (found.status, found.fraction, codes(found)) == (Status.CRASHED, 0, ["crashed"])


@pytest.mark.parametrize(("shown", "params"), [(True, {"text": "3 != 4"}), (False, {})])
def test_a_failed_assertion_says_its_message_where_that_is_shown(shown, params):
    found = verdict(ended(Ending.FAILED, AssertionError("3 != 4")), shown=shown)
    assert (found.status, found.findings) == (Status.FAILED, (finding("assertion", **params),))


def test_an_exception_of_the_student_s_is_told_as_everywhere_and_what_it_says():
    error = ValueError("not so")
    setattr(error, FAULT, StudentFault(finding("raised", function="f", error="ValueError")))
    assert codes(verdict(ended(Ending.ERRORED, error), shown=True)) == ["raised", "said"]
    assert codes(verdict(ended(Ending.ERRORED, error), shown=False)) == ["raised"]


def test_an_exception_of_the_test_s_is_the_student_s_once_their_code_has_answered():
    found = verdict(ended(Ending.ERRORED, TypeError("None + 1")), shown=True)
    assert found.status is Status.ERRORED
    assert found.findings == (finding("test_stopped", error="TypeError", text="None + 1"),)


def test_an_exception_before_that_is_the_suite_s_own():
    with pytest.raises(FileNotFoundError):
        verdict(replace(ended(Ending.ERRORED, FileNotFoundError()), asked=False), shown=True)


def test_a_suite_that_cannot_be_imported_is_judged_like_a_test():
    tried = replace(PASSED, result=None, error=TypeError("at import"))
    assert codes(verdict(tried, shown=True)) == ["test_stopped"]
    with pytest.raises(TypeError):
        verdict(replace(tried, asked=False), shown=True)


def test_a_test_that_skips_for_this_submission_earns_nothing_and_says_why():
    found = verdict(ended(Ending.SKIPPED, reason="no bonus"), shown=True)
    assert (found.status, found.findings) == (Status.FAILED, (finding("test_skipped", text="no bonus"),))


def test_hidden_errors_say_what_the_decorator_says_and_staff_what_happened():
    tried = ended(Ending.FAILED, AssertionError("3 != 4"), declared=Declared(hide="look again"))
    found = verdict(replace(tried, printed="mine"), shown=True)
    assert found.findings == (finding("assertion", text="look again"),)
    assert "mine" in found.staff_note
    assert "3 != 4" in found.staff_note


@pytest.mark.parametrize(("refused", "what"), [("operator", "operator"), ("pickle", "other")])
def test_a_test_that_could_not_use_an_object_says_so(refused, what):
    tried = replace(ended(Ending.FAILED, AssertionError()), refused=(refused,))
    assert verdict(tried, shown=False).findings[-1] == finding("object_not_data", what=what)


@pytest.mark.parametrize(("order", "kept"), [("asc", "asc"), ("desc", "desc"), ("up", "desc")])
def test_a_leaderboard_has_a_column_a_value_and_one_of_two_orders(order, kept):
    tried = ended(Ending.PASSED, declared=Declared(column="Speed", order=order), value=Fraction(3))
    assert verdict(tried, shown=True).ranks == (Rank("Speed", Fraction(3), kept),)


def test_a_person_who_ends_the_run_ends_it(tmp_path):
    class Student:
        def load(self):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(Student(), tmp_path, Test("test_it.py", "test_it", Style.PYTEST))
