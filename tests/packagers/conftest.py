"""What students must not get of the assignments of this checkout."""

from pathlib import Path

import pytest

from autograder import loading
from autograder.packagers.secrets import Secrets
from autograder.packagers.sources import secrets

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def private() -> Secrets:
    """Give the private texts of all assignments."""
    return secrets(loading.load_all(CHECKOUT / "assignments"))
