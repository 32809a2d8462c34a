"""
row: T05
title: Windows are cut from the whole series
fails: [a3.training_windows.no_leak, a3.training_windows.values]
"""


def training_windows(series, test_size, length, horizon):
    train, test = split_in_time(series, test_size)
    mean, std = fit_scaler(train)
    inputs, targets = make_windows((series - mean) / std, length, horizon)
    return inputs, targets, mean, std
