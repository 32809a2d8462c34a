"""
row: V07
title: One product for both gates, split afterwards; the cache holds the block
"""

import numpy as np


def gru_cell_forward(x_t, a_prev, params, reset="before"):
    m, n_a = a_prev.shape
    W = np.vstack([params["Wu"], params["Wr"]])
    b = np.hstack([params["bu"], params["br"]])
    joined = np.hstack([a_prev, x_t])
    gates = sigmoid(joined @ W.T + b)
    u, r = np.split(gates, 2, axis=1)
    if reset == "after":
        image = a_prev @ params["Wc"][:, :n_a].T + params["bhc"]
        h = np.tanh(r * image + x_t @ params["Wc"][:, n_a:].T + params["bc"])
    else:
        image = None
        h = np.tanh(np.hstack([r * a_prev, x_t]) @ params["Wc"].T + params["bc"])
    return a_prev + u * (h - a_prev), (joined, gates, image, h, W, params["Wc"])


def gru_cell_backward(da_next, cache):
    joined, gates, image, h, W, Wc = cache
    n_a = h.shape[1]
    a_prev, x_t = joined[:, :n_a], joined[:, n_a:]
    u, r = gates[:, :n_a], gates[:, n_a:]
    dh = da_next * u * (1 - h * h)
    grads = {"dbc": dh.sum(axis=0)}
    back = dh @ Wc
    if image is None:
        dr, through = back[:, :n_a] * a_prev, back[:, :n_a] * r
        grads["dWc"] = dh.T @ np.hstack([r * a_prev, x_t])
    else:
        dr, through = dh * image, (dh * r) @ Wc[:, :n_a]
        grads["dWc"] = np.hstack([(dh * r).T @ a_prev, dh.T @ x_t])
        grads["dbhc"] = (dh * r).sum(axis=0)
    dz = np.hstack([da_next * (h - a_prev), dr]) * gates * (1 - gates)
    d_joined = dz @ W
    grads["dWu"], grads["dWr"] = np.split(dz.T @ joined, 2)
    grads["dbu"], grads["dbr"] = np.split(dz.sum(axis=0), 2)
    grads["dx_t"] = d_joined[:, n_a:] + back[:, n_a:]
    grads["da_prev"] = d_joined[:, :n_a] + through + da_next * (1 - u)
    return grads


def gru_backward(da, cache):
    dx, sums, da_t = [], {}, 0
    for t in range(da.shape[1] - 1, -1, -1):
        step = gru_cell_backward(da[:, t] + da_t, cache.steps[t])
        da_t = step.pop("da_prev")
        dx.insert(0, step.pop("dx_t"))
        sums = {name: sums.get(name, 0) + gradient for name, gradient in step.items()}
    return {"dx": np.stack(dx, axis=1), "da0": da_t, **sums}
