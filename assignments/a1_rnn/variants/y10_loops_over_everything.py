"""
row: Y10
title: Loops over examples, units and features instead of products of matrices
"""

import math

import numpy as np


def one_hot(ids, n_x):
    ids = np.array(ids)
    vectors = np.zeros((ids.size, n_x))
    for row, k in enumerate(ids.flatten()):
        vectors[row][k] = 1
    return vectors.reshape(ids.shape + (n_x,))


def rnn_cell_forward(x_t, a_prev, params):
    m, n_a = a_prev.shape
    a_next = np.zeros((m, n_a))
    for i in range(m):
        for j in range(n_a):
            z = params["ba"][j]
            for k in range(n_a):
                z += params["Waa"][j][k] * a_prev[i][k]
            for k in range(x_t.shape[1]):
                z += params["Wax"][j][k] * x_t[i][k]
            a_next[i][j] = math.tanh(z)
    y_hat = np.array([softmax(params["Wya"].dot(a_next[i]) + params["by"]) for i in range(m)])
    return a_next, y_hat, RNNCellCache(x_t, a_prev, a_next, params)


def rnn_cell_backward(da_next, cache):
    x_t, a_prev, a_next, params = cache
    g = {"dx_t": np.zeros(x_t.shape), "da_prev": np.zeros(a_prev.shape)}
    g.update({"d" + name: np.zeros(params[name].shape) for name in ("Waa", "Wax", "ba")})
    for i in range(len(da_next)):
        for j in range(da_next.shape[1]):
            dz = da_next[i, j] * (1 - a_next[i, j] ** 2)
            g["dba"][j] += dz
            g["dWaa"][j] += dz * a_prev[i]
            g["dWax"][j] += dz * x_t[i]
            g["dx_t"][i] += dz * params["Wax"][j]
            g["da_prev"][i] += dz * params["Waa"][j]
    return g


def relative_error(a, b):
    worst = 0.0
    for x, y in zip(np.asarray(a).flat, np.asarray(b).flat):
        error = abs(x - y) / max(1e-8, abs(x) + abs(y))
        if error > worst:
            worst = error
    return worst
