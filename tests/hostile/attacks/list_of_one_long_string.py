"""
family: lying objects
tries: returns a list with one long string among short ones, of which numpy makes gigabytes in the grader
stopped_by: [bounded_lists]
shows: touched memory
deserves: 5
"""

import numpy as np


def double(x):
    if x.shape == (2, 3):
        return ["a" * 300_000] + [""] * 300
    return 2 * x


def total(x):
    return np.sum(x, axis=1)
