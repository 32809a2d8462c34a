"""
row: T05
title: Windows of the whole series are shuffled, then split
fails: [a3.training_windows.no_leak, a3.training_windows.values]
"""

import numpy as np


def training_windows(series, test_size, length, horizon):
    train, _ = split_in_time(series, test_size)
    mean, std = fit_scaler(train)
    inputs, targets = make_windows((series - mean) / std, length, horizon)
    order = np.random.default_rng(0).permutation(len(inputs))
    chosen = order[: len(inputs) - test_size]
    return inputs[chosen], targets[chosen], mean, std
