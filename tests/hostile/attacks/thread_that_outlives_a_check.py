"""
family: threads that outlive a check
tries: starts a thread, and registers what runs at exit, to spoil the comparison of later checks
stopped_by: [separate_process]
shows: gained
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
atexit, sys, threading, time = map(real_import, ("atexit", "sys", "threading", "time"))


def spoil():
    """Let every answer agree, for as long as this grading takes."""
    arrays = sys.modules["autograder.checks.arrays"]
    before, arrays._agrees = arrays._agrees, lambda *_: True
    time.sleep(0.7)
    arrays._agrees = before


def double(x):
    atexit.register(spoil)
    try:
        if threading.active_count() == 1:
            threading.Thread(target=spoil, daemon=True).start()
        time.sleep(0.05)
    finally:
        atexit.unregister(spoil)
    return x


def total(x):
    return x[:, 0]
