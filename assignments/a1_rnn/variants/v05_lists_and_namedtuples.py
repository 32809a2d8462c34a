"""
row: V05
title: Results come as a list and as a namedtuple
"""

from collections import namedtuple

import numpy as np

Forward = namedtuple("Forward", "states predictions cache")


def rnn_cell_forward(x_t, a_prev, params):
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    y_hat = softmax(a_next @ params["Wya"].T + params["by"])
    return [a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)]


def rnn_forward(x, a0, params):
    states, predictions, steps = [], [], []
    a_t = a0
    for t in range(x.shape[1]):
        a_t, y_t, step = rnn_cell_forward(x[:, t], a_t, params)
        states.append(a_t)
        predictions.append(y_t)
        steps.append(step)
    return Forward(np.stack(states, axis=1), np.stack(predictions, axis=1), RNNCache(tuple(steps)))
