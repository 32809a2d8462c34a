"""The contract between a suite and a student's function."""

from collections import namedtuple

import numpy as np
import pytest

from autograder.checks.contract import Entries, Kept, answer, arrays_of, copied
from autograder.errors import GraderError
from autograder.model.assignment import ArrayType, MappingType
from autograder.model.outcome import Status
from autograder.model.verdict import CheckFailed, StudentFault

X, PARAMS = np.ones((2, 3)), {"W": np.ones((4, 3)), "b": np.ones(4)}
Pair = namedtuple("Pair", "y cache")  # noqa: PYI024 (as a student writes it)


class TestCalling:
    def test_results_have_their_declared_names(self, student):
        out = student().layer_forward(X, PARAMS)
        assert out.y.shape == (2, 4)
        assert isinstance(out.cache, Kept)

    @pytest.mark.parametrize("wrap", [tuple, list, lambda pair: Pair(*pair)])
    def test_tuple_list_and_namedtuple_are_alike(self, student, wrap):
        pupil = student(layer_forward=lambda x, params: wrap((x @ params["W"].T, None)))
        assert pupil.layer_forward(X, PARAMS).y.array.tolist() == [[3.0] * 4] * 2

    def test_each_call_gets_copies_of_its_own(self, student):
        def overwrites(x, params):
            x[:] = params["W"][:] = 0
            return x @ params["W"].T, None

        student(layer_forward=overwrites).layer_forward(X, PARAMS)
        assert X.all()
        assert PARAMS["W"].all()

    def test_on_passes_the_very_arguments(self, student):
        x = np.ones(3)
        student(identity=lambda x: np.multiply(x, 2, out=x)).identity.on(x)
        assert x.tolist() == [2, 2, 2]

    def test_an_answer_can_be_an_argument(self, student):
        pupil = student()
        assert pupil.norm(pupil.identity(np.array([3.0, 4.0])).x).norm.array == 5

    def test_keywords_are_passed_and_bound(self, student):
        assert student().repeat(np.ones(2), T_y=3).y.shape == (2, 3)

    def test_an_opaque_result_carries_its_sizes_to_the_next_call(self, student):
        pupil = student()
        gradients = pupil.layer_backward(np.ones((2, 4)), pupil.layer_forward(X, PARAMS).cache)
        assert gradients.dW.shape == (4, 3)

    def test_a_function_that_returns_only_something_opaque(self, student):
        assert isinstance(student().make(np.ones(2)).it, Kept)

    def test_an_undeclared_function_is_the_suites_error(self, student):
        with pytest.raises(AttributeError, match="declares no function nothing"):
            _ = student().nothing

    def test_an_undeclared_result_is_the_suites_error(self, student):
        out = student().norm(X)
        with pytest.raises(AttributeError, match="declares no result nothing"):
            _ = out.nothing
        with pytest.raises(AttributeError):
            _ = out._nothing

    def test_drawn_arguments_fit_the_signature(self, student, rng):
        x, params = student().layer_forward.draw(rng, m=2, n_x=3, n_y=4)
        assert (x.shape, params["W"].shape, params["b"].shape) == ((2, 3), (4, 3), (4,))


class TestCount:
    @pytest.mark.parametrize(("result", "got"), [((1, 2, 3), 3), ([1], 1), (np.ones((2, 4)), 1), ((), 0)])
    def test_another_number_of_results(self, student, code, result, got):
        pupil = student(layer_forward=lambda *_: result)
        expected = {"function": "layer_forward", "expected": 2, "got": got, "names": ("y", "cache")}
        assert code(lambda: pupil.layer_forward(X, PARAMS)) == ("wrong_count", expected)

    @pytest.mark.parametrize("result", [None, (None, None), [None, "a cache"]])
    def test_nothing_but_none_is_not_implemented(self, student, result):
        pupil = student(layer_forward=lambda *_: result)
        with pytest.raises(StudentFault) as caught:
            pupil.layer_forward(X, PARAMS)
        assert caught.value.status is Status.NOT_IMPLEMENTED
        assert caught.value.findings[0].code == "not_implemented"

    def test_a_dict_of_none_is_not_implemented(self, student, code):
        pupil = student(layer_backward=lambda *_: {"dx": None, "dW": None})
        cache = pupil.layer_forward(X, PARAMS).cache
        action = lambda: pupil.layer_backward(np.ones((2, 4)), cache)  # noqa: E731
        assert code(action, StudentFault)[0] == "not_implemented"


def test_what_one_worker_keeps_is_not_given_to_another(student):
    one, other = student(), student()
    cache = one.layer_forward(X, PARAMS).cache
    with pytest.raises(GraderError, match="layer_backward is given what another worker keeps"):
        other.layer_backward(np.ones((2, 4)), cache)


class TestMapping:
    def call(self, student, result):
        pupil = student(layer_backward=lambda *_: result)
        return pupil.layer_backward(np.ones((2, 4)), pupil.layer_forward(X, PARAMS).cache)

    def test_extra_keys_and_another_order_are_fine(self, student):
        out = self.call(student, {"extra": "x", "db": np.ones(4), "dx": X, "dW": np.ones((4, 3))})
        assert list(out.gradients) == ["dx", "dW", "db"]
        assert len(out.gradients) == 3
        assert {name: one.array.shape for name, one in arrays_of(out).items()} == {
            "dx": (2, 3),
            "dW": (4, 3),
            "db": (4,),
        }

    def test_a_missing_key_is_told_when_it_is_read(self, student, code):
        out = self.call(student, {"dx": X})
        assert out.dx.array.shape == (2, 3)
        expected = {"function": "layer_backward", "name": "gradients", "key": "dW"}
        assert code(lambda: out.dW) == ("missing_key", expected)

    @pytest.mark.parametrize(("result", "got"), [(X, "ndarray"), ([X, X, X], "list"), ("text", "str")])
    def test_something_else_than_a_dict(self, student, code, result, got):
        out = self.call(student, result)
        params = {"function": "layer_backward", "name": "gradients", "expected": "mapping", "got": got}
        assert code(lambda: out.dW) == ("wrong_type", params)


def test_a_dict_cannot_be_read_as_an_array():
    with pytest.raises(GraderError, match="cannot be read"):
        answer("f", "d", {}, MappingType(()), {})


def test_copied_leaves_what_has_no_arrays():
    function = len
    assert copied(function) is function


def test_a_bad_result_does_not_hurt_its_neighbour(student):
    out = student(layer_forward=lambda *_: ("rubbish", None)).layer_forward(X, PARAMS)
    assert isinstance(out.cache, Kept)
    with pytest.raises(CheckFailed):
        _ = out.y.array


def test_a_key_that_may_be_left_out_is_missing_only_when_it_is_asked_for(code):
    declared = MappingType((("b", ArrayType(("n",))), ("more", ArrayType(("n",)))), frozenset({"more"}))
    short = Entries("f", "params", {"b": np.ones(2)}, declared, {"n": (2,)})
    assert (list(short), len(short)) == (["b"], 1)
    assert code(lambda: short["more"])[0] == "missing_key"
    whole = Entries("f", "params", {"more": np.ones(2), "b": np.ones(2)}, declared, {"n": (2,)})
    assert list(whole) == ["b", "more"]
