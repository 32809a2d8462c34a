"""
row: X83
title: Each window is scaled by its own mean and deviation
fails: [a3.training_windows.values]
"""


def training_windows(series, test_size, length, horizon):
    train, _ = split_in_time(series, test_size)
    mean, std = fit_scaler(train)
    inputs, targets = make_windows(train, length, horizon)
    inputs = (inputs - inputs.mean(axis=1, keepdims=True)) / inputs.std(axis=1, keepdims=True)
    return inputs, (targets - mean) / std, mean, std
