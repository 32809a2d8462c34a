"""What stands for the platform's machine: something that runs commands as root, in /autograder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from autograder.standin.cgroup import Allowance, Group
from autograder.standin.process import Ended

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

ENVIRONMENT = (
    *("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_CERT"),
    *("PIP_TRUSTED_HOST", "PIP_DEFAULT_TIMEOUT", "SSL_CERT_FILE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"),
    *("http_proxy", "https_proxy", "no_proxy"),
)
"""Variables that are passed on: where pip finds packages, and how the network is reached."""


NAMES = {"memory": "memory", "cpu": "CPU"}
NO_GROUP = "not limited (no control group can be made here)"


@dataclass(frozen=True)
class Usage:
    """What a run was allowed, in words, and what it took; None where nobody counted."""

    limits: str = "not limited"
    peak: int | None = None
    killed: bool = False


class Machine(Protocol):
    """A machine with the tree at /autograder."""

    @property
    def said(self) -> tuple[str, ...]:
        """What this machine is, and in what it differs from the platform's; one sentence each."""

    def run(self, command: Sequence[str], seconds: float, allowance: Allowance | None = None) -> "Ran":
        """Run a command with the tree as working directory; without an allowance it is not limited."""


@dataclass(frozen=True)
class Ran:
    """A command that ended, and what it took."""

    ended: Ended
    usage: Usage = Usage()


def usage(group: Group, allowance: Allowance) -> Usage:
    """Read what a control group counted."""
    limited = [allowance.said(what) for what in group.limited]
    unlimited = [f"{NAMES[what]} not limited" for what in group.unlimited]
    said = ", ".join(limited + unlimited) if limited else NO_GROUP
    return Usage(said, group.peak(), group.killed())
