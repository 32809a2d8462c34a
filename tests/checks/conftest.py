"""Fixtures: a student's functions in this process, and what fails with which finding."""

from collections.abc import Callable

import numpy as np
import pytest
from support.in_process import RIGHT, SIGNATURES, InProcess

from autograder.checks.contract import Student
from autograder.model.finding import Finding
from autograder.model.verdict import CheckFailed, Verdict


@pytest.fixture
def student():
    """Make a Student of right functions, some of them replaced."""
    return lambda **functions: Student(InProcess({**RIGHT, **functions}), SIGNATURES)


@pytest.fixture
def rng():
    return np.random.default_rng(7)


@pytest.fixture
def found():
    """Run something that must fail, and return its findings."""

    def run(action: Callable[[], object], kind: type[Verdict] = CheckFailed) -> tuple[Finding, ...]:
        with pytest.raises(kind) as caught:
            action()
        return caught.value.findings

    return run


@pytest.fixture
def code(found):
    """Run something that must fail with one finding, and return its code and parameters."""

    def run(action: Callable[[], object], kind: type[Verdict] = CheckFailed) -> tuple[str, dict[str, object]]:
        (only,) = found(action, kind)
        return only.code, dict(only.params)

    return run
