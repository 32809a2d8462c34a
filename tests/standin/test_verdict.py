import pytest

from autograder.standin import verdict
from autograder.standin.machine import Ran, Usage
from autograder.standin.process import Ended


def ended(status):
    return Ended(status, 1.0, "", "the last line\n")


def test_setup_that_did_not_end_and_setup_that_failed_are_told_apart():
    assert verdict.setup_fault(ended(None), 5) == "setup.sh did not end in 5 s:\nthe last line"
    assert verdict.setup_fault(ended(2), 5) == "setup.sh failed with exit status 2:\nthe last line"


@pytest.mark.parametrize(
    ("status", "killed", "faults", "remarks"),
    [
        (0, False, (), ()),
        (3, False, ("run_autograder failed with exit status 3:\nthe last line",), ()),
        (137, False, ("run_autograder failed with exit status 137:\nthe last line",), ()),
        (137, True, ("run_autograder was killed: it needs more memory than it has (9 MB).",), ()),
        (
            0,
            True,
            (),
            ("A process that run_autograder had started was killed for want of memory (9 MB).",),
        ),
        (None, False, ("run_autograder did not end in 5 s: the platform gives score 0 and no results.",), ()),
    ],
)
def test_every_end_of_a_run_has_its_sentence(status, killed, faults, remarks):
    ran = Ran(ended(status), Usage("9 MB", killed=killed))
    assert verdict.faults(ran, 5) == faults
    assert verdict.remarks(ran) == remarks
