"""Where lecture notes and libraries differ and a setting of the assignment decides.

A function of the reference that depends on one has a keyword for it, named as the convention is behind its
first `_`: `lstm_output` is `output="tanh"`.
"""

from collections.abc import Mapping

VALUES: Mapping[str, tuple[str, ...]] = {"lstm_output": ("tanh", "linear"), "gru_reset": ("before", "after")}
"""What each convention may be; the first is what the reference takes without being told."""


def parameter(convention: str) -> str:
    """Return the keyword of the reference's functions that depend on a convention."""
    return convention.partition("_")[2]
