"""
row: N05
title: The length of a window comes from a notebook cell
fails: [a3.recursive_forecast.own_predictions, a3.recursive_forecast.values]
"""

import numpy as np


def recursive_forecast(predict, series, start, length, horizon, mean, std):
    window = (series[start - WINDOW : start] - mean) / std
    forecast = []
    for _ in range(horizon):
        forecast.append(predict(window))
        window = np.append(window[1:], forecast[-1])
    return np.array(forecast) * std + mean
