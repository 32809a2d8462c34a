"""
row: T05
title: The inputs of a window end before the border, its targets behind it
fails: [a3.training_windows.no_leak, a3.training_windows.values]
"""


def training_windows(series, test_size, length, horizon):
    train, _ = split_in_time(series, test_size)
    mean, std = fit_scaler(train)
    inputs, targets = make_windows((series - mean) / std, length, horizon)
    count = len(train) - length + 1
    return inputs[:count], targets[:count], mean, std
