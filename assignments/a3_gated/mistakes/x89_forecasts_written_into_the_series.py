"""
row: X89
title: Forecasts are written into a copy of the series, which ends before they do
fails: [a3.recursive_forecast.values]
"""


def recursive_forecast(predict, series, start, length, horizon, mean, std):
    scaled = (series - mean) / std
    for t in range(start, start + horizon):
        scaled[t] = predict(scaled[t - length : t])
    return scaled[start : start + horizon] * std + mean
