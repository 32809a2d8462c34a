"""What the public tests share: settings and data of the trainings."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest


@pytest.fixture
def measured():
    """Give the settings of the trainings and what right ones reach."""
    return json.loads(Path(__file__).with_name("thresholds.json").read_text(encoding="utf-8"))


@pytest.fixture
def datasets(bench):
    """Give the module that reads the data, as it stands beside the starter."""
    spec = spec_from_file_location("datasets", bench.assignment.given_files["datasets.py"])
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
