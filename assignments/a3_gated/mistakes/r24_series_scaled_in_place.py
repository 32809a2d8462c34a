"""
row: R24
title: The series itself is scaled
fails: [a3.training_windows.values]
"""


def training_windows(series, test_size, length, horizon):
    train = series[: len(series) - test_size]
    mean, std = fit_scaler(train)
    train -= mean
    train /= std
    inputs, targets = make_windows(train, length, horizon)
    return inputs, targets, mean, std
