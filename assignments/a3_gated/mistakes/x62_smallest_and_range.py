"""
row: X62
title: Scales to 0..1 by the smallest value and the range
fails: [a3.scaler.paper, a3.scaler.values]
"""

import numpy as np


def fit_scaler(train):
    return float(np.min(train)), float(np.max(train) - np.min(train))
