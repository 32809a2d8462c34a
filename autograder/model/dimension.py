"""The length of an axis, as a contract writes it: `n_a`, `3`, `n_a + n_x`, `4*n_a`, `n - length + 1`."""

import re
from collections.abc import Mapping

_TERM = re.compile(r"(?:(?P<times>\d+)\s*\*\s*)?(?P<symbol>[^\W\d]\w*)|(?P<number>\d+)")
_SIGNED = re.compile(r"([+-])([^+-]*)")

Terms = Mapping[str, int]
"""How often each symbol is taken; a negative number takes it away. "" stands for 1."""


def terms(dim: str) -> Terms:
    """Return the sum that a dimension is: "2*n_a + n_x - 1" -> {"n_a": 2, "n_x": 1, "": -1}.

    Raises:
        ValueError: it is no sum or difference of symbols, whole numbers and multiples of symbols.
    """
    taken: dict[str, int] = {}
    for sign, written in _SIGNED.findall(f"+{dim}"):
        term = _TERM.fullmatch(written.strip())
        if term is None:
            message = f"{dim} is not a dimension"
            raise ValueError(message)
        symbol, count = term["symbol"] or "", int(term["times"] or term["number"] or 1)
        taken[symbol] = taken.get(symbol, 0) + (-count if sign == "-" else count)
    return taken


def is_sum(dim: str) -> bool:
    """Tell whether a dimension is neither a symbol, nor a whole number, nor "..."."""
    return dim != "..." and not dim.isidentifier() and not dim.isdigit()
