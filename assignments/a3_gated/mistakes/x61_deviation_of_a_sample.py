"""
row: X61
title: The deviation divides by n - 1
fails: [a3.scaler.paper, a3.scaler.values]
"""

import numpy as np


def fit_scaler(train):
    return float(np.mean(train)), float(np.std(train, ddof=1))
