"""
row: X64
title: The first target is the last value of the window
fails: [a3.windows.paper, a3.windows.values]
"""

import numpy as np


def make_windows(series, length, horizon):
    count = len(series) - length - horizon + 1
    inputs = np.array([series[k : k + length] for k in range(count)])
    targets = np.array([series[k + length - 1 : k + length - 1 + horizon] for k in range(count)])
    return inputs, targets
