"""
row: V39
title: Prints and warns in every step
"""

import warnings

import numpy as np


def rnn_cell_forward(x_t, a_prev, params):
    print("x_t", x_t.shape, "a_prev", a_prev.shape)
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    print(f"largest |a_next| = {np.abs(a_next).max():.3f}")
    warnings.warn("remember to remove the prints")
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)
