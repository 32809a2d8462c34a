"""
row: Y31
title: Plain Python with loops and sums, and lists for arrays
"""

import math

import numpy as np


def split_in_time(series, test_size):
    values = list(series)
    return values[: len(values) - test_size], values[len(values) - test_size :]


def fit_scaler(train):
    mean = sum(train) / len(train)
    return mean, math.sqrt(sum((value - mean) ** 2 for value in train) / len(train))


def make_windows(series, length, horizon):
    inputs, targets = [], []
    start = 0
    while start + length + horizon <= len(series):
        inputs.append([float(value) for value in series[start : start + length]])
        targets.append([float(value) for value in series[start + length : start + length + horizon]])
        start += 1
    return inputs, targets


def training_windows(series, test_size, length, horizon):
    train, _ = split_in_time(series, test_size)
    mean, std = fit_scaler(train)
    inputs, targets = make_windows([(value - mean) / std for value in train], length, horizon)
    return inputs, targets, mean, std


def recursive_forecast(predict, series, start, length, horizon, mean, std):
    history = [(value - mean) / std for value in series[:start]]
    for _ in range(horizon):
        history.append(predict(np.array(history[-length:])))
    return [value * std + mean for value in history[start:]]


def seasonal_naive(series, start, horizon, period):
    known = list(series[:start])
    for _ in range(horizon):
        known.append(known[-period])
    return known[start:]


def rmse(forecast, truth):
    pairs = list(zip(np.ravel(forecast), np.ravel(truth)))
    return math.sqrt(sum((one - other) ** 2 for one, other in pairs) / len(pairs))
