"""
family: hangs
tries: never ends loading, for each check anew
stopped_by: [deadlines]
shows: lost seconds
within: 14
slow: true
"""

import numpy as np

NEVER = sum(0 for _ in iter(int, 1))


def double(x):
    return 2 * x + NEVER


def total(x):
    return np.sum(x, axis=1) + NEVER
