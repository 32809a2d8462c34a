"""
row: V33
title: Back through time by recursion, forward by while
"""

import numpy as np


def rnn_forward(x, a0, params):
    states, predictions, steps, t, a_t = [], [], [], 0, a0
    while t < x.shape[1]:
        a_t, y_t, step = rnn_cell_forward(x[:, t, :], a_t, params)
        states.append(a_t)
        predictions.append(y_t)
        steps.append(step)
        t += 1
    return np.stack(states, 1), np.stack(predictions, 1), RNNCache(tuple(steps))


def rnn_backward(da, cache):
    step, *later = cache.steps
    if later:
        gradients = rnn_backward(da[:, 1:], RNNCache(tuple(later)))
        own = rnn_cell_backward(da[:, 0] + gradients["da0"], step)
        gradients["dx"] = np.concatenate([own["dx_t"][:, None], gradients["dx"]], axis=1)
    else:
        own = rnn_cell_backward(da[:, 0], step)
        gradients = {"dx": own["dx_t"][:, None], "dWaa": 0, "dWax": 0, "dba": 0}
    gradients["da0"] = own["da_prev"]
    for name in ("dWaa", "dWax", "dba"):
        gradients[name] = gradients[name] + own[name]
    return gradients
