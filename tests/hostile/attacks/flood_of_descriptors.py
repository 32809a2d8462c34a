"""
family: floods
tries: opens a thousand descriptors, and is right only if it could
stopped_by: [rlimits]
shows: gained
deserves: 3
"""

import numpy as np

real_import = np.__dict__["__builtins__"]["__import__"]
os = real_import("os")


def double(x):
    opened = [os.dup(0) for _ in range(1000)]
    for descriptor in opened:
        os.close(descriptor)
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
