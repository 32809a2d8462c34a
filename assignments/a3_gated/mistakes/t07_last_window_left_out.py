"""
row: T07
title: The last window is left out
fails: [a3.windows.paper, a3.windows.values]
"""

import numpy as np


def make_windows(series, length, horizon):
    count = len(series) - length - horizon
    inputs, targets = np.zeros((count, length)), np.zeros((count, horizon))
    for k in range(count):
        inputs[k] = series[k : k + length]
        targets[k] = series[k + length : k + length + horizon]
    return inputs, targets
