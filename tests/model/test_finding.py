"""A finding holds a declared code and declared parameters, and never changes."""

import pickle

import pytest

from autograder.model.finding import Finding, finding


def test_equal_findings_are_equal_and_hash_alike() -> None:
    one, other = finding("blocked", check="a.b"), Finding("blocked", {"check": "a.b"})
    assert one == other
    assert hash(one) == hash(other)
    assert one != finding("blocked", check="a.c")


def test_parameters_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        finding("blocked", check="a.b").params["check"] = "a.c"  # type: ignore[index]


def test_a_finding_travels_between_processes() -> None:
    sent = finding("wrong_shape", got=(3, 4), name="a")
    received = pickle.loads(pickle.dumps(sent))  # noqa: S301 (our own)
    assert received == sent
    with pytest.raises(TypeError):
        received.params["name"] = "b"


def test_a_code_that_is_not_declared_is_refused() -> None:
    with pytest.raises(ValueError, match="no finding code 'nonsense'"):
        finding("nonsense")


def test_a_parameter_that_is_not_declared_is_refused() -> None:
    with pytest.raises(ValueError, match="has no parameter"):
        finding("blocked", value=3)
