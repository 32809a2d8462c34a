"""
row: T04
title: Everything is scaled first, then split
fails: [a3.training_windows.no_leak, a3.training_windows.values]
"""

import numpy as np


def training_windows(series, test_size, length, horizon):
    mean, std = np.mean(series), np.std(series)
    scaled = (series - mean) / std
    train, test = split_in_time(scaled, test_size)
    inputs, targets = make_windows(train, length, horizon)
    return inputs, targets, float(mean), float(std)
