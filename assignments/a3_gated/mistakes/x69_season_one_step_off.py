"""
row: X69
title: The season begins one step too early
fails: [a3.seasonal_naive.paper, a3.seasonal_naive.values]
"""

import numpy as np


def seasonal_naive(series, start, horizon, period):
    season = series[start - period - 1 : start - 1]
    return np.array([season[k % period] for k in range(horizon)])
