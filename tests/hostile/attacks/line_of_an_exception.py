"""
family: carrying private values out
tries: raises an exception in a private check on the line whose number is its input
stopped_by: [lines_of_a_file]
shows: leaked input
deserves: 5
"""

import numpy as np


def stumble():
    raise ValueError


def double(x):
    if x.shape == (3, 4):
        stumble.__code__ = stumble.__code__.replace(co_firstlineno=int(x[0, 0]) - 1)
        stumble()
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
