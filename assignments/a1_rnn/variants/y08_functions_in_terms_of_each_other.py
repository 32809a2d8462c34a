"""
row: Y08
title: The cell is a sequence of one step, the types of model call what is there
"""

import numpy as np


def one_hot(ids, n_x):
    return np.eye(n_x, dtype=int)[ids]


def one_to_many(x_1, a0, params, T_y):
    y_hat = np.empty((x_1.shape[0], 0, x_1.shape[1]))
    x, a = x_1[:, None], a0
    while y_hat.shape[1] < T_y:
        states, x, _ = rnn_forward(x, a, params)
        a = states[:, -1]
        y_hat = np.concatenate([y_hat, x], axis=1)
    return y_hat


def many_to_one(x, a0, params):
    a_t = a0
    for x_t in x.transpose(1, 0, 2)[:-1]:
        a_t = rnn_cell_forward(x_t, a_t, params)[0]
    return rnn_cell_forward(x[:, -1], a_t, params)[1]


def rnn_cell_backward(da_next, cache):
    g = rnn_backward(da_next[:, None, :], (cache,))
    return {"dx_t": g["dx"][:, 0], "da_prev": g["da0"], "dWaa": g["dWaa"], "dWax": g["dWax"], "dba": g["dba"]}


def rnn_backward(da, cache):
    steps = getattr(cache, "steps", cache)
    da_prev, dx, total = 0.0, np.empty((*da.shape[:2], steps[0].x_t.shape[1])), (0.0, 0.0, 0.0)
    for t, c in reversed(list(enumerate(steps))):
        dz = (da[:, t] + da_prev) * (1.0 - c.a_next) * (1.0 + c.a_next)
        dx[:, t], da_prev = dz @ c.params["Wax"], dz @ c.params["Waa"]
        total = tuple(s + g for s, g in zip(total, (dz.T @ c.a_prev, dz.T @ c.x_t, dz.sum(axis=0))))
    return {"dx": dx, "da0": da_prev, "dWaa": total[0], "dWax": total[1], "dba": total[2]}
