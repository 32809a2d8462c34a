"""
row: T08
title: The true value is put into the window instead of the prediction
fails: [a3.recursive_forecast.own_predictions, a3.recursive_forecast.values]
"""

import numpy as np


def recursive_forecast(predict, series, start, length, horizon, mean, std):
    window = list((series[start - length : start] - mean) / std)
    forecast = []
    for k in range(horizon):
        forecast.append(predict(np.array(window)) * std + mean)
        window = window[1:] + [(series[start + k] - mean) / std]
    return np.array(forecast)
