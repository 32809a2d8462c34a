"""
row: T07
title: A whole horizon of windows is missing at the end
fails: [a3.windows.values, a3.windows.paper]
"""

import numpy as np


def make_windows(series, length, horizon):
    starts = range(len(series) - length - 2 * horizon + 1)
    inputs = np.array([series[k : k + length] for k in starts]).reshape(-1, length)
    targets = np.array([series[k + length : k + length + horizon] for k in starts]).reshape(-1, horizon)
    return inputs, targets
