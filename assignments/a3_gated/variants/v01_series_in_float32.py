"""
row: V01
title: The time series in float32
"""

import numpy as np


def make_windows(series, length, horizon):
    series = np.asarray(series, dtype=np.float32)
    count = len(series) - length - horizon + 1
    inputs = np.stack([series[k : k + length] for k in range(count)])
    return inputs, np.stack([series[k + length : k + length + horizon] for k in range(count)])


def recursive_forecast(predict, series, start, length, horizon, mean, std):
    window = ((series[start - length : start] - mean) / std).astype(np.float32)
    forecast = np.zeros(horizon, dtype=np.float32)
    for k in range(horizon):
        forecast[k] = predict(window)
        window = np.roll(window, -1)
        window[-1] = forecast[k]
    return forecast * np.float32(std) + np.float32(mean)
