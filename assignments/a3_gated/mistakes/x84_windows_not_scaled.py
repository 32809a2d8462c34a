"""
row: X84
title: The windows are left in the units of the series
fails: [a3.training_windows.values]
"""


def training_windows(series, test_size, length, horizon):
    train, _ = split_in_time(series, test_size)
    mean, std = fit_scaler(train)
    inputs, targets = make_windows(train, length, horizon)
    return inputs, targets, mean, std
