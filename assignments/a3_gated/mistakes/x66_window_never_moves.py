"""
row: X66
title: Every step reads the same window
fails: [a3.recursive_forecast.own_predictions, a3.recursive_forecast.values]
"""

import numpy as np


def recursive_forecast(predict, series, start, length, horizon, mean, std):
    window = (series[start - length : start] - mean) / std
    return np.array([predict(window) for _ in range(horizon)]) * std + mean
