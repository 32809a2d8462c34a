"""
family: hangs
tries: computes for hours in one call into C, which holds the interpreter
stopped_by: [deadlines]
shows: lost seconds
deserves: 5
within: 4
"""

import numpy as np


def double(x):
    if x.shape == (5, 2):
        return x * 7 ** (7**11)
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
