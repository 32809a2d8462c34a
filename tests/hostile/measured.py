"""What an attack came to: points gained, bytes leaked, grades lost, the host touched."""

import base64
import codecs
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

GRADE_SECONDS = 10.0
"""What a grading may take beyond the limits of the student's code."""


@dataclass(frozen=True)
class Measured:
    """Points `gained`, bytes `leaked` of each kind of canary; what was `lost` and `touched`, in words."""

    gained: float = 0
    leaked: Mapping[str, int] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    statuses: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Measured":
        """Read what `to_json` gave."""
        return cls(**{**data, "lost": tuple(data["lost"]), "touched": tuple(data["touched"])})

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self)

    def numbers(self) -> dict[str, float]:
        """Return a number for each measure; all are zero when nothing got through."""
        return {
            "gained": self.gained,
            "leaked": sum(self.leaked.values()),
            "lost": len(self.lost),
            "touched": len(self.touched),
        }

    def text(self, measure: str) -> str:
        """Return a measure in words."""
        value = getattr(self, measure)
        return " ".join(value) if measure != "gained" else f"{value:g}"


def disguises(token: str) -> Iterable[bytes]:
    """Yield the forms in which a canary may leave: as it is, backwards, in other codes, a number rounded."""
    raw = token.encode()
    yield from (
        raw,
        raw[::-1],
        raw.hex().encode(),
        codecs.encode(token, "rot13").encode(),
        token.encode("utf-16-le"),
        spelled(token),
    )
    if token.isdecimal():
        yield f"{int(token):.6g}".encode()
    for shift in range(3):
        yield base64.b64encode(b" " * shift + raw)[(shift and 4) : -4]


def spelled(token: str) -> bytes:
    """Write a token a character at a time, as the sizes of a shape may spell a number."""
    return ", ".join(token).encode()


def leaks(seen: bytes, canaries: Mapping[str, str]) -> dict[str, int]:
    """Count the bytes of canaries in what a student sees, in whatever disguise."""
    found = {
        kind: len(token) * max(seen.count(disguise) for disguise in disguises(token))
        for kind, token in canaries.items()
    }
    return {kind: count for kind, count in found.items() if count}
