"""What a worker must lay on itself: drawn by the grader, sent to the zygote as JSON."""

import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from autograder.worker.layers import identity

if TYPE_CHECKING:
    from autograder.model.assignment import Limits
    from autograder.worker.situation import Situation

_MIB = 1024 * 1024


@dataclass(frozen=True)
class Plan:
    """Everything the layers need to know; plain numbers and strings.

    `layers` are names in the order of their application; `cpu` is in seconds, `memory` in bytes
    on top of what the zygote already holds; a worker in slot n takes the user id `uid_base + n`;
    `threads` lets a worker start threads; `root` is the empty folder that `chroot` takes.
    """

    layers: tuple[str, ...]
    cpu: int
    memory: int
    uid_base: int
    threads: bool = False
    root: str = ""

    def to_json(self) -> str:
        """Write the plan as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """Read what `to_json` wrote."""
        fields: dict[str, Any] = json.loads(text)
        fields["layers"] = tuple(fields["layers"])
        return cls(**fields)


def plan(
    situation: "Situation",
    limits: "Limits",
    *,
    threads: bool = False,
    root: str = "",
    uid_base: int = identity.UID_BASE,
) -> Plan:
    """Turn a situation and an assignment's limits into a plan.

    Raises SandboxError when workers need user ids of their own and those belong to someone.
    """
    if "identity" in situation.layers:
        identity.check_free(uid_base)
    return Plan(
        layers=situation.layers,
        cpu=math.ceil(limits.total_cpu),
        memory=limits.memory * _MIB,
        uid_base=uid_base,
        threads=threads,
        root=root,
    )
