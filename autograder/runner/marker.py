"""Which check a test is."""

import pytest


def check_of(item: pytest.Item) -> str:
    """Return the id of the check a test is, "" for a test that is none."""
    marker = item.get_closest_marker("check")
    return str(marker.args[0]) if marker and marker.args else ""
