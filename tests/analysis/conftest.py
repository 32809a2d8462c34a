"""A validation with every kind of cell, for the tests of what is written about it."""

import pytest
from support.tiny import write
from support.trials import example

from autograder import loading
from autograder.analysis.validation import Validation


@pytest.fixture(scope="session")
def validation(tmp_path_factory: pytest.TempPathFactory) -> Validation:
    """Return the example of the tiny assignment."""
    return example(loading.load(write(tmp_path_factory.mktemp("example"))))
