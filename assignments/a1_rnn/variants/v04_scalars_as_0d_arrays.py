"""
row: V04
title: A number comes back as a 0-d array
"""

import numpy as np


def relative_error(a, b):
    a, b = np.asarray(a), np.asarray(b)
    return np.array(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))
