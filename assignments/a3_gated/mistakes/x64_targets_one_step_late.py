"""
row: X64
title: Between a window and its targets one value is left out
fails: [a3.windows.paper, a3.windows.values]
"""

import numpy as np


def make_windows(series, length, horizon):
    count = len(series) - length - horizon + 1
    inputs = np.array([series[k : k + length] for k in range(count)])
    later = np.append(series, series[-1])
    targets = np.array([later[k + length + 1 : k + length + 1 + horizon] for k in range(count)])
    return inputs, targets
