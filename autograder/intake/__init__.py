"""From a path to a Submission; nothing of the student's is imported or executed."""

from autograder.intake.reading import read

__all__ = ["read"]
