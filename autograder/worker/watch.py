"""Limits on a worker that the grader is waiting for: wall time, CPU time, resident memory."""

import time
from dataclasses import dataclass, field
from pathlib import Path

PAGE = 4096
MEBIBYTE = 2**20
LOOK_EVERY = 0.01
STANDSTILL = 0.25
"""Seconds between two looks at the clock in which the grader may have waited for the worker."""


class ExceededError(Exception):
    """A limit is reached; `what` is "wall", "cpu", "memory" or "total"."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass
class Budget:
    """Seconds that one submission has left for all its checks together."""

    wall: float
    cpu: float

    def spend(self, wall: float, cpu: float) -> None:
        """Take the time that a call used."""
        self.wall -= wall
        self.cpu -= cpu

    @property
    def empty(self) -> bool:
        """Whether nothing may run any more."""
        return self.wall <= 0 or self.cpu <= 0


@dataclass
class Meter:
    """What a process has used since the meter was made; `pid` None counts wall time only.

    Whoever waits looks many times a second. Where the grader itself did not run in between (the virtual
    machine was paused, the laptop slept), the worker did not either, and is not charged for it.
    """

    pid: int | None
    cpu_before: float = 0.0
    cpu_seen: float = 0.0
    wall_seen: float = 0.0
    looked: float = field(init=False)
    worked: float = field(init=False)

    def __post_init__(self) -> None:
        self.looked, self.worked = time.monotonic(), time.process_time()
        self.cpu_before = self.cpu_clock()

    def cpu_clock(self) -> float:
        """CPU seconds of the whole process, 0 where the system does not tell."""
        if self.pid is None:
            return 0.0
        try:
            return time.clock_gettime((~self.pid << 3) | 2)
        except OSError:
            return 0.0

    @property
    def wall(self) -> float:
        """Wall seconds since the start, but for those in which the grader stood still."""
        looked, worked = time.monotonic(), time.process_time()
        self.wall_seen += min(looked - self.looked, worked - self.worked + STANDSTILL)
        self.looked, self.worked = looked, worked
        return self.wall_seen

    @property
    def cpu(self) -> float:
        """CPU seconds since the start; of a process that has ended, what was seen last."""
        self.cpu_seen = max(self.cpu_seen, self.cpu_clock() - self.cpu_before)
        return self.cpu_seen

    @property
    def resident(self) -> float:
        """Resident memory in MiB, 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()
        except OSError:
            return 0.0
        return int(fields[1]) * PAGE / MEBIBYTE if len(fields) > 1 else 0.0


@dataclass
class Watch:
    """Raises when the worker has used more than one message may.

    `wall` and `cpu` are seconds, `memory` MiB; `budget` bounds the whole submission.
    """

    meter: Meter
    wall: float
    cpu: float
    memory: float
    budget: Budget
    next_look: float = LOOK_EVERY

    def __call__(self) -> None:
        """Look, unless that was a moment ago.

        Raises:
            ExceededError: a limit is reached.
        """
        wall = self.meter.wall
        if wall >= self.next_look:
            self.next_look = wall + LOOK_EVERY
            exceeded = self.exceeded(wall, self.meter.cpu)
            if exceeded:
                raise ExceededError(exceeded)

    def exceeded(self, wall: float, cpu: float) -> str:
        """Name the limit that is reached, "" for none."""
        if wall > self.budget.wall or cpu > self.budget.cpu:
            return "total"
        if wall > self.wall:
            return "wall"
        if cpu > self.cpu:
            return "cpu"
        return "memory" if self.meter.resident > self.memory else ""
