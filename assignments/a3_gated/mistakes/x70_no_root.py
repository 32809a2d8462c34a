"""
row: X70
title: The root is left out
fails: [a3.rmse.values]
"""

import numpy as np


def rmse(forecast, truth):
    return float(np.mean((forecast - truth) ** 2))
