"""
row: V10
title: All inputs are projected before the loop
"""

import numpy as np


def rnn_forward(x, a0, params):
    projected = x @ params["Wax"].T + params["ba"]
    states = [a0]
    for t in range(x.shape[1]):
        states.append(np.tanh(projected[:, t] + states[-1] @ params["Waa"].T))
    a = np.stack(states[1:], axis=1)
    y_hat = softmax(a @ params["Wya"].T + params["by"])
    steps = tuple(RNNCellCache(x[:, t], states[t], states[t + 1], params) for t in range(x.shape[1]))
    return a, y_hat, RNNCache(steps)
