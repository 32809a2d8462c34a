"""
row: R22
title: A horizon of 1 loses its axis
fails: [a3.windows.paper, a3.windows.values]
"""

import numpy as np


def make_windows(series, length, horizon):
    starts = range(len(series) - length - horizon + 1)
    inputs = np.array([series[k : k + length] for k in starts])
    targets = np.array([series[k + length : k + length + horizon] for k in starts])
    return inputs, np.squeeze(targets)
