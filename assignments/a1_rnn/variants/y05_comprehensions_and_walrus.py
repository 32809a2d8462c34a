"""
row: Y05
title: Comprehensions, walrus, unpacking and conditional expressions
"""

import numpy as np


def one_hot(ids, n_x):
    return np.array([[float(k == i) for k in range(n_x)] for i in np.ravel(ids)]).reshape(*np.shape(ids), n_x)


def softmax(z):
    return (e := np.exp(z - np.max(z, -1)[..., None])) / e.sum(-1)[..., None]


def rnn_forward(x, a0, params):
    last = a0
    outs = [(last := (out := rnn_cell_forward(x[:, t], last, params))[0], *out[1:]) for t in range(x.shape[1])]
    a, y_hat, steps = zip(*outs)
    return np.stack(a, 1), np.stack(y_hat, 1), RNNCache(steps)


def rnn_backward(da, cache):
    back = [rnn_cell_backward(da[:, -1], cache.steps[-1])]
    for up, step in zip(da.swapaxes(0, 1)[-2::-1], cache.steps[-2::-1]):
        back += [rnn_cell_backward(up + back[-1]["da_prev"], step)]
    sums = {k: sum(g[k] for g in back) for k in back[0] if k[1] != "x" and k != "da_prev"}
    return sums | {"dx": np.stack([g["dx_t"] for g in back][::-1], 1), "da0": back[-1]["da_prev"]}


def one_to_many(x_1, a0, params, T_y):
    y, a = x_1, a0
    return np.stack([(y := (out := rnn_cell_forward(y, a, params))[1], a := out[0])[0] for _ in range(T_y)], 1)
