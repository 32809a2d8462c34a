"""
row: X17
title: The difference keeps its sign, so that negative ones never count
fails: [a1.relative_error.example, a1.relative_error.values]
"""

import numpy as np


def relative_error(a, b):
    return float(np.max((a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))
