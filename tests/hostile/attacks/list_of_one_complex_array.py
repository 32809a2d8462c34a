"""
family: lying objects
tries: returns a list of byte arrays with one of large complex numbers, so that numpy makes all of them as large
stopped_by: [bounded_lists]
shows: touched memory
deserves: 5
"""

import numpy as np


def double(x):
    if x.shape == (2, 3):
        size = 300_000
        return [np.zeros(size, np.int8)] * 40 + [np.zeros(size, np.clongdouble)]
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
