"""Exceptions of a submission as classes and objects of the grader's."""

import numpy as np
import pytest

from autograder.adopting.errors import OwnError, own_class, rebuilt
from autograder.worker.wire import WireError


def told(base, *classes, args=()):
    return {"classes": list(classes), "base": list(base), "args": list(args)}


@pytest.mark.parametrize(
    ("base", "kind"),
    [
        (("builtins", "KeyError"), KeyError),
        (("numpy.linalg", "LinAlgError"), np.linalg.LinAlgError),
        (("builtins", "SystemExit"), SystemExit),
        (("builtins", "KeyboardInterrupt"), Exception),
        (("builtins", "print"), Exception),
        (("os", "error"), Exception),
    ],
)
def test_a_class_of_python_s_or_numpy_s_is_that_class(base, kind):
    assert own_class(told(base), {}) is kind


def test_classes_of_the_student_s_are_derived_as_theirs_are_and_always_the_same():
    known = {}
    poor = own_class(told(("builtins", "ValueError"), "Poor", "BankError"), known)
    assert poor.__name__ == "Poor"
    assert issubclass(poor, own_class(told(("builtins", "ValueError"), "BankError"), known))
    assert issubclass(poor, ValueError)
    assert poor is own_class(told(("builtins", "ValueError"), "Poor", "BankError"), known)


def test_a_class_that_nothing_can_be_derived_from_along_with_is_an_error_of_its_own():
    assert issubclass(own_class(told(("builtins", "StopAsyncIteration"), "Odd"), {}), OwnError)


def test_what_names_no_class_is_an_error_of_the_wire():
    with pytest.raises(WireError, match="name of a class"):
        own_class(told(("builtins",)), {})


def test_an_error_of_the_student_s_says_what_theirs_says_and_asks_them_for_attributes():
    class Thing:
        missing = 3

    error = rebuilt(told(("builtins", "ValueError"), "Poor", args=["x"]), "no coins", Thing(), {})
    assert str(error) == "no coins"
    assert error.missing == 3
    with pytest.raises(AttributeError):
        _ = error.__wrapped__


def test_an_error_whose_arguments_its_class_does_not_want_keeps_them():
    error = rebuilt(told(("builtins", "UnicodeDecodeError"), args=["x"]), "x", None, {})
    assert type(error) is UnicodeDecodeError
    assert error.args == ("x",)
