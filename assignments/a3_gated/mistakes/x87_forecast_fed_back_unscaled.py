"""
row: X87
title: Each forecast is fed back in the units of the series
fails: [a3.recursive_forecast.own_predictions, a3.recursive_forecast.values]
"""

import numpy as np


def recursive_forecast(predict, series, start, length, horizon, mean, std):
    window = (series[start - length : start] - mean) / std
    forecast = []
    for _ in range(horizon):
        forecast.append(predict(window) * std + mean)
        window = np.append(window[1:], forecast[-1])
    return np.array(forecast)
