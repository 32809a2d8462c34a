"""How setup.sh or run_autograder ended, when that was not well: a sentence for each fault."""

from autograder.standin.machine import Ran
from autograder.standin.process import Ended

SETUP_FAILED = "setup.sh failed with exit status {status}:\n{lines}"
SETUP_TOO_LONG = "setup.sh did not end in {seconds:g} s:\n{lines}"
FAILED = "run_autograder failed with exit status {status}:\n{lines}"
TOO_LONG = "run_autograder did not end in {seconds:g} s: the platform gives score 0 and no results."
KILLED = "run_autograder was killed: it needs more memory than it has ({limits})."
ONE_KILLED = "A process that run_autograder had started was killed for want of memory ({limits})."

_KILL = 137  # what a shell, bubblewrap and Docker make of SIGKILL


def setup_fault(ended: Ended, seconds: float) -> str:
    """Say how setup.sh ended that did not end well."""
    if ended.status is None:
        return SETUP_TOO_LONG.format(seconds=seconds, lines=ended.last_lines())
    return SETUP_FAILED.format(status=ended.status, lines=ended.last_lines())


def faults(ran: Ran, seconds: float) -> tuple[str, ...]:
    """Say how run_autograder ended, if it did not end well."""
    status = ran.ended.status
    if status is None:
        return (TOO_LONG.format(seconds=seconds),)
    if _killed(ran):
        return (KILLED.format(limits=ran.usage.limits),)
    return (FAILED.format(status=status, lines=ran.ended.last_lines()),) if status else ()


def remarks(ran: Ran) -> tuple[str, ...]:
    """Say that memory was short, if run_autograder got along without what was killed."""
    short = ran.usage.killed and not _killed(ran)
    return (ONE_KILLED.format(limits=ran.usage.limits),) if short else ()


def _killed(ran: Ran) -> bool:
    return ran.usage.killed and ran.ended.status == _KILL
