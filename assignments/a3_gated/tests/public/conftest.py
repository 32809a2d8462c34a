import pytest


@pytest.fixture
def conventions(bench):
    return bench.assignment.conventions
