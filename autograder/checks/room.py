"""How much memory an array of a nested list takes.

In an array all entries are as large as the largest: one long string or one complex number beside many small
entries makes gigabytes of a few kilobytes.
"""

from collections.abc import Iterator

import numpy as np

NUMBER = np.dtype(np.clongdouble).itemsize
"""Bytes of the largest number, which numbers of different kinds may become together."""
CHARACTER = 4
NUMBER_AS_TEXT = 64 * CHARACTER


def room(value: object) -> int:
    """Return the bytes that an array of a list needs at most."""
    found = tuple(leaves(value))
    entries = sum(leaf.size if isinstance(leaf, np.ndarray) else 1 for leaf in found)
    return entries * max(map(size_of_entry, found), default=0)


def leaves(value: object) -> Iterator[object]:
    """Yield what is in a list and in the lists that are in it."""
    if not isinstance(value, (list, tuple)):
        yield value
        return
    for entry in value:
        yield from leaves(entry)


def size_of_entry(leaf: object) -> int:
    """Return the bytes of an entry as large as a leaf, or as an entry of it."""
    return max(len(leaf) * CHARACTER, NUMBER_AS_TEXT) if isinstance(leaf, str) else NUMBER
