"""
row: V04
title: Mean, deviation and error as arrays without axes
"""

import numpy as np


def fit_scaler(train):
    return np.mean(train, keepdims=False), np.array(np.std(train))


def rmse(forecast, truth):
    return np.array(np.sqrt(np.mean(np.square(np.asarray(forecast) - np.asarray(truth)))))
