"""
row: X63
title: The variance is returned for the deviation
fails: [a3.scaler.paper, a3.scaler.values]
"""


def fit_scaler(train):
    mean = sum(train) / len(train)
    return float(mean), float(sum((train - mean) ** 2) / len(train))
