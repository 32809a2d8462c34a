"""
row: X70
title: The root of the sum of squares
fails: [a3.rmse.values]
"""

import numpy as np


def rmse(forecast, truth):
    return float(np.linalg.norm(forecast - truth))
