"""How many examples hypothesis takes, and how cost may grow: machines are busy while tests run."""

import time
import timeit
from collections.abc import Callable

from hypothesis import settings

UNHURRIED = settings(deadline=None)
FEW = settings(deadline=None, max_examples=50)
MOST_TIMES = 24
"""What eight times as much may cost: eight times as much, and noise; were it quadratic, 64 times."""


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Return the processor's time for some work: the least of some tries, since noise only adds."""
    return min(timeit.repeat(work, timer=time.process_time, repeat=times, number=1))


def grows_with_length_only(
    eighth: Callable[[], object], whole: Callable[[], object], least_seconds: float
) -> bool:
    """Tell whether work on eight times as much costs no more than that; an eighth costs `least_seconds`."""
    once = seconds(whole)
    if once < MOST_TIMES * least_seconds:
        return True
    most = MOST_TIMES * seconds(eighth, 3)
    return once < most or seconds(whole, 2) < most
