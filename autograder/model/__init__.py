"""Frozen values that the stages hand to one another; standard library only, no I/O."""
