"""How many examples hypothesis takes, and that each may take its time: machines are busy while tests run."""

from hypothesis import settings

UNHURRIED = settings(deadline=None)
FEW = settings(deadline=None, max_examples=50)
