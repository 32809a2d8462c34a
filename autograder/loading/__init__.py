"""Assignment folder -> Assignment: what assignment.yaml, the hints and the suites declare, checked."""

from autograder.loading.find import find_course, find_root
from autograder.loading.load import load, load_all
from autograder.loading.suites import suite_ids

__all__ = ["find_course", "find_root", "load", "load_all", "suite_ids"]
