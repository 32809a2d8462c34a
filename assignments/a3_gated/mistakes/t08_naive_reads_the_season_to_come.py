"""
row: T08
title: Beyond one season the naive forecast reads what it forecasts
fails: [a3.seasonal_naive.paper, a3.seasonal_naive.values]
"""

import numpy as np


def seasonal_naive(series, start, horizon, period):
    return np.array([series[min(start + k - period, len(series) - 1)] for k in range(horizon)])
