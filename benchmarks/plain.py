"""The same suites in plain in-process pytest: no sandbox, no limits, no report. For comparison only.

Usage: `python -m pytest -p benchmarks.plain SUITE...` with BENCHMARK_FACTS (pickled, so that no
yaml is read), BENCHMARK_REFERENCE and BENCHMARK_SUBMISSION set.
"""

import importlib.util
import os
import pickle
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from autograder.checks.carry import Carry
from autograder.checks.cases import Case, load_case
from autograder.checks.contract import Student
from autograder.checks.question import Asked
from autograder.runner.bench import package

FACTS = pickle.loads(Path(os.environ["BENCHMARK_FACTS"]).read_bytes())


class InProcess:
    """The student's functions, called as they are."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module

    def call(
        self, function: str, args: tuple[object, ...], kwargs: Mapping[str, object], _opaque: object
    ) -> object:
        return getattr(self.module, function)(*args, **kwargs)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "check(id): a graded check")


@pytest.fixture(scope="session")
def student() -> Student:
    path = Path(os.environ["BENCHMARK_SUBMISSION"])
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Student(InProcess(module), FACTS["functions"])


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(1)


@pytest.fixture
def carry(student: Student) -> Carry:
    return Carry((), lambda: student)


@pytest.fixture
def stored(request: pytest.FixtureRequest) -> Case:
    check = request.node.get_closest_marker("check").args[0]
    return load_case(Path(request.path).with_name("cases.json"), check)


@pytest.fixture(scope="session")
def reference() -> ModuleType:
    return package(Path(os.environ["BENCHMARK_REFERENCE"]))


@pytest.fixture
def question(request: pytest.FixtureRequest) -> Asked:
    return FACTS["asked"][request.node.get_closest_marker("check").args[0]]
