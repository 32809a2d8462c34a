"""Runs a suite, which is plain pytest, and turns it into one outcome per check."""
