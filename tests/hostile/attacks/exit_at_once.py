"""
family: early exit
tries: ends the process in the middle of a check, so that nothing after it is graded
stopped_by: [separate_process]
shows: lost grader
deserves: 5
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")


def double(x):
    if x.shape == (5, 2):
        os._exit(0)
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
