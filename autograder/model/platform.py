"""What a course asks of the platform that grades its submissions, which is Gradescope."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Resubmissions:
    """How often a student is graded: how many submissions in all, how many in any 24 hours, how far apart.

    What is None is no limit.
    """

    max: int | None = None
    per_day: int | None = None
    every: timedelta | None = None


@dataclass(frozen=True)
class Platform:
    """How the platform is used.

    `time_limit` is the seconds that it gives to one grading, from its own settings. `output` is the format of
    feedback there, "html" or "md". `leaderboard` names what everybody sees of everybody: "score", "seconds".
    """

    time_limit: float = 600.0
    output: str = "html"
    leaderboard: tuple[str, ...] = ()
    resubmissions: Resubmissions = Resubmissions()
