"""
row: X65
title: Each window begins where the last one ended
fails: [a3.windows.paper, a3.windows.values]
"""

import numpy as np


def make_windows(series, length, horizon):
    starts = range(0, len(series) - length - horizon + 1, length)
    inputs = [series[k : k + length] for k in starts]
    targets = [series[k + length : k + length + horizon] for k in starts]
    return np.array(inputs), np.array(targets)
