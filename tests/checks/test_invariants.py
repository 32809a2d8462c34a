"""Arguments stay, answers repeat, small sizes are named."""

import itertools

import numpy as np
import pytest

from autograder.checks.invariants import edge_size, expect_repeatable, expect_unchanged
from autograder.model.finding import finding
from autograder.model.outcome import Status
from autograder.model.verdict import CheckFailed, StudentFault

X, PARAMS = np.ones((2, 3)), {"W": np.ones((4, 3)), "b": np.ones(4)}


def writes(change):
    def forward(x, params):
        change(x, params)
        return np.ones((2, 4)), None

    return forward


def test_a_pure_function_leaves_its_arguments_and_its_result_is_returned(student):
    assert expect_unchanged(student().layer_forward, X, PARAMS).y.array.shape == (2, 4)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda x, _: x.__imul__(2), "x"),
        (lambda _, params: params["W"].__iadd__(1), "W"),
        (lambda _, params: params.update(W=np.zeros((4, 3))), "W"),
        (lambda _, params: params.update(new=1), "params"),
        (lambda _, params: params.pop("b"), "params"),
        (lambda _, params: params.update(b="gone"), "b"),
        (lambda _, params: params.update(b=np.ones(7)), "b"),
        (lambda _, params: params.update(b=np.ones((1, 4))), "b"),
    ],
)
def test_what_is_written_into_is_named(student, code, change, name):
    forward = student(layer_forward=writes(change)).layer_forward
    expected = ("argument_changed", {"function": "layer_forward", "name": name})
    assert code(lambda: expect_unchanged(forward, X, PARAMS)) == expected


def test_an_argument_restored_up_to_rounding_is_tolerated_when_asked_for(student, code):
    identity = student(identity=lambda x: x.__iadd__(1e-13)).identity
    expect_unchanged(identity, np.ones(3), atol=1e-12)
    assert code(lambda: expect_unchanged(identity, np.ones(3)))[0] == "argument_changed"


def test_a_kept_argument_cannot_change(student):
    pupil = student()
    cache = pupil.layer_forward(X, PARAMS).cache
    expect_unchanged(pupil.layer_backward, np.ones((2, 4)), cache)


def test_two_equal_calls_return_the_same(student):
    pupil = student()
    expect_repeatable(pupil.layer_forward(X, PARAMS), pupil.layer_forward(X, PARAMS))


def test_a_function_that_remembers_is_told(student, code):
    count = itertools.count()
    pupil = student(layer_forward=lambda *_: (np.full((2, 4), float(next(count))), None))
    expected = ("not_repeatable", {"function": "layer_forward", "name": "y"})
    first = pupil.layer_forward(X, PARAMS)
    assert code(lambda: expect_repeatable(first, pupil.layer_forward(X, PARAMS))) == expected


def test_a_result_that_is_an_array_once_only_is_told(student, code):
    results = iter([np.ones(3), "rubbish"])
    pupil = student(identity=lambda _: next(results))
    first = pupil.identity(np.ones(3))
    assert code(lambda: expect_repeatable(first, pupil.identity(np.ones(3))))[0] == "not_repeatable"


def test_a_result_of_a_wrong_shape_is_another_checks_business(student):
    pupil = student(layer_backward=lambda dy, _: {"dx": "rubbish", "dW": np.ones((4, 3)), "db": dy})

    def gradients():
        return pupil.layer_backward(np.ones((2, 4)), pupil.layer_forward(X, PARAMS).cache)

    expect_repeatable(gradients(), gradients())


def test_nothing_but_wrong_results_is_no_repetition(student, code):
    pupil = student(identity=lambda x: x[None])
    again = [pupil.identity(np.ones(3)) for _ in range(2)]
    assert code(lambda: expect_repeatable(*again))[0] == "wrong_shape"


def test_an_edge_that_works_says_nothing(student):
    with edge_size(student().norm, "m"):
        pass


@pytest.mark.parametrize(
    ("verdict", "status"), [(CheckFailed, Status.FAILED), (StudentFault, Status.TIMED_OUT)]
)
def test_an_edge_that_fails_names_the_size_before_the_reason(student, verdict, status):
    with pytest.raises(verdict) as caught, edge_size(student().norm, "m"):
        raise verdict(finding("check_failed"), status=status, staff_note="why")
    assert [found.code for found in caught.value.findings] == ["edge_size", "check_failed"]
    assert dict(caught.value.findings[0].params) == {"function": "norm", "symbol": "m", "size": 1}
    assert (caught.value.status, caught.value.staff_note) == (status, "why")
