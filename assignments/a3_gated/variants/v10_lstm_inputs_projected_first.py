"""
row: V10
title: The inputs are projected before the loop, which calls no cell
conventions: {lstm_output: tanh}
"""

import numpy as np


def lstm_forward(x, a0, c0, params):
    m, T_x, _ = x.shape
    n_a = a0.shape[1]
    Z = {g: np.einsum("mtk,nk->mtn", x, params["W" + g][:, n_a:]) + params["b" + g] for g in "ufoc"}
    h, c = np.zeros((m, T_x + 1, n_a)), np.zeros((m, T_x + 1, n_a))
    h[:, 0], c[:, 0] = a0, c0
    act = {g: np.empty((m, T_x, n_a)) for g in "ufoc"}
    for t in range(T_x):
        for g in "ufoc":
            z = Z[g][:, t] + h[:, t] @ params["W" + g][:, :n_a].T
            act[g][:, t] = np.tanh(z) if g == "c" else sigmoid(z)
        c[:, t + 1] = act["f"][:, t] * c[:, t] + act["u"][:, t] * act["c"][:, t]
        h[:, t + 1] = act["o"][:, t] * np.tanh(c[:, t + 1])
    return h[:, 1:], c[:, 1:], (x, h, c, act, params)


def lstm_backward(da, dc_last, cache):
    x, h, c, act, params = cache
    m, T_x, n_a = da.shape
    dz = {g: np.empty((m, T_x, n_a)) for g in "ufoc"}
    da_next = np.zeros((m, n_a))
    dc_next = da_next if dc_last is None else dc_last
    for t in range(T_x - 1, -1, -1):
        u, f, o, g = (act[name][:, t] for name in "ufoc")
        told = np.tanh(c[:, t + 1])
        dh = da[:, t] + da_next
        dc = dc_next + dh * o * (1 - told**2)
        dz["u"][:, t] = dc * g * u * (1 - u)
        dz["f"][:, t] = dc * c[:, t] * f * (1 - f)
        dz["o"][:, t] = dh * told * o * (1 - o)
        dz["c"][:, t] = dc * u * (1 - g**2)
        da_next = sum(dz[name][:, t] @ params["W" + name][:, :n_a] for name in "ufoc")
        dc_next = dc * f
    gradients = {"da0": da_next, "dc0": dc_next, "dx": 0}
    joined = np.concatenate([h[:, :-1], x], axis=2)
    for name in "ufoc":
        gradients["dx"] = gradients["dx"] + dz[name] @ params["W" + name][:, n_a:]
        gradients["dW" + name] = np.einsum("mtn,mtk->nk", dz[name], joined)
        gradients["db" + name] = dz[name].sum(axis=(0, 1))
    return gradients
