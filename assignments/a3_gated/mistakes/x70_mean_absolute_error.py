"""
row: X70
title: The mean absolute error
fails: [a3.rmse.values]
"""

import numpy as np


def rmse(forecast, truth):
    return float(np.mean(np.abs(forecast - truth)))
