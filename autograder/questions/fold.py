"""Text that people type in many ways, in one way."""

import unicodedata

_INVISIBLE = "Cf"
"""Direction marks, joiners, byte-order marks: copying from a page brings them along."""


def fold(text: str) -> str:
    """Return text in compatible form (NFKC), digits as 0-9, no case, no invisible marks, no outer spaces."""
    seen = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != _INVISIBLE)
    folded = "".join(map(_western, seen)).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def _western(character: str) -> str:
    """Return 4 for ٤; anything but a decimal digit as it is."""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
