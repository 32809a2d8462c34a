"""
row: T07
title: As many windows as there would be with a horizon of 1
fails: [a3.windows.values, a3.training_windows.no_leak, a3.training_windows.values]
"""

import numpy as np


def make_windows(series, length, horizon):
    inputs, targets = [], []
    for k in range(len(series) - length):
        inputs.append(series[k : k + length])
        targets.append(series[k + length : k + length + horizon])
    return np.array(inputs), np.array(targets)
