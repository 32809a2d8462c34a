"""
row: Y12
title: A cache is a function that goes back
"""

import numpy as np


def gru_cell_forward(x_t, a_prev, params, reset="before"):
    n_a = a_prev.shape[1]
    Wca, Wcx = np.hsplit(params["Wc"], [n_a])
    joined = np.hstack([a_prev, x_t])
    u, r = (sigmoid(joined @ params["W" + g].T + params["b" + g]) for g in "ur")
    image = a_prev @ Wca.T + params["bhc"] if reset == "after" else None
    c = np.tanh((r * image if reset == "after" else (r * a_prev) @ Wca.T) + x_t @ Wcx.T + params["bc"])

    def back(d):
        dc = d * u * (1 - c**2)
        grads = {"dbc": dc.sum(axis=0)}
        if reset == "after":
            grads["dbhc"] = (dc * r).sum(axis=0)
            dr, da, dWca = dc * image, (dc * r) @ Wca, (dc * r).T @ a_prev
        else:
            dr, da, dWca = (dc @ Wca) * a_prev, (dc @ Wca) * r, dc.T @ (r * a_prev)
        zu, zr = d * (c - a_prev) * u * (1 - u), dr * r * (1 - r)
        both = zu @ params["Wu"] + zr @ params["Wr"]
        grads.update(dWu=zu.T @ joined, dWr=zr.T @ joined, dWc=np.hstack([dWca, dc.T @ x_t]))
        grads.update(dbu=zu.sum(axis=0), dbr=zr.sum(axis=0))
        grads.update(dx_t=both[:, n_a:] + dc @ Wcx, da_prev=both[:, :n_a] + da + d * (1 - u))
        return grads

    return u * c + (1 - u) * a_prev, back


def gru_cell_backward(da_next, cache):
    return cache(da_next)


def gru_backward(da, cache):
    backs, d, dx, sums = list(cache.steps), 0, [], {}
    while backs:
        step = backs.pop()(da[:, len(backs)] + d)
        d = step.pop("da_prev")
        dx.append(step.pop("dx_t"))
        sums = {name: sums.get(name, 0) + gradient for name, gradient in step.items()}
    return {"dx": np.stack(dx[::-1], axis=1), "da0": d, **sums}
