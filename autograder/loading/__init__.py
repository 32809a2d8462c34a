"""Assignment folder -> Assignment: what assignment.yaml, the hints and the suites declare, checked."""

from autograder.loading.load import load, load_all
from autograder.loading.suites import suite_ids

__all__ = ["load", "load_all", "suite_ids"]
