"""
family: floods
tries: takes more memory than it may, at once, slowly and ever faster, and is right only if it got it
stopped_by: [rlimits]
shows: gained
deserves: 3
"""

import numpy as np

MIBIBYTE = 1 << 20
PIECES = {(2, 3): [300], (3, 4): [1] * 300, (5, 2): range(24)}


def double(x):
    hoards = [np.zeros(size * MIBIBYTE, np.uint8) for size in PIECES[x.shape]]
    return 2 * x + hoards[-1][-1]


def total(x):
    return np.sum(x, axis=1)
