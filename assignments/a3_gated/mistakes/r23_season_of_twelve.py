"""
row: R23
title: The season has 12 values, whatever the period
fails: [a3.seasonal_naive.paper, a3.seasonal_naive.values]
"""

import numpy as np


def seasonal_naive(series, start, horizon, period):
    return series[start - 12 + np.arange(horizon) % 12]
