"""An autograder for recurrent networks written from scratch."""

__version__ = "0.1.0"
