"""
row: T04
title: The scaler is fitted on the whole series
fails: [a3.training_windows.no_leak, a3.training_windows.values]
"""


def training_windows(series, test_size, length, horizon):
    mean, std = fit_scaler(series)
    train, test = split_in_time(series, test_size)
    inputs, targets = make_windows((train - mean) / std, length, horizon)
    return inputs, targets, mean, std
