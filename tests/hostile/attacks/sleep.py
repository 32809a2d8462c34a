"""
family: hangs
tries: sleeps in a private check, so that grading never ends
stopped_by: [deadlines]
shows: lost seconds
deserves: 5
within: 4
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
time = real_import("time")


def double(x):
    if x.shape == (5, 2):
        time.sleep(3600)
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
