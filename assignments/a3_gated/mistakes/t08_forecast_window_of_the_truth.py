"""
row: T08
title: The window of each step is cut from the series
fails: [a3.recursive_forecast.own_predictions, a3.recursive_forecast.values]
"""

import numpy as np


def recursive_forecast(predict, series, start, length, horizon, mean, std):
    scaled = (series - mean) / std
    forecast = []
    for k in range(horizon):
        forecast.append(predict(scaled[start + k - length : start + k]))
    return np.array(forecast) * std + mean
