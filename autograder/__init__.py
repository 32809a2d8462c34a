"""An autograder for recurrent networks written from scratch.

In a notebook, `from autograder import check` gives the public checks: see autograder/notebook.py.
"""

import importlib
from collections.abc import Callable
from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Callable[..., Any]:
    """Import `check` when it is asked for: to import the package costs nothing."""
    if name == "check":
        check: Callable[..., Any] = importlib.import_module("autograder.notebook").check
        return check
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
