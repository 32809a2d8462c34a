"""
row: V11
title: The sequence functions do not call the cells
"""

import numpy as np


def gru_forward(x, a0, params, reset="before"):
    n_a = a0.shape[1]
    Wca, Wcx = np.split(params["Wc"], [n_a], axis=1)
    a_t, kept = a0, []
    for x_t in np.swapaxes(x, 0, 1):
        joined = np.concatenate([a_t, x_t], axis=-1)
        u = sigmoid(joined @ params["Wu"].T + params["bu"])
        r = sigmoid(joined @ params["Wr"].T + params["br"])
        image = a_t @ Wca.T + params["bhc"] if reset == "after" else None
        inner = r * image if reset == "after" else (r * a_t) @ Wca.T
        c = np.tanh(inner + x_t @ Wcx.T + params["bc"])
        a_next = u * c + (1 - u) * a_t
        kept.append((joined, u, r, image, c, a_next))
        a_t = a_next
    return np.stack([step[-1] for step in kept], axis=1), (kept, params)


def gru_backward(da, cache):
    kept, params = cache
    n_a = da.shape[2]
    sums = {"d" + name: np.zeros(params[name].shape) for name in ("Wu", "Wr", "Wc", "bu", "br", "bc")}
    if kept[0][3] is not None:
        sums["dbhc"] = np.zeros(n_a)
    Wca, Wcx = np.split(params["Wc"], [n_a], axis=1)
    dx, carried = [], 0.0
    for t, (joined, u, r, image, c, _) in reversed(list(enumerate(kept))):
        before, x_t = np.split(joined, [n_a], axis=1)
        d = da[:, t] + carried
        dc = d * u * (1 - c**2)
        if image is None:
            inner = dc @ Wca
            dr, through, dWca = inner * before, inner * r, dc.T @ (r * before)
        else:
            dr, through, dWca = dc * image, (dc * r) @ Wca, (dc * r).T @ before
            sums["dbhc"] += (dc * r).sum(axis=0)
        du, dr = d * (c - before) * u * (1 - u), dr * r * (1 - r)
        d_joined = du @ params["Wu"] + dr @ params["Wr"]
        sums["dWc"] += np.concatenate([dWca, dc.T @ x_t], axis=1)
        for gate, dz in zip("ur", (du, dr)):
            sums["dW" + gate] += dz.T @ joined
        for gate, dz in zip("urc", (du, dr, dc)):
            sums["db" + gate] += dz.sum(axis=0)
        dx.append(d_joined[:, n_a:] + dc @ Wcx)
        carried = d_joined[:, :n_a] + through + d * (1 - u)
    return {"dx": np.stack(dx[::-1], axis=1), "da0": carried, **sums}
