"""
row: V06
title: More gradients than asked for, in another order
"""

import numpy as np


def gru_cell_backward(da_next, cache):
    x_t, a_prev, gamma_u, gamma_r, recurrent, candidate, params, reset = cache
    n_a = a_prev.shape[1]
    d = {"gamma_u": da_next * (candidate - a_prev), "candidate": da_next * gamma_u}
    d["zu"] = d["gamma_u"] * gamma_u * (1 - gamma_u)
    d["zc"] = d["candidate"] * (1 - candidate * candidate)
    if reset == "after":
        d["recurrent"] = d["zc"] * gamma_r
        d["gamma_r"] = d["zc"] * recurrent
        through = d["recurrent"] @ params["Wc"][:, :n_a]
        dWca = d["recurrent"].T @ a_prev
        d["dbhc"] = d["recurrent"].sum(0)
    else:
        gated = d["zc"] @ params["Wc"][:, :n_a]
        d["gamma_r"] = gated * a_prev
        through = gated * gamma_r
        dWca = d["zc"].T @ (gamma_r * a_prev)
    d["zr"] = d["gamma_r"] * gamma_r * (1 - gamma_r)
    d["dbc"], d["dbr"], d["dbu"] = d["zc"].sum(0), d["zr"].sum(0), d["zu"].sum(0)
    d["dWc"] = np.hstack([dWca, d["zc"].T @ x_t])
    d["dWr"] = d["zr"].T @ np.hstack([a_prev, x_t])
    d["dWu"] = d["zu"].T @ np.hstack([a_prev, x_t])
    joined = d["zu"] @ params["Wu"] + d["zr"] @ params["Wr"]
    d["dx_t"] = joined[:, n_a:] + d["zc"] @ params["Wc"][:, n_a:]
    d["da_prev"] = joined[:, :n_a] + through + da_next * (1 - gamma_u)
    return d
