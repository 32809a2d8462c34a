"""
family: carrying private values out
tries: answers a private check with an array of no entries whose shape spells its input, a digit an axis
stopped_by: [small_shapes]
shows: leaked input
deserves: 5
"""

import numpy as np


def double(x):
    if x.shape == (3, 4):
        return np.empty((0, *map(int, str(int(x[0, 0])))))
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
