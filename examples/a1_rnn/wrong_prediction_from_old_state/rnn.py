"""RNN homework"""

import numpy as np


def one_hot(ids, n_x):
    return np.eye(n_x)[ids]


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def rnn_cell_forward(x_t, a_prev, params):
    yt = softmax(a_prev @ params["Wya"].T + params["by"])
    a_next = np.tanh(a_prev @ params["Waa"].T + x_t @ params["Wax"].T + params["ba"])
    return a_next, yt, (x_t, a_prev, a_next, params)


def rnn_forward(x, a0, params):
    a, y, caches = [], [], []
    at = a0
    for t in range(x.shape[1]):
        at, yt, cache = rnn_cell_forward(x[:, t], at, params)
        a.append(at)
        y.append(yt)
        caches.append(cache)
    return np.stack(a, axis=1), np.stack(y, axis=1), caches


def rnn_cell_backward(da_next, cache):
    x_t, a_prev, a_next, params = cache
    dz = da_next * (1 - a_next * a_next)
    return {
        "dx_t": dz @ params["Wax"],
        "da_prev": dz @ params["Waa"],
        "dWaa": dz.T @ a_prev,
        "dWax": dz.T @ x_t,
        "dba": dz.sum(axis=0),
    }


def rnn_backward(da, caches):
    dx = []
    total = {"dWaa": 0, "dWax": 0, "dba": 0}
    carry = np.zeros_like(da[:, 0])
    for t in range(len(caches) - 1, -1, -1):
        g = rnn_cell_backward(da[:, t] + carry, caches[t])
        carry = g["da_prev"]
        dx.insert(0, g["dx_t"])
        for name in total:
            total[name] = total[name] + g[name]
    total["dx"] = np.stack(dx, axis=1)
    total["da0"] = carry
    return total


def many_to_one(x, a0, params):
    return rnn_forward(x, a0, params)[1][:, -1]


def one_to_many(x_1, a0, params, T_y):
    xt, at, out = x_1, a0, []
    for _ in range(T_y):
        at, xt, _cache = rnn_cell_forward(xt, at, params)
        out.append(xt)
    return np.stack(out, axis=1)


def numerical_gradient(f, w, eps=1e-5):
    grad = np.zeros(w.shape)
    for i in np.ndindex(*w.shape):
        old = w[i]
        w[i] = old + eps
        plus = f(w)
        w[i] = old - eps
        minus = f(w)
        w[i] = old
        grad[i] = (plus - minus) / (2 * eps)
    return grad


def relative_error(a, b):
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))
