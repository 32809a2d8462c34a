"""Findings whose texts come from a submission: cleaned, capped, few."""

import re
from collections import Counter
from collections.abc import Iterable

from autograder.intake import limits
from autograder.model.finding import Finding, Param

UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control characters, bidirectional controls, line separators and lone surrogates."""


def note(code: str, **params: Param) -> Finding:
    """Build a finding; its texts are cut to `limits.TEXT` and hold no `UNSAFE` character."""
    return Finding(code, {name: _clean(value) for name, value in params.items()})


def _clean(value: Param) -> Param:
    if not isinstance(value, str):
        return value
    return UNSAFE.sub("\ufffd", value[: limits.TEXT])


def capped(notes: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep the first `limits.NOTES_OF_A_CODE` findings of each code, in order."""
    seen: Counter[str] = Counter()
    kept = []
    for finding in notes:
        seen[finding.code] += 1
        if seen[finding.code] <= limits.NOTES_OF_A_CODE:
            kept.append(finding)
    return tuple(kept)
