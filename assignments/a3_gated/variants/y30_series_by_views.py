"""
row: Y30
title: Windows by sliding_window_view, seasons by tile, a deque that is fed
"""

from collections import deque

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def split_in_time(series, test_size):
    return np.split(series, [series.size - test_size])


def make_windows(series, length, horizon):
    both = sliding_window_view(series, length + horizon)
    return both[:, :length], both[:, length:]


def training_windows(series, test_size, length, horizon):
    train = series[: series.size - test_size]
    scale = train.mean(), train.std()
    inputs, targets = make_windows(train, length, horizon)
    return (inputs - scale[0]) / scale[1], (targets - scale[0]) / scale[1], *scale


def recursive_forecast(predict, series, start, length, horizon, mean, std):
    window = deque((series[start - length : start] - mean) / std, maxlen=length)
    forecast = np.empty(horizon)
    for k in range(horizon):
        forecast[k] = predict(np.array(window))
        window.append(forecast[k])
    return mean + std * forecast


def seasonal_naive(series, start, horizon, period):
    season = series[:start][-period:]
    return np.tile(season, -(-horizon // period))[:horizon]


def rmse(forecast, truth):
    return np.linalg.norm(forecast - truth) / np.sqrt(np.size(truth))
