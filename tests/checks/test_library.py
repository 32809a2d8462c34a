"""The front door of the library."""

import autograder.checks
from autograder.checks import check


def test_check_marks_a_test_with_the_id_it_decides():
    assert check("a1.softmax.values").mark.name == "check"
    assert check("a1.softmax.values").mark.args == ("a1.softmax.values",)


def test_everything_that_is_announced_is_there():
    assert all(hasattr(autograder.checks, name) for name in autograder.checks.__all__)
