"""
row: X66
title: The prediction is put into the window in front
fails: [a3.recursive_forecast.own_predictions, a3.recursive_forecast.values]
"""

import numpy as np


def recursive_forecast(predict, series, start, length, horizon, mean, std):
    window = (series[start - length : start] - mean) / std
    forecast = []
    for _ in range(horizon):
        following = predict(window)
        forecast.append(following)
        window = np.concatenate([[following], window[:-1]])
    return np.array(forecast) * std + mean
