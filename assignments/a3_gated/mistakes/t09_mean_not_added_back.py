"""
row: T09
title: The way back to the units of the series leaves out the mean
fails: [a3.recursive_forecast.own_predictions, a3.recursive_forecast.values]
"""

import numpy as np


def recursive_forecast(predict, series, start, length, horizon, mean, std):
    window = (series[start - length : start] - mean) / std
    forecast = []
    for _ in range(horizon):
        forecast.append(predict(window))
        window = np.append(window[1:], forecast[-1])
    return np.array(forecast) * std
