"""
row: C16
title: 1e-8 is added to the denominator instead of being its least value
fails: [a1.relative_error.values]
"""

import numpy as np


def relative_error(a, b):
    return float(np.max(np.abs(a - b) / (np.abs(a) + np.abs(b) + 1e-8)))
