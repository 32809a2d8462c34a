"""A finding: what is wrong, as a code and parameters; words are rendered at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Union

from autograder.model.codes import CODES

Param = Union[None, bool, int, float, str, "tuple[Param, ...]"]


@dataclass(frozen=True)
class Finding:
    """One fact about a submission.

    `code` is a key of `CODES`; `params` holds some of the parameters declared there.

    Raises:
        ValueError: the code or a parameter is not declared.
    """

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in CODES:
            message = f"no finding code {self.code!r}"
            raise ValueError(message)
        unknown = set(self.params) - set(CODES[self.code])
        if unknown:
            message = f"finding code {self.code!r} has no parameter {sorted(unknown)}"
            raise ValueError(message)
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))

    def __reduce__(self) -> tuple[type["Finding"], tuple[str, dict[str, Param]]]:
        """Make findings travel between processes, which a read-only mapping cannot by itself."""
        return Finding, (self.code, dict(self.params))

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted(self.params.items(), key=lambda kv: kv[0]))))


def finding(code: str, **params: Param) -> Finding:
    """Build a Finding with its parameters as keywords."""
    return Finding(code, params)
